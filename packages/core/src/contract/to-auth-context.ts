/** Contexts of requests that API Gateway never saw. @module */
import type { AuthContext, ResourceArn } from './context.js'
import { createContext } from './request.js'

/**
 * Names and their values, as a record or as pairs. A name that comes twice, or with a list, has several values:
 * node:http's `headersDistinct`, `URLSearchParams`, a `Map` and Fetch's `Headers` all fit.
 */
export type RequestValues =
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | Iterable<readonly [string, string | readonly string[]]>

/** What an embedder knows of its request; what is left out is absent. */
export interface EmbeddedRequest {
  /** Names in any case. `Authorization` is the token. */
  readonly headers?: RequestValues
  /** As sent: `GET`. */
  readonly method?: string | undefined
  /** As sent, with the leading slash and without the query. */
  readonly path?: string | undefined
  /** The template that the request matched, such as `/orders/{id}`. */
  readonly route?: string | undefined
  /** Decoded. */
  readonly query?: RequestValues
  /** As sent: percent-encoding is kept. */
  readonly pathParameters?: RequestValues
  readonly sourceIp?: string | undefined
  /** For tracers and plugins; default empty. */
  readonly requestId?: string | undefined
  /** For plugins that read it; every part that is left out is `local`. */
  readonly resourceArn?: Partial<ResourceArn>
}

const localArn: ResourceArn = {
  partition: 'local',
  region: 'local',
  accountId: 'local',
  apiId: 'local',
  stage: 'local',
}

/**
 * Makes the context of a request that came some other way than through API Gateway: for `createChain` in an HTTP
 * server, behind a function URL, in a framework. Its `source` is `http-v2`, whose requests have the same parts.
 *
 * Two distinct values under one name deny the request when a plugin reads that name, because two parties may
 * read different ones. Hand over all values that were sent: node:http's `headers` drops a second `Authorization`
 * header, and Fetch's `Headers` joins values with a comma before this function sees them.
 *
 * @example
 * ```ts
 * const context = toAuthContext({ method: request.method, headers: request.headersDistinct })
 * const decision = await chain(context)
 * ```
 */
export function toAuthContext(request: EmbeddedRequest): AuthContext {
  const { method, path, route, sourceIp, requestId } = request
  return createContext({
    source: 'http-v2',
    resourceArn: { ...localArn, ...request.resourceArn },
    requestId,
    method,
    path,
    route,
    sourceIp,
    headers: toValueLists(request.headers, (name) => name.toLowerCase()),
    query: toValueLists(request.query),
    pathParameters: toValueLists(request.pathParameters),
  })
}

function toValueLists(
  values: RequestValues = {},
  toKey: (name: string) => string = (name) => name,
): ReadonlyMap<string, readonly string[]> {
  const lists = new Map<string, readonly string[]>()
  for (const [name, value] of toPairs(values)) {
    if (value === undefined) continue
    const key = toKey(name)
    const added = typeof value === 'string' ? [value] : value
    lists.set(key, [...(lists.get(key) ?? []), ...added])
  }
  return lists
}

function toPairs(
  values: RequestValues,
): Iterable<readonly [string, string | readonly string[] | undefined]> {
  return isIterable(values) ? values : Object.entries(values)
}

function isIterable(
  values: RequestValues,
): values is Iterable<readonly [string, string | readonly string[]]> {
  return Symbol.iterator in values
}
