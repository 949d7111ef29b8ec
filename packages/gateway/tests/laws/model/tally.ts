/** How much was judged. @module */
import { methods } from '../oracle/pattern.js'
import type { Request } from './request.js'
import { toMethodArn } from './verdict.js'

/** Triples by the step that decided them, and what else is worth knowing. */
export interface Tally {
  readonly triples: Record<'complete' | 'listed' | 'per-route', number>
  readonly tables: Record<'complete' | 'listed' | 'per-route' | 'refused', number>
  readonly kinds: Record<Kind, number>
  allowed: number
  /** Answers that came out of the cache and were compared with fresh ones. */
  cached: number
  /** Verdicts of the gateway's evaluator that were compared with the oracle's. */
  evaluated: number
  /** Allowed where only an order that nobody has measured would deny. */
  unmeasured: number
}

/** Nothing yet. */
export function createTally(): Tally {
  return {
    triples: { complete: 0, listed: 0, 'per-route': 0 },
    tables: { complete: 0, listed: 0, 'per-route': 0, refused: 0 },
    kinds: Object.fromEntries(kindNames.map((name) => [name, 0])) as Record<Kind, number>,
    allowed: 0,
    cached: 0,
    evaluated: 0,
    unmeasured: 0,
  }
}

const kinds = {
  'a trailing slash': ({ path }: Request) => path.endsWith('/') && path !== '/',
  'a double slash': ({ path }: Request) => path.includes('//'),
  'percent-encoding': ({ path }: Request) => path.includes('%'),
  'a star': ({ path }: Request) => path.includes('*'),
  'a question mark': ({ path }: Request) => path.includes('?'),
  'a policy variable': ({ path }: Request) => path.includes('${*}'),
  'a colon': ({ path }: Request) => path.includes(':'),
  'non-ASCII': ({ path }: Request) => /[^\x20-\x7e]/.test(path),
  'dot segments': ({ path }: Request) => path.split('/').includes('..'),
  'another verb': ({ method }: Request) => !methods.includes(method),
  'an ARN near 1600 bytes': (request: Request) => Buffer.byteLength(toMethodArn(request)) > 1580,
}

type Kind = keyof typeof kinds
const kindNames = Object.keys(kinds) as readonly Kind[]

/** What is odd about a request. */
export function kindsOf(request: Request): readonly Kind[] {
  return kindNames.filter((name) => kinds[name](request))
}
