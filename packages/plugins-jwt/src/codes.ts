/** The closed list of codes under which this package denies or fails. @module */
import { failure, unauthenticated } from '@authchain/core'
import type { ErrorOptions, FailureError, UnauthenticatedError } from '@authchain/core'

/** Why a token was denied, and what each code means. All of them are 401. */
export const denialCodes: Readonly<Record<JwtDenialCode, string>> = {
  'jwt.malformed': 'Not one signed token in its one strict spelling',
  'jwt.too_large': 'Longer than 16 KiB',
  'jwt.ambiguous': 'Two different tokens in one request',
  'jwt.type': 'The header says another kind of token (`typ`)',
  'jwt.issuer': 'No configured issuer is called what `iss` says',
  'jwt.algorithm': 'The issuer does not sign with this `alg`',
  'jwt.unknown_key':
    'No one key of the issuer has this `kid` and fits `alg`; transient where keys are fetched',
  'jwt.bad_signature': 'The signature is not by that key over this token',
  'jwt.audience': 'Meant for another audience',
  'jwt.subject': '`sub` is missing or is no printable text of at most 512 bytes',
  'jwt.expired': '`exp` has passed',
  'jwt.not_yet_valid': '`nbf` or `iat` lies in the future; transient',
  'jwt.too_old': 'Issued longer ago than `maxTokenAgeSeconds`',
  'jwt.invalid_claims': 'A claim is missing, of the wrong type or not what the options demand',
}

/** What keeps this plugin from answering. All of them are 500 and never cached. */
export const failureCodes: Readonly<Record<JwtFailureCode, string>> = {
  'jwt.keys_unavailable': "The issuer's keys or metadata cannot be had and none are held",
  'jwt.secret_refused': 'The HMAC secret is too short, or is a PEM or JSON text',
}

/** A code of {@link denialCodes}. */
export type JwtDenialCode =
  | 'jwt.malformed'
  | 'jwt.too_large'
  | 'jwt.ambiguous'
  | 'jwt.type'
  | 'jwt.issuer'
  | 'jwt.algorithm'
  | 'jwt.unknown_key'
  | 'jwt.bad_signature'
  | 'jwt.audience'
  | 'jwt.subject'
  | 'jwt.expired'
  | 'jwt.not_yet_valid'
  | 'jwt.too_old'
  | 'jwt.invalid_claims'

/** A code of {@link failureCodes}. */
export type JwtFailureCode = 'jwt.keys_unavailable' | 'jwt.secret_refused'

/** The error to throw for a token that is not good. */
export function denial(code: JwtDenialCode, options?: ErrorOptions): UnauthenticatedError {
  return unauthenticated(code, options)
}

/** The error to throw when the fault is not the token's. */
export function outage(code: JwtFailureCode, options?: ErrorOptions): FailureError {
  return failure(code, options)
}
