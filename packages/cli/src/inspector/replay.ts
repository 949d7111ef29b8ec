/** Sends recorded requests again, changed or not. @module */
import type { AuthchainConfig, Clock, Logger } from '@authchain/core'
import { createAdjustableClock, createGateway, echoIntegration } from '@authchain/gateway'
import type { Exchange, Gateway, GatewayRequest, GatewayTarget } from '@authchain/gateway'
import type { ReplayRequest, ReplayResult } from '@authchain/inspector/api'
import type { RecordedAuthorizer, RequestRecord } from '@authchain/inspector/record'
import type { DevRoutes } from '../dev/routes.js'
import { everyRoute } from '../explain/explain.js'
import type { PluginNode } from '../explain/plugin-tree.js'
import { createRecorder } from '../explain/recorder.js'
import type { LateRecord } from '../explain/recorder.js'
import { CallRefused } from './call-refused.js'
import { changeRequest } from './change-request.js'
import type { LocalParts } from '../local/local-runtime.js'
import { hasPlugin, injectFaults, withRuntime } from './inject-faults.js'
import type { Faults } from './inject-faults.js'
import type { RecordStore } from './record-store.js'
import { changeClaims } from './what-if-token.js'
import type { WhatIfToken } from './what-if-token.js'

/** The chain that answers now. */
export interface InspectedChain {
  /** undefined of a hand-written handler. */
  readonly config: AuthchainConfig | undefined
  /** What `dev` asks; copies of a handler ask the same one. */
  readonly target: GatewayTarget
  /** What a chain runs on here alone. */
  readonly local: LocalParts
  readonly authorizer: RecordedAuthorizer
  readonly tree: readonly PluginNode[]
  /** Of its route table, and of the file of `routesFrom`; undefined when there is none. */
  readonly routes: readonly string[] | undefined
  readonly deployedRoutes: readonly string[] | undefined
}

/** What replays are made with. */
export interface ReplayParts {
  readonly store: RecordStore
  readonly chain: () => InspectedChain
  /** Of `dev`; a copy begins at its time. */
  readonly clock: Clock
  readonly routes: DevRoutes
  readonly nextSequence: () => number
  /** Of `dev`. */
  readonly gateway: () => Gateway
}

/** Replays a request. The new record is in the store afterwards. */
export type Replay = (asked: ReplayRequest) => Promise<ReplayResult>

/** @throws from the result: {@link CallRefused} 404 for a record that is gone, 409 for what cannot be done. */
export function createReplay(parts: ReplayParts): Replay {
  return async (asked) => {
    const original = parts.store.find(asked.id)
    const kept = parts.store.findRequest(asked.id)
    if (original === undefined || kept === undefined) throw gone()
    const request = changeRequest(kept.request, asked.changes ?? {})
    if (asked.on === 'live') {
      if (!kept.isWhole) throw new CallRefused(409, 'body', 'Its body was too long to be kept')
      return { original, replayed: await replayLive(asked, request, parts) }
    }
    const copy = await openCopy(asked, request, parts)
    for (const id of asked.after ?? []) {
      const earlier = parts.store.findRequest(id)
      if (earlier === undefined) throw gone()
      await copy.send(earlier.request)
    }
    copy.advance(asked.changes?.clockOffsetSeconds ?? 0)
    const { late, exchange } = await copy.send(copy.request)
    parts.store.put(late, exchange.request)
    return { original, replayed: late.read() }
  }
}

async function replayLive(
  { id, changes = {} }: ReplayRequest,
  { method, target, headers, body, sourceIp }: GatewayRequest,
  { store, gateway }: ReplayParts,
): Promise<RequestRecord> {
  const { claims, clockOffsetSeconds = 0, faults = [] } = changes
  if (claims !== undefined || clockOffsetSeconds > 0 || faults.length > 0) {
    throw new CallRefused(409, 'live', 'Claims, clock and faults are for a copy')
  }
  const { trace } = await gateway().inject({ method, url: target, headers, body, sourceIp })
  store.amend(trace.requestId, (record) => ({ ...record, origin: 'replay', replayOf: id }))
  const record = store.find(trace.requestId)
  if (record === undefined) throw gone()
  return record
}

interface Sent {
  readonly late: LateRecord
  readonly exchange: Exchange
}

interface Copy {
  /** With the changed token. */
  readonly request: GatewayRequest
  /** Moves the clock and lets the faults begin. */
  advance(seconds: number): void
  send(request: GatewayRequest): Promise<Sent>
}

/** A gateway with a chain, a cache and a clock of its own. It never reaches a backend. */
async function openCopy(
  { id, changes = {} }: ReplayRequest,
  request: GatewayRequest,
  parts: ReplayParts,
): Promise<Copy> {
  const chain = parts.chain()
  const list = changes.faults ?? []
  const { config } = chain
  if (config === undefined && (changes.claims !== undefined || list.length > 0)) {
    throw new CallRefused(409, 'handler', 'Claims and faults are for chains of a configuration')
  }
  const unknown = list.find(
    ({ plugin }) => plugin !== undefined && !hasPlugin(config?.plugins ?? [], plugin),
  )
  if (unknown !== undefined) throw new CallRefused(409, 'plugin', 'The chain has no such plugin')
  const token = changes.claims && (await changeClaims(request, changes.claims))
  const faults = { list, isOn: false }
  const clock = createAdjustableClock(parts.clock)
  let last: Sent | undefined
  const recorder = createRecorder({
    origin: 'replay',
    replayOf: id,
    clock,
    describe: () => ({ ...chain, routes: toShownRoutes(parts.routes, chain) }),
    // What only fills the cache is not kept, so it is not counted.
    nextSequence: () => (faults.isOn ? parts.nextSequence() : 0),
    onRecord: (late, exchange) => {
      last = { late, exchange }
    },
  })
  const gateway = createGateway({
    ...toCopyTarget(chain, faults, token),
    ...parts.routes,
    clock,
    integration: recorder.watch(echoIntegration()),
    onTrace: recorder.onTrace,
  })
  return {
    request: token?.request ?? request,
    advance(seconds) {
      clock.advance(seconds * 1000)
      faults.isOn = true
    },
    async send({ method, target, headers, body, sourceIp }) {
      last = undefined
      await gateway.inject({ method, url: target, headers, body, sourceIp })
      if (last === undefined) throw new Error('The gateway told of no request')
      return last
    },
  }
}

/** A chain is made anew, so that it can be changed; a handler is asked as it is. */
function toCopyTarget(
  { config, target, local, deployedRoutes }: InspectedChain,
  faults: Faults,
  token: WhatIfToken | undefined,
): GatewayTarget {
  if (config === undefined) return target
  const plugins = token
    ? config.plugins.map((each) => withRuntime(each, token.changeRuntime))
    : config.plugins
  return {
    config: injectFaults({ ...config, plugins }, faults),
    deployedRoutes,
    runtime: { logger: silent, ...local },
  }
}

/** Routes with an authorizer. */
export function toShownRoutes(given: DevRoutes, chain: InspectedChain): readonly string[] {
  return given.routes ?? chain.routes ?? everyRoute
}

function gone(): CallRefused {
  return new CallRefused(404, 'gone', 'There is no such record any more')
}

function ignore(): void {
  // Deliberately nothing: what goes wrong on purpose is in the record.
}

const silent: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore }
