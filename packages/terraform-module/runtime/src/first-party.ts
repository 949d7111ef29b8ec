/** Plugins whose options hold references: to secrets, and to where API keys are kept. @module */
import { ssm } from '@authchain/core'
import type { AnyPlugin, PluginSettings, SecretRef } from '@authchain/core'
import { object, optional, schema, string } from '@authchain/core/schema'
import type { ApiKeyOptions, ApiKeyStore } from '@authchain/plugins-apikey'
import type { JwtOptions } from '@authchain/plugins-jwt'
import { checkAt } from './placed.js'

/** An element that authenticates. */
export interface Authenticating {
  readonly as?: string
  readonly principal?: NonNullable<PluginSettings['principal']>
  readonly options: unknown
}

const secretShape = schema<{ readonly ssm: string; readonly field?: string }>(
  object({ ssm: string(), field: optional(string()) }) as never,
)

const storeShape = schema<{ readonly ssm: string }>(object({ ssm: string() }))

/**
 * Makes a `jwt` of an element. `secret`, there or in one of `issuers`, is `{ ssm, field? }`.
 *
 * @throws ConfigInvalidError of the plugin, or for a reference that is none.
 * @example
 * ```ts
 * await toJwt({ options: { issuer: 'https://auth.example.com/', audience: 'orders', secret: { ssm: '/orders/jwt' } } })
 * ```
 */
export async function toJwt({ options, ...element }: Authenticating): Promise<AnyPlugin> {
  const { jwt } = await import('@authchain/plugins-jwt')
  return jwt(withSecrets(options) as JwtOptions, toSettings(element) as PluginSettings<'jwt'>)
}

/**
 * Makes an `apiKey` of an element. `keys` is a list of records, or `{ ssm }` with the path below which they stand.
 *
 * @throws ConfigInvalidError of the plugin and its stores.
 * @example
 * ```ts
 * await toApiKey({ options: { keys: { ssm: '/orders/api-keys' }, from: 'bearer' } })
 * ```
 */
export async function toApiKey({ options, ...element }: Authenticating): Promise<AnyPlugin> {
  const { apiKey, inlineKeys, ssmKeys } = await import('@authchain/plugins-apikey')
  const toStore = (keys: unknown): ApiKeyStore => {
    if (Array.isArray(keys)) return inlineKeys(keys)
    return ssmKeys(checkAt('keys', storeShape, keys).ssm as `/${string}`)
  }
  const whole = replace(options, 'keys', toStore) as ApiKeyOptions
  return apiKey(whole, toSettings(element) as PluginSettings<'apiKey'>)
}

/** Only what was said: a name that is undefined is a name that is wrong. */
function toSettings({ as, principal }: Omit<Authenticating, 'options'>): PluginSettings {
  return {
    ...(as === undefined ? {} : { as }),
    ...(principal === undefined ? {} : { principal }),
  }
}

function withSecrets(options: unknown): unknown {
  const outer = replace(options, 'secret', toSecret)
  return replace(outer, 'issuers', (issuers) =>
    Array.isArray(issuers)
      ? issuers.map((issuer: unknown) => replace(issuer, 'secret', toSecret))
      : issuers,
  )
}

/** Text would be the secret itself, so it is refused without being repeated. */
function toSecret(value: unknown): SecretRef {
  const { ssm: name, ...options } = checkAt('secret', secretShape, value)
  return ssm(name, options)
}

/** A copy with one value exchanged, where there is one. */
function replace(value: unknown, key: string, exchange: (value: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return value
  const entries = Object.entries(value).map(([name, entry]) => [
    name,
    name === key ? exchange(entry) : entry,
  ])
  return Array.isArray(value) ? value : Object.fromEntries(entries)
}
