/** Freezing what plugins hand on. @module */

/**
 * Freezes plain objects and arrays all the way down, so that a later plugin cannot change what an earlier
 * one said. Instances of classes are left as they are.
 */
export function freezeDeep<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  const prototype: unknown = Object.getPrototypeOf(value)
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return value
  Object.freeze(value)
  for (const item of Object.values(value)) freezeDeep(item)
  return value
}
