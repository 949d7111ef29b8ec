/** The WebSocket connections of one server. @module */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Clock } from '@authchain/core'
import type { WebSocket } from 'ws'
import type { Integration } from '../integration/integration.js'
import { serveMessages } from './session.js'
import { serveUpgrade } from './upgrades.js'
import type { UpgradeParts } from './upgrades.js'

/** Connections that are open, and whether there may be more. */
export interface Sockets {
  /** @param isTaken - False: a request for another protocol is a request like any other. */
  take(isTaken: boolean): void
  /** Says goodbye to all of them: 1001, going away. */
  close(): void
  /** Ends those that did not answer. */
  terminate(): void
}

const goingAway = 1001

/** Puts connections on a server; it takes none until it is told to. */
export function createSockets(
  server: Server,
  respond: UpgradeParts['respond'],
  { integration, clock }: { readonly integration: Integration; readonly clock: Clock },
): Sockets {
  const open = new Set<WebSocket>()
  const parts: UpgradeParts = {
    respond,
    onConnection(socket, connection) {
      open.add(socket)
      socket.on('close', () => open.delete(socket))
      serveMessages(socket, connection, integration, () => clock.nowMilliseconds())
    },
  }
  const onUpgrade = (incoming: IncomingMessage, socket: Duplex, head: Buffer): void => {
    void serveUpgrade(incoming, socket, head, parts)
  }
  return {
    take(isTaken) {
      server.off('upgrade', onUpgrade)
      if (isTaken) server.on('upgrade', onUpgrade)
    },
    close() {
      for (const socket of open) socket.close(goingAway)
    },
    terminate() {
      for (const socket of open) socket.terminate()
    },
  }
}
