/**
 * The three laws, for one table: sound, complete, cached = fresh.
 *
 * @module
 */
import { createAuthorizerCache } from '../../../src/authorizer-cache/authorizer-cache.js'
import { createAdjustableClock } from '../../../src/clock.js'
import { policyAllows } from '../oracle/glob.js'
import { methods } from '../oracle/pattern.js'
import { createRouting } from '../oracle/routing.js'
import type { Bench } from './bench.js'
import { createDeployment } from './deployment.js'
import { isCanonical, isPlain, withoutDoubleSlashes } from './request.js'
import type { Request } from './request.js'
import { toIdentity } from './rules.js'
import { ruleAllows } from './table.js'
import type { Caller, Table } from './table.js'
import { kindsOf } from './tally.js'
import type { Tally } from './tally.js'
import {
  endMilliseconds,
  isAllowed,
  startMilliseconds,
  toMethodArn,
  toStatements,
} from './verdict.js'

/** A counter-example. */
export interface Violation {
  readonly law:
    | 'evaluated as IAM does'
    | 'sound'
    | 'complete'
    | 'decide'
    | 'cached = fresh'
    | 'ends with its credential'
  readonly step: string
  readonly caller: Caller
  readonly request: Request
  /** The row that serves it. */
  readonly route: string | undefined
  /** When it came out of the cache: the request whose answer was kept. */
  readonly first?: Request
}

const scope = { apiId: 'abcdef1234', stage: 'prod', authorizerId: 'laws' }

/**
 * Judges every caller with every request.
 *
 * @returns The first violation.
 */
export function findViolation(
  table: Table,
  bench: Bench,
  callers: readonly Caller[],
  requests: readonly Request[],
  tally: Tally,
): Violation | undefined {
  const judge = createJudge(table, bench)
  const byPath = createRouting(table, 'path')
  const clock = createAdjustableClock({
    nowMilliseconds: () => startMilliseconds,
    monotonicMilliseconds: () => 0,
  })
  const cache = createAuthorizerCache(clock)
  const firstRequests = new Map<string, Request>()
  const { step } = bench.compiled

  for (const caller of callers) {
    for (const [index, request] of requests.entries()) {
      // Every few requests another one is the first, whose answer is kept for the others.
      if (index % 6 === 0) cache.flush()
      const key = bench.keyOf(request)
      if (key === undefined) continue
      const output = bench.answer(caller, request)
      const allowed = output !== undefined && isAllowed(output, request)
      const route = judge.routeOf(request)
      const found = (law: Violation['law'], first?: Request): Violation => ({
        law,
        step,
        caller,
        request,
        route: route === undefined ? undefined : table.rows[route]?.[0],
        ...(first === undefined ? {} : { first }),
      })
      tally.triples[step] += 1
      if (index % 8 === 0 && output !== undefined && request.path.length < 200) {
        tally.evaluated += 1
        if (policyAllows(toStatements(output), toMethodArn(request)) !== allowed) {
          return found('evaluated as IAM does')
        }
      }
      for (const kind of kindsOf(request)) tally.kinds[kind] += 1
      tally.allowed += Number(allowed)

      const verdict = judge(caller, request, allowed)
      if (verdict !== undefined) return found(verdict)
      const other = byPath(request.method, request.path)
      tally.unmeasured += Number(allowed && !judge.wanted(caller, other))

      const identity = [JSON.stringify(caller), ...key]
      const slot = JSON.stringify(identity)
      const hit = cache.find(scope, identity)
      const kept = hit?.output ?? output
      if (kept === undefined) continue
      if (hit === undefined) {
        cache.begin(scope, identity, 300)(kept)
        firstRequests.set(slot, request)
      } else if (output !== undefined) {
        tally.cached += 1
        const stillAllowed = isAllowed(kept, request)
        const first = firstRequests.get(slot)
        if (judge(caller, request, stillAllowed) === 'sound') return found('sound', first)
        if (stillAllowed !== allowed) return found('cached = fresh', first)
      }
      if (allowed && isAllowed(kept, request, endMilliseconds))
        return found('ends with its credential')
    }
  }
  return undefined
}

interface Judge {
  (caller: Caller, request: Request, allowed: boolean): Violation['law'] | undefined
  routeOf(request: Request): number | undefined
  wanted(caller: Caller, row: number | undefined): boolean
}

function createJudge(table: Table, { compiled }: Bench): Judge {
  const routing = createRouting(table)
  const deployed = createDeployment(table)
  const routeOf = ({ method, path }: Request): number | undefined => routing(method, path)
  const wanted = (caller: Caller, row: number | undefined): boolean =>
    ruleAllows(table.rows[row ?? -1]?.[1] ?? table.defaultRule ?? 'deny', caller)
  const tableAllows = (caller: Caller, request: Request): boolean =>
    methods.includes(request.method) && wanted(caller, routeOf(request))

  const judge = (
    caller: Caller,
    request: Request,
    allowed: boolean,
  ): Violation['law'] | undefined => {
    const shouldAllow = tableAllows(caller, request)
    // Whether runs of slashes are taken for one has not been measured: both must allow.
    const mayAllow = shouldAllow && tableAllows(caller, withoutDoubleSlashes(request))
    const decided = compiled.decide(toIdentity(caller), request.method, request.path).allowed
    if (decided && !mayAllow) return 'decide'
    if (!decided && shouldAllow && isCanonical(request)) return 'decide'
    if (compiled.step === 'listed' && deployed(request) === undefined) return undefined
    if (allowed && !mayAllow) return 'sound'
    const isOwed = compiled.key === 'path' ? isPlain(request) : isCanonical(request)
    return !allowed && shouldAllow && isOwed ? 'complete' : undefined
  }
  return Object.assign(judge, { routeOf, wanted })
}
