/** Checks what should be a record. @module */
import { failure } from '@authchain/core'
import { apiKeyRecord } from './api-key-record.js'
import type { ApiKeyRecord } from './api-key-record.js'

/** A frozen copy, or where the first fault is and what it is. Messages never quote a value. */
export type RecordCheck =
  | { readonly record: ApiKeyRecord }
  | { readonly path: string; readonly message: string }

/** Checks a value of any origin. */
export function checkRecord(value: unknown): RecordCheck {
  const result = apiKeyRecord['~standard'].validate(value)
  // The schema is our own and synchronous; a promise has no value, and no record.
  if ('value' in result) return { record: result.value }
  const [issue] = 'issues' in result ? (result.issues ?? []) : []
  const path = (issue?.path ?? []).map((part) => `.${String(part as PropertyKey)}`).join('')
  return { path, message: issue?.message ?? 'Invalid record' }
}

/**
 * Checks what a store found under an id.
 *
 * @throws a failure `api_key.record_invalid` when it is no record, or the record of another key.
 */
export function checkFoundRecord(value: unknown, id: string): ApiKeyRecord {
  const check = checkRecord(value)
  if ('record' in check && check.record.id === id) return check.record
  const path = 'record' in check ? '.id' : check.path
  throw failure('api_key.record_invalid', { details: { id, path } })
}
