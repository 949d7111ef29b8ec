/** What every combinator asks of its members. @module */
import { findStructure } from '../contract/plugin.js'
import type { AnyPlugin } from '../contract/plugin.js'
import { ConfigInvalidError } from '../errors.js'

/** @throws {@link ConfigInvalidError} AC1001 for fewer than `least`, AC1005 for what is not a plugin. */
export function checkMembers(combinator: string, members: readonly unknown[], least = 2): void {
  if (members.length < least) {
    throw new ConfigInvalidError(
      'AC1001',
      `plugins.config: ${combinator}: expected at least ${least} plugins`,
    )
  }
  for (const [index, member] of members.entries()) {
    if (findStructure(member) !== undefined) continue
    const hint =
      typeof member === 'function' ? 'is a function; call it: myPlugin()' : 'is not a plugin'
    throw new ConfigInvalidError('AC1005', `plugins.config: ${combinator}[${index}]: ${hint}`)
  }
}

/** `anyOf(apiKey, jwt)`: how a combinator is called in banners and traces. */
export function toMembersName(combinator: string, members: readonly AnyPlugin[]): string {
  return `${combinator}(${members.map(({ name }) => name).join(', ')})`
}
