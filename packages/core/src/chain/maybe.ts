/** Plugins that may take no part. @module */
import type { RequestInput } from '../contract/context.js'
import { createPlugin } from '../contract/plugin.js'
import type { AnyPlugin, OpenedPlugin } from '../contract/plugin.js'
import { mergeMaybe } from '../contract/requirements.js'
import { openPlugin } from './open-plugin.js'

/** Wraps one plugin in a question whether it takes part. */
export function maybe(
  name: string,
  plugin: AnyPlugin,
  reads: readonly RequestInput[],
  ask: (opened: OpenedPlugin) => OpenedPlugin,
): AnyPlugin {
  return createPlugin(
    {
      name: `${name}(${plugin.name})`,
      requires: mergeMaybe(plugin, reads),
      setup: async (runtime, signal) => ask(await openPlugin(plugin, runtime, signal)),
    },
    { shape: 'maybe', members: [plugin] },
  )
}
