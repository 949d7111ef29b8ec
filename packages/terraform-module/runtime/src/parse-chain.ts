/** A chain as JSON. @module */
import { ConfigInvalidError } from '@authchain/core'
import type { AuthchainConfig } from '@authchain/core'
import { custom, object, schema } from '@authchain/core/schema'
import { checkAt } from './placed.js'
import { toPlugins } from './to-plugins.js'

/** Eight KiB is the longest value that Parameter Store takes. */
const longestBytes = 8192

const document = schema<{ readonly plugins: readonly unknown[] }>(
  object({ plugins: custom<readonly unknown[]>(Array.isArray, 'a list of plugins') }),
)

/**
 * Makes a configuration of a chain's text: a list of elements, or an object that has it as `plugins`.
 *
 * Its shape is published as `schemas/chain.schema.json`. Secrets cannot stand in it, only their names.
 *
 * @param place - Where the text stood, for messages.
 * @throws ConfigInvalidError AC1001 for what is no JSON or too long, AC1004 for unknown keys, and whatever a
 *   plugin says of its options, each with the place in the chain.
 * @example
 * ```ts
 * await parseChain('[{"plugin":"jwt","options":{"issuer":"https://auth.example.com/","audience":"orders"}}]', 'chain')
 * ```
 */
export async function parseChain(text: string, place: string): Promise<AuthchainConfig> {
  if (Buffer.byteLength(text) > longestBytes) {
    throw new ConfigInvalidError('AC1001', `${place}: expected at most ${longestBytes} bytes`)
  }
  const value = parseJson(text, place)
  const { plugins } = Array.isArray(value)
    ? { plugins: value as readonly unknown[] }
    : checkAt(place, document, value)
  if (plugins.length === 0) {
    throw new ConfigInvalidError('AC1001', `${place}: expected at least one plugin`)
  }
  return { plugins: await toPlugins(plugins, Array.isArray(value) ? place : `${place}.plugins`) }
}

/** The parser's own error quotes the text. */
function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ConfigInvalidError('AC1001', `${place}: expected JSON`)
  }
}
