/** A chain as JSON. @module */
import { ConfigInvalidError } from '@authchain/core'
import type { AuthchainConfig, IdentityRule } from '@authchain/core'
import { custom, object, oneOf, optional, record, schema } from '@authchain/core/schema'
import { checkAt } from './placed.js'
import { toPlugins, toRule } from './to-plugins.js'

/** Eight KiB is the longest value that Parameter Store takes. */
const longestBytes = 8192

interface ChainDocument {
  readonly plugins: readonly unknown[]
  readonly routes?: Readonly<Record<string, unknown>>
  readonly defaultRule?: unknown
  readonly routesFrom?: 'table'
}

const anything = custom<unknown>(() => true, 'anything')

const document = schema<ChainDocument>(
  object({
    plugins: custom<readonly unknown[]>(Array.isArray, 'a list of plugins'),
    routes: optional(record(anything)),
    defaultRule: optional(anything),
    routesFrom: optional(oneOf('table')),
  }) as never,
)

/**
 * Makes a configuration of a chain's text: a list of elements, or an object that has it as `plugins` and rules
 * for routes beside it.
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
  if (Array.isArray(value)) return { plugins: await toPlugins(checkFilled(value, place), place) }
  const { plugins, routes, defaultRule, routesFrom } = checkAt(place, document, value)
  return {
    plugins: await toPlugins(checkFilled(plugins, `${place}.plugins`), `${place}.plugins`),
    ...(routes === undefined ? {} : { routes: await toRoutes(routes, `${place}.routes`) }),
    ...(defaultRule === undefined
      ? {}
      : { defaultRule: await toRule(defaultRule, `${place}.defaultRule`) }),
    ...(routesFrom === undefined ? {} : { routesFrom }),
  }
}

async function toRoutes(
  routes: Readonly<Record<string, unknown>>,
  place: string,
): Promise<Readonly<Record<string, IdentityRule>>> {
  const entries: [string, IdentityRule][] = []
  for (const [pattern, element] of Object.entries(routes)) {
    entries.push([pattern, await toRule(element, `${place}[${JSON.stringify(pattern)}]`)])
  }
  return Object.fromEntries(entries)
}

function checkFilled(elements: readonly unknown[], place: string): readonly unknown[] {
  if (elements.length > 0) return elements
  throw new ConfigInvalidError('AC1001', `${place}: expected at least one plugin`)
}

/** The parser's own error quotes the text. */
function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ConfigInvalidError('AC1001', `${place}: expected JSON`)
  }
}
