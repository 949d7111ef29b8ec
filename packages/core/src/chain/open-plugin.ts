/** Setting plugins up, each behind its guard. @module */
import { findStructure } from '../contract/plugin.js'
import type { AnyPlugin, OpenedPlugin } from '../contract/plugin.js'
import type { PluginRuntime, Tracer } from '../contract/runtime.js'
import type { SecretRef } from '../contract/secret-store.js'
import { failure } from '../errors.js'
import { toDenial } from './denial.js'
import { guard, isThenable } from './guard.js'
import { traced } from './traced.js'

/** What a chain hands down through its combinators. */
export interface ChainRuntime extends PluginRuntime {
  readonly tracer?: Tracer | undefined
}

/**
 * Runs a plugin's set-up and returns the function to ask.
 *
 * @throws whatever the set-up throws, as a denial with the plugin's name.
 */
export async function openPlugin(
  plugin: AnyPlugin,
  runtime: ChainRuntime,
  signal: AbortSignal,
): Promise<OpenedPlugin> {
  const structure = findStructure(plugin)
  if (structure === undefined) throw failure('chain.not_a_plugin')
  if (structure.shape !== 'leaf') return plugin.setup(runtime, signal)
  try {
    const opened = plugin.setup(withDeclaredSecrets(plugin, runtime), signal)
    const validate: unknown = isThenable(opened) ? await opened : opened
    if (typeof validate !== 'function') throw failure('chain.setup_returned_no_function')
    const guarded = guard(plugin, structure.principal, validate as OpenedPlugin)
    return traced(plugin.name, guarded, runtime)
  } catch (error) {
    throw toDenial(error, plugin.name)
  }
}

/** The same for several, one after the other: the first that fails names itself. */
export async function openAll(
  plugins: readonly AnyPlugin[],
  runtime: ChainRuntime,
  signal: AbortSignal,
): Promise<readonly OpenedPlugin[]> {
  const opened: OpenedPlugin[] = []
  for (const plugin of plugins) opened.push(await openPlugin(plugin, runtime, signal))
  return opened
}

/** IaC grants what was declared, so an undeclared secret would work here and fail in production. */
function withDeclaredSecrets(plugin: AnyPlugin, runtime: ChainRuntime): PluginRuntime {
  const declared = new Set((plugin.requires.secrets ?? []).map(toKey))
  return Object.freeze({
    http: runtime.http,
    logger: runtime.logger,
    clock: runtime.clock,
    secrets: {
      open: (ref: SecretRef) => {
        if (declared.has(toKey(ref))) return runtime.secrets.open(ref)
        throw failure('chain.undeclared_secret', { details: { store: ref.store, name: ref.name } })
      },
    },
  })
}

const toKey = ({ store, name, field }: SecretRef): string => JSON.stringify([store, name, field])
