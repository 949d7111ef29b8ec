/** Takes one member of a secret that is a JSON object. @module */
import type { SecretRef, SecretVersion } from '../contract/secret-store.js'
import { failure } from '../errors.js'
import type { FailureError } from '../errors.js'
import { toSecretVersion } from './secret-version.js'

/**
 * Makes the reader of a reference with a field. The version it gives is the field's own: another member may
 * change without it.
 *
 * The reader throws a failure `secret.malformed` when the value is no JSON object with that member as
 * non-empty text.
 *
 * @example
 * ```ts
 * createFieldReader(ssm('/a', { field: 'key' }))(toSecretVersion('{"key":"x"}')).value // 'x'
 * ```
 */
export function createFieldReader(ref: SecretRef): (whole: SecretVersion) => SecretVersion {
  let known: { readonly whole: SecretVersion; readonly field: SecretVersion } | undefined
  return (whole) => {
    if (known?.whole !== whole) known = { whole, field: toSecretVersion(fieldOf(whole, ref)) }
    return known.field
  }
}

function fieldOf({ value }: SecretVersion, ref: SecretRef): string {
  const parsed = parseJson(value, ref)
  const { field = '' } = ref
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw malformed(ref)
  if (!Object.hasOwn(parsed, field)) throw malformed(ref)
  const member = (parsed as Record<string, unknown>)[field]
  if (typeof member !== 'string' || member === '') throw malformed(ref)
  return member
}

/** The parser's own error quotes the text, so it goes no further. */
function parseJson(text: string, ref: SecretRef): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw malformed(ref)
  }
}

function malformed({ store, name, field = '' }: SecretRef): FailureError {
  return failure('secret.malformed', { details: { store, name, field } })
}
