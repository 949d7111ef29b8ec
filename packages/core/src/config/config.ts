/** The shape of `plugins.config.ts`. @module */
import type { AnyPlugin } from '../contract/plugin.js'
import type { Allowed, CheckOrder } from '../contract/flow.js'
import type { IdentityBase, ResponseContext } from '../contract/identity.js'
import type { IdentityRule } from '../contract/rule.js'

/** A method of a route pattern. `ANY` is every method. */
export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'ANY'

/** `METHOD /a/{b}/{c+}`; a trailing `/*` means the path itself and everything below it. */
export type RoutePattern = `${Method} /${string}`

/** Who may call a route: a rule, or a function of the identity alone (never of the request). */
export type RouteRule<I extends object = IdentityBase> = IdentityRule | ((identity: I) => boolean)

/** The API that asks. What the event cannot tell the handler (simple responses, TOKEN's header) stands here. */
export type AuthorizerSettings =
  | {
      readonly api?: 'rest'
      readonly type: 'TOKEN'
      /** The header that carries the credential; default `Authorization`. */
      readonly header?: string
      /** How long API Gateway may keep an answer, 0 to 3600 s. Default: 300 where that is sound, else 0. */
      readonly ttlSeconds?: number
      /** A regular expression that API Gateway tests the header with before it asks. */
      readonly validationExpression?: string
    }
  | { readonly api?: 'rest'; readonly type: 'REQUEST'; readonly ttlSeconds?: number }
  | {
      readonly api: 'http'
      readonly payload?: '2.0'
      readonly response?: 'simple' | 'policy'
      readonly ttlSeconds?: number
    }
  | { readonly api: 'http'; readonly payload: '1.0'; readonly ttlSeconds?: number }
  | { readonly api: 'websocket' }

/** How API Gateway answers one kind of denial, the same for every caller. REST APIs only. */
export interface DenialResponse {
  /** 300 to 599; default 401, 403 or 500. */
  readonly status?: number
  /**
   * Text, or as a whole value `$method.request.header.Origin`, `$stageVariables.name`, `$context.requestId`
   * or, for `forbidden`, `$context.authorizer.code`. `Content-Type` is the body's; default `application/json`.
   */
  readonly headers?: Readonly<Record<string, string>>
  /** A template: `$context.requestId`, `$context.error.messageString` (with its quotes) and a few more are filled in. */
  readonly body?: string
}

/** What `plugins.config.ts` exports. */
export interface AuthchainConfig<
  P extends readonly AnyPlugin[] = readonly AnyPlugin[],
  C extends ResponseContext = ResponseContext,
> {
  /** Default: a REST API with a REQUEST authorizer. */
  readonly authorizer?: AuthorizerSettings
  /** Run in order; all must be content and one must establish a principal. */
  readonly plugins: P
  readonly routes?: { readonly [pattern: RoutePattern]: RouteRule<Allowed<P>> }
  readonly defaultRule?: RouteRule<Allowed<P>>
  /** Every route the API deploys: an OpenAPI file, or 'table' (a promise that the table lists them all). Lets the compiler ignore paths API Gateway cannot route. */
  readonly routesFrom?: 'table' | (string & {})
  /** What the backend gets to know of an allowed caller. Its keys win over the plugins'. */
  readonly context?: (identity: Allowed<P>) => C
  /** How a caller without a good credential is answered: `'throw'` (default on REST) is 401, uncached; `'deny'` is a policy, cached for the TTL. */
  readonly onUnauthenticated?: 'throw' | 'deny'
  /** What callers see of a denial: {@link withCors}, {@link problem} and {@link bearerChallenge} make most of it. */
  readonly responses?: {
    readonly unauthenticated?: DenialResponse
    readonly forbidden?: DenialResponse
    readonly failure?: DenialResponse
  }
  /** The chain's time, default 5000 ms; never more than Lambda's remaining time less 250 ms. */
  readonly deadlineMilliseconds?: number
  /**
   * False leaves the instant at which the credential ends out of Allow policies; a cached Allow then
   * outlives its credential by up to the TTL. Default true.
   */
  readonly expiryCondition?: boolean
  /** What the decision log says of the principal: as it is (default), as the first 16 hex digits of its SHA-256, or nothing. */
  readonly logging?: { readonly principal?: 'plain' | 'hash' | 'none' }
}

/**
 * Types a configuration. A wrong order of plugins is a compile error that says which plugin must come
 * earlier; what types cannot see is checked by whatever runs the configuration: `createHandler`,
 * `createChain`, `authchain build` and `dev`.
 *
 * @returns The configuration, frozen.
 * @example
 * ```ts
 * export default defineConfig({
 *   authorizer: { type: 'REQUEST', ttlSeconds: 300 },
 *   plugins: [jwt({ issuer: 'https://auth.example.com/', audience: 'orders' }), requireScope('orders:read')],
 * })
 * ```
 */
export function defineConfig<
  const P extends readonly [AnyPlugin, ...AnyPlugin[]],
  const C extends ResponseContext = {},
>(
  config: Omit<AuthchainConfig<P, C>, 'plugins'> & { readonly plugins: P & CheckOrder<P> },
): AuthchainConfig<P, C> {
  return Object.freeze(config)
}
