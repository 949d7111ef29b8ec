/** A WebSocket connection over a real socket. @module */
import type { Gateway } from '@authchain/gateway'
import { seenByBackend } from './cache.ts'
import type { Fields } from './vector.ts'

/** Opens a connection, sends a message and gives what the backend saw of the authorizer. */
export async function openConnection(
  gateway: Gateway,
  headers: Readonly<Record<string, string>>,
): Promise<Fields> {
  const { url } = await gateway.listen({ port: 0 })
  const { WebSocket } = await import('ws')
  const socket = new WebSocket(url.replace('http', 'ws'), { headers })
  try {
    return await new Promise((resolve, reject) => {
      socket.on('error', reject)
      socket.on('open', () => {
        socket.send('hello')
      })
      socket.on('message', (data: Buffer) => {
        resolve(seenByBackend(JSON.parse(data.toString('utf8'))))
      })
    })
  } finally {
    socket.close()
    await gateway.close()
  }
}
