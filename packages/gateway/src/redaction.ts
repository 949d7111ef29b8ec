/** Takes credentials out of what tools show. @module */
import type { AuthorizerEvent } from './events/authorizer-event.js'

const mask = '***'
const sensitive = [
  'auth',
  'cookie',
  'credential',
  'key',
  'passw',
  'secret',
  'session',
  'signature',
  'token',
]

/** Tells whether a header or parameter of this name may carry a credential. In doubt it may. */
export function isSensitiveName(name: string): boolean {
  const lower = name.toLowerCase()
  return lower !== 'x-amzn-trace-id' && sensitive.some((part) => lower.includes(part))
}

/** Replaces the values of sensitive names. A list of values becomes a list of masks. */
export function redactMap<T extends string | readonly string[]>(
  map: Readonly<Record<string, T>>,
  isSensitive: (name: string) => boolean = isSensitiveName,
): Readonly<Record<string, string | readonly string[]>> {
  return Object.fromEntries(
    Object.entries<string | readonly string[]>(map).map(([name, value]) => {
      if (!isSensitive(name)) return [name, value]
      return [name, typeof value === 'string' ? mask : value.map(() => mask)]
    }),
  )
}

const maps = new Set([
  'headers',
  'multiValueHeaders',
  'queryStringParameters',
  'multiValueQueryStringParameters',
  'stageVariables',
])

/**
 * A copy of an event without the token and without the values of sensitive names.
 *
 * @param identityNames - Names of the identity sources: their values are credentials whatever they are called.
 */
export function redactEvent(
  event: AuthorizerEvent,
  identityNames: readonly string[],
): AuthorizerEvent {
  const known = new Set(identityNames.map((name) => name.toLowerCase()))
  const isSensitive = (name: string): boolean =>
    known.has(name.toLowerCase()) || isSensitiveName(name)
  return Object.fromEntries(
    Object.entries(event).map(([name, value]) => {
      if (name === 'authorizationToken') return [name, mask]
      if (!maps.has(name)) return [name, value]
      return [name, redactMap(value as Readonly<Record<string, string>>, isSensitive)]
    }),
  )
}
