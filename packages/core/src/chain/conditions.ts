/** Conditions over a request, for `when`. @module */
import type { Condition } from '../contract/condition.js'
import type { AuthContext, RequestInput } from '../contract/context.js'
import { ConfigInvalidError, failure } from '../errors.js'
import { matchesPath, parsePathPattern } from './path-pattern.js'

type Verb = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'

/**
 * Met by requests with one of these methods.
 *
 * @throws {@link ConfigInvalidError} AC1001 for none.
 * @example
 * ```ts
 * when(method('POST', 'PUT'), requireScope('orders:write'))
 * ```
 */
export function method(...methods: readonly [Verb, ...Verb[]]): Condition {
  if (methods.length === 0) throw invalid('method', 'expected at least one method')
  const known: ReadonlySet<string> = new Set(methods)
  return condition(['method'], (context) => known.has(supplied(context.method)))
}

/**
 * Met by requests to a path: literal segments, `{name}` for one segment, a trailing `/*` for the path
 * itself and everything below it. One trailing slash is ignored, as REST APIs route it.
 *
 * A path in another spelling (an empty or dot segment, percent-encoding of what needs none, an encoded
 * slash) is denied `request.path_spelling`, because the backend may read it as a path that the condition
 * would have met, or not met.
 *
 * @throws {@link ConfigInvalidError} AC1001 for a pattern that is none.
 * @example
 * ```ts
 * when(not(path('/health')), jwt(options))
 * ```
 */
export function path(pattern: `/${string}`): Condition {
  const parsed = parsePathPattern(pattern)
  if (parsed === undefined) {
    throw invalid('path', "expected a path such as '/orders/{id}' or '/admin/*'")
  }
  return condition(['path'], (context) => matchesPath(parsed, supplied(context.path)))
}

/**
 * Met by requests that carry a header, or carry it with exactly this value.
 *
 * @throws {@link ConfigInvalidError} AC1001 for what cannot be a header's name.
 * @example
 * ```ts
 * when(header('x-partner'), apiKey({ keys }))
 * ```
 */
export function header(name: string, value?: string): Condition {
  if (typeof name !== 'string' || !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
    throw invalid('header', 'expected the name of a header')
  }
  return condition([`header:${name.toLowerCase()}`], (context) => {
    const sent = context.header(name)
    // A TOKEN event always has its one header, so an absent one is one that it cannot have.
    if (sent === undefined && context.source === 'rest-token') throw unavailable()
    return value === undefined ? sent !== undefined : sent === value
  })
}

/** Met when the other is not. */
export function not(negated: Condition): Condition {
  return condition(negated.reads, (context) => !negated.test(context))
}

/** Met when all are. All are tested, so that what one of them refuses is refused. */
export function and(...conditions: readonly [Condition, Condition, ...Condition[]]): Condition {
  return condition(readsOf(conditions), (context) =>
    conditions.map((item) => item.test(context)).every(Boolean),
  )
}

/** Met when one is. All are tested, so that what one of them refuses is refused. */
export function or(...conditions: readonly [Condition, Condition, ...Condition[]]): Condition {
  return condition(readsOf(conditions), (context) =>
    conditions.map((item) => item.test(context)).some(Boolean),
  )
}

function condition(
  reads: readonly RequestInput[],
  test: (context: AuthContext) => boolean,
): Condition {
  return Object.freeze({ kind: 'condition', reads, test })
}

function readsOf(conditions: readonly Condition[]): readonly RequestInput[] {
  return [...new Set(conditions.flatMap(({ reads }) => reads))]
}

function supplied(value: string | undefined): string {
  if (value === undefined) throw unavailable()
  return value
}

function unavailable(): Error {
  return failure('chain.input_unavailable')
}

function invalid(name: string, problem: string): ConfigInvalidError {
  return new ConfigInvalidError('AC1001', `plugins.config: ${name}: ${problem}`)
}
