/** Faults, by their place in what infrastructure wrote. @module */
import { ConfigInvalidError, isAuthchainError } from '@authchain/core'
import type { FaultCode, StandardSchemaV1 } from '@authchain/core'
import { checkOptions } from '@authchain/core/schema'

/** What core calls the file that stands in for a chain here. */
const usualPlace = 'plugins.config: '

/**
 * Checks a value of a variable. There is no `plugins.config` that a message could name.
 *
 * @param place - `AUTHCHAIN_CHAIN[0].options`.
 * @throws ConfigInvalidError AC1003, or AC1004 for an unknown key; the message begins with the place.
 * @example
 * ```ts
 * const { plugins } = checkAt('AUTHCHAIN_CHAIN', document, value)
 * ```
 */
export function checkAt<S extends StandardSchemaV1>(
  place: string,
  shape: S,
  value: unknown,
): StandardSchemaV1.InferOutput<S> {
  try {
    return checkOptions(place, shape, value)
  } catch (error) {
    throw toPlaced(error, '')
  }
}

/**
 * Puts the place before the message of a fault, in place of the file's name. Every other error stays as it is.
 *
 * @example
 * ```ts
 * throw toPlaced(error, 'AUTHCHAIN_CHAIN[0].options: ')
 * ```
 */
export function toPlaced(error: unknown, place: string): unknown {
  if (!isAuthchainError(error) || error.kind !== 'config') return error
  const { code, details, message } = error
  const problem = message.startsWith(usualPlace) ? message.slice(usualPlace.length) : message
  return new ConfigInvalidError(code as FaultCode, `${place}${problem}`, { details })
}
