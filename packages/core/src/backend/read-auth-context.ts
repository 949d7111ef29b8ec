/** For the Lambda functions behind the authorizer. @module */
import type { AuthchainConfig } from '../config/config.js'
import { restoreTypes } from '../contract/delivered-context.js'
import type { AnyPlugin } from '../contract/plugin.js'
import { failure } from '../errors.js'

type Delivered<C> = {
  readonly [K in keyof C]: Exclude<C[K], undefined> | (undefined extends C[K] ? undefined : never)
}

/** What a backend knows of its caller, typed by the config that produced it. */
export type AuthContextOf<Config> =
  Config extends AuthchainConfig<infer _P extends readonly AnyPlugin[], infer C>
    ? { readonly principalId: string } & Delivered<C>
    : never

/**
 * Reads who called and what the authorizer said of them, with the types of the config: numbers and booleans
 * that API Gateway delivered as text are numbers and booleans again.
 *
 * @param event - The event of a Lambda function behind a REST, HTTP or WebSocket API.
 * @returns `principalId` and the response context. What the config left undefined is absent.
 * @throws failure `backend.no_auth_context` when the event carries none: the route has no authorizer, and a
 *   backend that went on would trust nobody in particular.
 * @example
 * ```ts
 * import type config from '../authorizer/plugins.config.js'
 * const { principalId, tenant } = readAuthContext<typeof config>(event)
 * ```
 */
export function readAuthContext<Config extends object>(event: object): AuthContextOf<Config> {
  const authorizer = member(member(event, 'requestContext'), 'authorizer')
  const delivered = member(authorizer, 'lambda') ?? authorizer
  const principalId = member(delivered, 'principalId') ?? member(authorizer, 'principalId')
  if (!isRecord(delivered) || typeof principalId !== 'string' || principalId === '') {
    throw failure('backend.no_auth_context')
  }
  const { integrationLatency: _, ...context } = delivered
  const restored = restoreTypes(context as Parameters<typeof restoreTypes>[0])
  return Object.freeze({ ...restored, principalId }) as unknown as AuthContextOf<Config>
}

function member(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
