/** What would surprise about the cache and about the routes, each kind said once. @module */
import type { RequestTrace } from '@authchain/gateway'
import type { RequestRecord } from '@authchain/inspector/record'
import { toPolicyRoutes } from '../explain/policy-record.js'

/** One thing to know. */
export interface Surprise {
  /** Said once for each: a name such as `cache.opens_more`. */
  readonly kind: string
  readonly text: string
}

const preflightKind = 'routes.preflight'

const cacheKinds: ReadonlySet<string> = new Set([
  'cache.opens_more',
  'cache.single_request',
  'cache.not_covered',
])

type SeenTrace = Pick<
  RequestTrace,
  'method' | 'path' | 'effect' | 'cache' | 'ttlSecondsLeft' | 'decision' | 'policyDocument'
>

/**
 * The kinds that one request can surprise with, as far as its trace alone tells: most cannot, or not with anything
 * new, and their records need not be written.
 */
export function findPossibleKinds(trace: SeenTrace, hasTable: boolean): readonly string[] {
  const { method, effect, cache, ttlSecondsLeft, decision } = trace
  if (effect === 'Deny') {
    return [
      ...(cache === 'HIT' && decision === 'ImplicitDeny' ? ['cache.not_covered'] : []),
      ...(method === 'OPTIONS' ? [preflightKind] : []),
    ]
  }
  if (effect !== 'Allow' || decision === null || ttlSecondsLeft === null) return []
  return [
    ...(hasTable ? [] : ['cache.opens_more']),
    ...(cache === 'MISS' && opensItselfAlone(trace) ? ['cache.single_request'] : []),
  ]
}

function opensItselfAlone({ policyDocument, method, path }: SeenTrace): boolean {
  return toPolicyRoutes(policyDocument).every(
    ([route, effect]) => effect !== 'Allow' || route === `${method} ${path}`,
  )
}

/**
 * Of one request.
 *
 * @param hasTable - A policy that is made of a route table opens what the table says, which surprises nobody.
 */
export function findRequestSurprises(
  { advice, request, decision }: Pick<RequestRecord, 'advice' | 'request' | 'decision'>,
  hasTable: boolean,
): readonly Surprise[] {
  const ofCache = advice
    .filter(({ code }) => cacheKinds.has(code) && !(hasTable && code === 'cache.opens_more'))
    .map(({ code, title }) => ({ kind: code, text: title }))
  const isDenied = decision.kind === 'unauthenticated' || decision.kind === 'forbidden'
  if (request.method !== 'OPTIONS' || !isDenied) return ofCache
  return [...ofCache, toPreflight(`OPTIONS ${request.path}`)]
}

/**
 * Of the routes of an API. A catch-all that stands for "everything" says nothing of them.
 *
 * @param routes - With the authorizer, `GET /orders/{id}`.
 * @param publicRoutes - Without it.
 */
export function findRouteSurprises(
  routes: readonly string[],
  publicRoutes: readonly string[],
): readonly Surprise[] {
  const given = routes.filter((route) => !everything.has(route))
  // A public OPTIONS route takes the preflight from an ANY beside it.
  const open = new Set(publicRoutes.map((route) => toParts(route).path))
  const preflight = given.find((route) => {
    const { method, path } = toParts(route)
    return method === 'OPTIONS' || (method === 'ANY' && !open.has(path))
  })
  const siblings = given.flatMap((route) =>
    publicRoutes
      .filter((other) => !other.startsWith('OPTIONS ') && isSibling(route, other))
      .map((other) => ({
        kind: 'routes.unprotected_sibling',
        text: `${other} needs no credential, though ${route} beside it does`,
      })),
  )
  return [...(preflight === undefined ? [] : [toPreflight(preflight)]), ...siblings.slice(0, 1)]
}

const everything: ReadonlySet<string> = new Set(['ANY /', 'ANY /{proxy+}', '$default'])

function toPreflight(route: string): Surprise {
  return {
    kind: preflightKind,
    text: `${route} stands behind the authorizer: browsers send preflights (CORS) without credentials`,
  }
}

/** The same path under another method, or a path that the protected one would take otherwise. */
function isSibling(route: string, other: string): boolean {
  const protectedSegments = toParts(route).path.split('/')
  const openSegments = toParts(other).path.split('/')
  if (protectedSegments.length !== openSegments.length) return false
  return protectedSegments.every(
    (segment, index) => segment.startsWith('{') || segment === openSegments[index],
  )
}

function toParts(route: string): { readonly method: string; readonly path: string } {
  const [method = '', path = ''] = route.split(' ', 2)
  return { method, path }
}
