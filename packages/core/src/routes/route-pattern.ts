/** Route patterns in API Gateway's notation. @module */
import { ConfigInvalidError } from '../errors.js'

/** A segment of a {@link RoutePattern} that stands for any one segment: `{id}`. */
export const anySegment = ''

/** A pattern taken apart. Names of parameters say nothing about routing and are gone. */
export interface RoutePattern {
  /** As written. */
  readonly text: string
  /** A verb in capitals, or `ANY`. */
  readonly method: string
  /** Literals, and {@link anySegment} for parameters; a tail is not among them. */
  readonly segments: readonly string[]
  /** `greedy` is `{path+}`: one segment or more below. `below` is `/*`: the path itself and everything below it. */
  readonly tail: 'none' | 'greedy' | 'below'
  /** The path ends in a slash. HTTP APIs only: there `/orders/` is another route than `/orders`. */
  readonly slash: boolean
}

/** What `ANY` means. REST APIs know no other verb. */
export const methods: readonly string[] = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
]

/** Deeper than any real API; it bounds the work of compiling. */
const mostSegments = 30

/** So long that with its ARN it still fits into one resource of a policy (512 characters). */
const longestPath = 300

/**
 * Parses `METHOD /a/{b}/{c+}` or `METHOD /a/*`. Literals are compared as they are sent, so what must be
 * percent-encoded in a URL is written encoded. `*`, `?` and `${` are refused in them: IAM has no way to
 * quote them.
 *
 * @param api - HTTP APIs know paths that end in a slash.
 * @throws {@link ConfigInvalidError} AC1014, with the pattern and the rule it breaks.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 * @example
 * ```ts
 * parseRoutePattern('GET /orders/{id}', 'rest').segments // ['orders', '']
 * ```
 */
export function parseRoutePattern(text: string, api: 'rest' | 'http'): RoutePattern {
  const space = text.indexOf(' ')
  const method = text.slice(0, space)
  const path = text.slice(space + 1)
  if (space === -1 || (method !== 'ANY' && !methods.includes(method))) {
    throw invalid(text, `it starts with ANY, ${methods.join(', ')} and one space`)
  }
  if (!path.startsWith('/')) throw invalid(text, 'its path starts with a slash')
  if (path.length > longestPath)
    throw invalid(text, `its path has at most ${longestPath} characters`)
  if (path === '/') return { text, method, segments: [], tail: 'none', slash: false }
  const parts = path.slice(1).split('/')
  const slash = parts.at(-1) === ''
  if (slash) {
    if (api === 'rest') throw invalid(text, 'REST APIs ignore a slash at the end; leave it out')
    parts.pop()
  }
  if (parts.length > mostSegments) throw invalid(text, `it has at most ${mostSegments} segments`)
  const last = parts.at(-1) ?? ''
  const tail = last === '*' ? 'below' : /^\{[A-Za-z0-9._-]+\+\}$/.test(last) ? 'greedy' : 'none'
  if (tail !== 'none') {
    if (slash) throw invalid(text, 'nothing follows a greedy end')
    parts.pop()
  }
  return { text, method, segments: parts.map((part) => toSegment(text, part)), tail, slash }
}

function toSegment(text: string, part: string): string {
  if (/^\{[A-Za-z0-9._-]+\}$/.test(part)) return anySegment
  if (/^\{[^{}]*\+\}$/.test(part)) throw invalid(text, 'a greedy parameter is the last segment')
  if (part.includes('*')) throw invalid(text, 'a star is the whole last segment: /orders/*')
  if (part === '') throw invalid(text, 'its path has no empty segment')
  if (part === '.' || part === '..') throw invalid(text, 'its path has no dot segment')
  // RFC 3986's characters of a segment less the star: others never arrive unencoded.
  if (!/^[A-Za-z0-9._~!$&'()+,;=:@%-]+$/.test(part)) {
    throw invalid(
      text,
      'a segment is a literal as it is sent (without *, ? and ${), {name}, or {name+} at the end',
    )
  }
  return part
}

function invalid(text: string, rule: string): ConfigInvalidError {
  return new ConfigInvalidError(
    'AC1014',
    `plugins.config: routes[${JSON.stringify(text)}]: ${rule}`,
  )
}
