/** Routes as API Gateway writes them: `GET /orders/{id}`, `ANY /{proxy+}`. @module */
import { ConfigInvalidError } from '@authchain/core'

/** One segment of a resource's path. */
export type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'greedy'; readonly name: string }

/** One method of one resource. */
export interface RoutePattern {
  readonly method: string
  /** The resource's path as written: `/orders/{id}`. */
  readonly resource: string
  readonly segments: readonly Segment[]
}

/** The methods a REST API has; `ANY` stands for all of them and for no other. */
export const restMethods: readonly string[] = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
]

const parameter = /^\{([A-Za-z0-9._-]+)(\+?)\}$/

/** The route of an HTTP API that serves what no other route does. */
export const defaultRoute = '$default'

/**
 * Reads one pattern. A trailing `/*` means the path itself and everything below it, so it gives two.
 *
 * @throws ConfigInvalidError AC1001 when it is not a pattern of a REST API.
 * @example
 * ```ts
 * parseRoutePattern('GET /orders/{id}') // one route
 * parseRoutePattern('ANY /admin/*') // /admin and /admin/{proxy+}
 * ```
 */
export function parseRoutePattern(text: string): readonly RoutePattern[] {
  return toPatterns(text, 'rest')
}

/**
 * The same for HTTP APIs, which also have `$default` and paths that end in a slash.
 *
 * @throws ConfigInvalidError AC1001 when it is not a pattern of an HTTP API.
 */
export function parseHttpRoutePattern(text: string): readonly RoutePattern[] {
  const isDefault = text === defaultRoute
  return isDefault
    ? [{ method: 'ANY', resource: defaultRoute, segments: [] }]
    : toPatterns(text, 'http')
}

function toPatterns(text: string, api: 'rest' | 'http'): readonly RoutePattern[] {
  const at = text.indexOf(' ')
  const method = text.slice(0, at)
  const path = text.slice(at + 1)
  if (at === -1 || (method !== 'ANY' && !restMethods.includes(method)) || !path.startsWith('/')) {
    throw invalidRoute(text, 'write it as METHOD /path')
  }
  const read = (resource: string): RoutePattern => toPattern(text, { method, resource, api })
  if (!path.endsWith('/*')) return [read(path)]
  const parent = path.slice(0, -2)
  return [read(parent === '' ? '/' : parent), read(`${parent}/{proxy+}`)]
}

interface Parts {
  readonly method: string
  readonly resource: string
  readonly api: 'rest' | 'http'
}

function toPattern(text: string, { method, resource, api }: Parts): RoutePattern {
  if (resource === '/') return { method, resource, segments: [] }
  const texts = resource.slice(1).split('/')
  const segments = texts.map((each, index) =>
    each === '' && api === 'http' && index === texts.length - 1
      ? { kind: 'literal' as const, text: each }
      : toSegment(each),
  )
  const isValid = segments.every(
    (segment, index) =>
      segment !== undefined && (segment.kind !== 'greedy' || index === segments.length - 1),
  )
  if (!isValid) throw invalidRoute(text, 'a segment is text, {name}, or {name+} at the end')
  return { method, resource, segments: segments.filter((segment) => segment !== undefined) }
}

function toSegment(text: string): Segment | undefined {
  const match = parameter.exec(text)
  if (match?.[1] !== undefined) {
    return { kind: match[2] === '+' ? 'greedy' : 'parameter', name: match[1] }
  }
  return text === '' || /[{}*?]/.test(text) ? undefined : { kind: 'literal', text }
}

function invalidRoute(text: string, fix: string): ConfigInvalidError {
  return new ConfigInvalidError('AC1001', `createGateway: route "${text}" is not valid: ${fix}`)
}
