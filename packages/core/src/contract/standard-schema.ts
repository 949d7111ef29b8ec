/** Reading a Standard Schema (https://standardschema.dev) of any library. @module */
import type { StandardSchemaV1 } from '@standard-schema/spec'

export type { StandardSchemaV1 }

/** The result of a synchronous check. */
export type SchemaResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly StandardSchemaV1.Issue[] }

/**
 * Checks a value with any Standard Schema, synchronously.
 *
 * @throws TypeError when the schema is asynchronous: configuration is checked while it is evaluated.
 */
export function checkWithSchema<S extends StandardSchemaV1>(
  schema: S,
  value: unknown,
): SchemaResult<StandardSchemaV1.InferOutput<S>> {
  const result = schema['~standard'].validate(value)
  if (result instanceof Promise) throw new TypeError('The schema is asynchronous')
  if (result.issues !== undefined) return { ok: false, issues: result.issues }
  return { ok: true, value: result.value as StandardSchemaV1.InferOutput<S> }
}
