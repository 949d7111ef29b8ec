/** A configuration in which something goes wrong on purpose. @module */
import { allOf, anyOf } from '@authchain/core'
import type { AnyPlugin, AuthchainConfig, Call, PluginRuntime, Secret } from '@authchain/core'
import type { InjectedFault } from '@authchain/inspector/api'
import { findStructure } from '../explain/plugin-tree.js'

type Opened = Awaited<ReturnType<AnyPlugin['setup']>>
type Members = readonly [AnyPlugin, AnyPlugin, ...AnyPlugin[]]

/** Faults that begin when they are told to. */
export interface Faults {
  readonly list: readonly InjectedFault[]
  isOn: boolean
}

/** The same configuration, whose plugins and what they run on fail while `faults.isOn`. */
export function injectFaults(config: AuthchainConfig, faults: Faults): AuthchainConfig {
  let plugins = config.plugins
  for (const fault of faults.list) {
    const { plugin: name } = fault
    plugins =
      name === undefined
        ? plugins.map((each) =>
            withRuntime(each, (runtime) => breakRuntime(runtime, fault, faults)),
          )
        : plugins.map((each) => withFault(each, name, fault, faults))
  }
  return { ...config, plugins }
}

/** Whether a chain has a plugin of this name, at any depth. */
export function hasPlugin(plugins: readonly AnyPlugin[], name: string): boolean {
  return plugins.some(
    (each) => each.name === name || hasPlugin(findStructure(each).members ?? [], name),
  )
}

/** A plugin that is set up on another runtime, with all its members. */
export function withRuntime(
  plugin: AnyPlugin,
  change: (runtime: PluginRuntime) => PluginRuntime,
): AnyPlugin {
  // The spread keeps core's own mark, so that it is still the same plugin to the chain.
  return { ...plugin, setup: (runtime, signal) => plugin.setup(change(runtime), signal) }
}

function breakRuntime(
  runtime: PluginRuntime,
  { kind }: InjectedFault,
  faults: Faults,
): PluginRuntime {
  if (kind === 'network') {
    const http: PluginRuntime['http'] = async (request) =>
      faults.isOn
        ? Promise.reject(new Error('What if: the network is down'))
        : runtime.http(request)
    return { ...runtime, http }
  }
  const open = async (ref: Parameters<PluginRuntime['secrets']['open']>[0]): Promise<Secret> => {
    const failed = (): never => {
      throw new Error('What if: the secret store is down')
    }
    if (faults.isOn) return { read: failed }
    const secret = await runtime.secrets.open(ref)
    return { read: (signal) => (faults.isOn ? failed() : secret.read(signal)) }
  }
  return { ...runtime, secrets: { open } }
}

/** Combinators hold their members, so they are made again around the one that fails. */
function withFault(
  plugin: AnyPlugin,
  name: string,
  fault: InjectedFault,
  faults: Faults,
): AnyPlugin {
  const { shape, members = [] } = findStructure(plugin)
  if (plugin.name === name) return withOpened(plugin, (opened) => failing(opened, fault, faults))
  if (!hasPlugin(members, name)) return plugin
  const changed = members.map((each) => withFault(each, name, fault, faults)) as unknown as Members
  if (shape === 'any') return anyOf(...changed)
  if (shape === 'all') return (allOf as (...plugins: Members) => AnyPlugin)(...changed)
  // What `when` asks is not known here: it decides first, and what would have taken part fails.
  return withOpened(plugin, (opened) => async (context, identity, call) => {
    const outcome = await opened(context, identity, call)
    return !faults.isOn || outcome.kind === 'skip' ? outcome : fail(fault, call)
  })
}

function withOpened(plugin: AnyPlugin, change: (opened: Opened) => Opened): AnyPlugin {
  return {
    ...plugin,
    setup: async (runtime, signal) => change(await plugin.setup(runtime, signal)),
  }
}

function failing(opened: Opened, fault: InjectedFault, faults: Faults): Opened {
  return async (context, identity, call) =>
    faults.isOn ? fail(fault, call) : opened(context, identity, call)
}

async function fail({ kind }: InjectedFault, call: Call): Promise<never> {
  if (kind === 'throws') throw new Error('What if: this plugin throws')
  return new Promise((_resolve, reject) => {
    // The chain ends a plugin that hangs; around a combinator nobody would.
    const { signal } = call
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error)
    })
  })
}
