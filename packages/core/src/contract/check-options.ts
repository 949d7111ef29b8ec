/** Checking options while the configuration is evaluated. @module */
import { ConfigInvalidError } from '../errors.js'
import { checkWithSchema } from './standard-schema.js'
import type { StandardSchemaV1 } from './standard-schema.js'

/** Where in the options: keys and indices from the outside in. */
export type OptionPath = readonly PropertyKey[]

/**
 * Checks a plugin's options with any synchronous Standard Schema, as the factory of `definePlugin` does.
 *
 * @param name - What the options belong to, in messages.
 * @returns What the schema makes of them.
 * @throws {@link ConfigInvalidError} AC1003, or AC1004 for an unknown key, with `details.path`.
 * @throws TypeError when the schema is asynchronous.
 * @example
 * ```ts
 * const { userPoolId } = checkOptions('cognito', optionsSchema, options)
 * ```
 */
export function checkOptions<S extends StandardSchemaV1>(
  name: string,
  schema: S,
  input: unknown,
): StandardSchemaV1.InferOutput<S> {
  const result = checkWithSchema(schema, input)
  if (result.ok) return result.value
  const [issue = { message: 'Invalid options' }] = result.issues
  const path = (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part))
  const code = issue.message.startsWith('Unrecognized key') ? 'AC1004' : 'AC1003'
  throw invalidOption(code, toOptionPath(name, path), issue.message)
}

/** The error for one option: `plugins.config: jwt.issuer: Invalid URL`. */
export function invalidOption(
  code: 'AC1003' | 'AC1004' | 'AC1012',
  path: string,
  message: string,
): ConfigInvalidError {
  return new ConfigInvalidError(code, `plugins.config: ${path}: ${message}`, { details: { path } })
}

/** `jwt` and `['issuers', 0, 'issuer']` → `jwt.issuers[0].issuer`. */
export function toOptionPath(name: string, path: OptionPath): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}.${String(part)}`),
    name,
  )
}
