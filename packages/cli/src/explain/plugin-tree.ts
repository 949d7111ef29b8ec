/** How a configuration's plugins are nested, by name. @module */
import type { AnyPlugin } from '@authchain/core'

/** One plugin, or a combinator with its members. */
export interface PluginNode {
  readonly name: string
  readonly shape: 'plugin' | 'any' | 'all' | 'maybe'
  readonly members: readonly PluginNode[]
  /** Headers and parameters that it and its members take credentials from. */
  readonly credentialNames: readonly string[]
}

interface Structure {
  readonly shape: 'leaf' | 'any' | 'all' | 'maybe'
  readonly members?: readonly AnyPlugin[]
  /** Of a leaf: how its principal counts. */
  readonly principal?: 'establish' | 'ignore' | 'replace'
}

/** Where core keeps how a plugin is built; shared by all its copies. */
const structureKey = Symbol.for('authchain.plugin')

/** Reads the structure of plugins. Whatever has none is a plugin without members. */
export function toPluginTree(plugins: readonly AnyPlugin[]): readonly PluginNode[] {
  return plugins.map((plugin) => {
    const { shape, members = [] } = findStructure(plugin)
    const nodes = toPluginTree(members)
    return {
      name: plugin.name,
      shape: shape === 'leaf' ? 'plugin' : shape,
      members: nodes,
      credentialNames:
        shape === 'leaf'
          ? toNames(plugin.requires.credentials)
          : nodes.flatMap(({ credentialNames }) => credentialNames),
    }
  })
}

/** `header:x-partner` → `x-partner`. Cookies and `Authorization` have names that say what they are. */
function toNames(credentials: AnyPlugin['requires']['credentials'] = []): readonly string[] {
  return credentials.flatMap((input) => /^(?:header|query):(.+)$/.exec(input)?.[1] ?? [])
}

/** The structure of one plugin. */
export function findStructure(plugin: AnyPlugin): Structure {
  const structure = (plugin as { readonly [structureKey]?: Structure })[structureKey]
  return structure ?? { shape: 'leaf' }
}
