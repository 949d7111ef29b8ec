/** Types of response context values across API Gateway, which delivers most of them as text. @module */
import type { ContextValue } from './identity.js'

/** The key under which the types travel. Users cannot take it. */
export const typesKey = 'authchain'

type Delivered = Readonly<Record<string, ContextValue | null>>

/**
 * The context as it is sent: when a value is a number or a boolean, one key more says which, because REST
 * APIs deliver `7` as `"7"` and text that looks like a number must stay text.
 *
 * @example
 * ```ts
 * withTypes({ tenant: 'acme', seats: 7 }) // { tenant: 'acme', seats: 7, authchain: 'seats:number' }
 * ```
 */
export function withTypes(context: Delivered): Delivered {
  const types = Object.entries(context)
    .filter(([, value]) => typeof value === 'number' || typeof value === 'boolean')
    .map(([key, value]) => `${encodeURIComponent(key)}:${typeof value}`)
  return types.length === 0 ? context : { ...context, [typesKey]: types.join(',') }
}

/** Undoes what API Gateway did to numbers and booleans. Values that have their type already keep it. */
export function restoreTypes(context: Delivered): Delivered {
  const types = new Map(
    String(context[typesKey] ?? '')
      .split(',')
      .map((entry) => entry.split(':'))
      .map(([key = '', type = '']) => [decodeURIComponent(key), type]),
  )
  const restored = Object.entries(context)
    .filter(([key]) => key !== typesKey)
    .map(([key, value]) => [key, restore(value, types.get(key))])
  return Object.fromEntries(restored) as Delivered
}

function restore(value: ContextValue | null, type: string | undefined): ContextValue | null {
  if (typeof value !== 'string') return value
  if (type === 'number') return Number(value)
  if (type === 'boolean') return value === 'true'
  return value
}
