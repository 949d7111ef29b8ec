/** Which plugins are sure to have run before which, for users without the compiler's check. @module */
import { findStructure } from '../contract/plugin.js'
import type { AnyPlugin } from '../contract/plugin.js'
import { isIdentityRule } from '../contract/rule.js'
import { ConfigInvalidError } from '../errors.js'

/**
 * Checks that no two plugins stand under one name in one sequence and that what each needs is provided by
 * a plugin that has always run before it.
 *
 * @throws {@link ConfigInvalidError} AC1005, AC1006 or AC1007.
 */
export function checkOrder(plugins: readonly AnyPlugin[]): void {
  const names = new Set<string>()
  let present: ReadonlySet<string> = new Set()
  for (const plugin of plugins) {
    takeNames(plugin, names)
    present = new Set([...present, ...providedAfter(plugin, present)])
  }
}

/** Names are taken once in the whole configuration: the identity has one place for each. */
function takeNames(plugin: AnyPlugin, names: Set<string>): void {
  const structure = structureOf(plugin)
  if (structure.shape !== 'leaf') {
    for (const member of structure.members) takeNames(member, names)
    return
  }
  if (isIdentityRule(plugin)) return
  if (names.has(plugin.name)) {
    throw new ConfigInvalidError(
      'AC1006',
      `plugins.config: plugins: two plugins stand under the name ${JSON.stringify(plugin.name)}; ` +
        `give one another name: ${plugin.name}({ … }, { as: 'other' })`,
    )
  }
  names.add(plugin.name)
}

/** What is on the identity for certain after `plugin` passed, given what was there before. */
function providedAfter(plugin: AnyPlugin, present: ReadonlySet<string>): ReadonlySet<string> {
  const structure = structureOf(plugin)
  if (structure.shape === 'leaf') {
    for (const need of structure.needs) {
      if (present.has(need)) continue
      throw new ConfigInvalidError(
        'AC1007',
        `plugins.config: plugins: ${plugin.name} needs "${need}" from an earlier plugin that always runs`,
      )
    }
    return new Set([plugin.name])
  }
  if (structure.shape === 'all') {
    const gained = new Set<string>()
    for (const member of structure.members) {
      for (const name of providedAfter(member, new Set([...present, ...gained]))) gained.add(name)
    }
    return gained
  }
  const alternatives = structure.members.map((member) => providedAfter(member, present))
  if (structure.shape === 'maybe') return new Set()
  const [first = new Set<string>(), ...others] = alternatives
  return new Set([...first].filter((name) => others.every((other) => other.has(name))))
}

function structureOf(plugin: AnyPlugin): NonNullable<ReturnType<typeof findStructure>> {
  const structure = findStructure(plugin)
  if (structure !== undefined) return structure
  throw new ConfigInvalidError(
    'AC1005',
    'plugins.config: plugins: a combinator holds something that is not a plugin; call the factory: myPlugin()',
  )
}
