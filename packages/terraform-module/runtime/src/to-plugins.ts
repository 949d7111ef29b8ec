/** Elements of a chain, made into plugins and rules. @module */
import { ConfigInvalidError } from '@authchain/core'
import type { AnyPlugin, IdentityRule } from '@authchain/core'
import { pluginMakers, ruleMakers } from './makers.js'
import type { Makers } from './makers.js'

/**
 * Makes plugins of elements `{ plugin, as?, principal?, options?, plugins? }`. The package of a plugin is
 * loaded when an element names it.
 *
 * @param place - Where the list stands, for messages.
 * @throws ConfigInvalidError AC1003 or AC1004 for an element, and whatever a factory says of its options; the
 *   message begins with the place of the element.
 * @example
 * ```ts
 * await toPlugins([{ plugin: 'require-scope', options: { scopes: ['orders:read'] } }], 'chain')
 * ```
 */
export async function toPlugins(
  elements: readonly unknown[],
  place: string,
): Promise<readonly AnyPlugin[]> {
  return makeAll(elements, place, pluginMakers)
}

/**
 * Makes the rule of a route: `require-scope`, `require-claim`, `any-of` and `all-of` of them, `allow` for every
 * caller who is known, `deny` for nobody.
 *
 * @throws ConfigInvalidError as {@link toPlugins}.
 * @example
 * ```ts
 * await toRule({ plugin: 'require-scope', options: { scopes: ['orders:read'] } }, 'chain.defaultRule')
 * ```
 */
export async function toRule(element: unknown, place: string): Promise<IdentityRule> {
  return (await makeOne(element, place, ruleMakers)) as IdentityRule
}

async function makeAll(
  elements: readonly unknown[],
  place: string,
  makers: Makers,
): Promise<readonly AnyPlugin[]> {
  const made: AnyPlugin[] = []
  for (const [index, element] of elements.entries()) {
    made.push(await makeOne(element, `${place}[${index}]`, makers))
  }
  return made
}

async function makeOne(element: unknown, place: string, makers: Makers): Promise<AnyPlugin> {
  const isObject = typeof element === 'object' && element !== null && !Array.isArray(element)
  const kind: unknown =
    isObject && Object.hasOwn(element, 'plugin') ? Reflect.get(element, 'plugin') : undefined
  const maker = makers.get(kind)
  if (maker === undefined) {
    const expected = [...makers.keys()].join(', ')
    throw new ConfigInvalidError('AC1003', `${place}.plugin: expected one of ${expected}`)
  }
  return maker(element, place, async (members, at) => makeAll(members, at, makers))
}
