/** What several plugins together declare. No plugin is run to learn it. @module */
import type { RequestInput } from './context.js'
import type { AnyPlugin, PluginRequirements } from './plugin.js'

/** {@link PluginRequirements} with every part present. */
export type MergedRequirements = Required<PluginRequirements>

/**
 * Facts of plugins that all run: each one's missing credential ends the sequence, so all are needed.
 *
 * @example
 * ```ts
 * mergeSequence([jwt(options), tenant(options)]).inputs // ['header:x-tenant']
 * ```
 */
export function mergeSequence(plugins: readonly AnyPlugin[]): MergedRequirements {
  return merge(plugins, (lists) => unique(lists.flat()))
}

/** Facts of plugins of which one runs: only a credential that every one of them demands is sure to be demanded. */
export function mergeAlternatives(plugins: readonly AnyPlugin[]): MergedRequirements {
  return merge(plugins, ([first = [], ...others]) =>
    first.filter((input) => others.every((list) => list.includes(input))),
  )
}

/** Facts of a plugin that may take no part: it demands nothing, and its answer still depends on all it reads. */
export function mergeMaybe(plugin: AnyPlugin, reads: readonly RequestInput[]): MergedRequirements {
  const merged = merge([plugin], () => [])
  return { ...merged, inputs: unique([...reads.map(toCanonicalInput), ...merged.inputs]) }
}

/** Header names in lower case; `Authorization` as `token`, which it is wherever an event has headers. */
export function toCanonicalInput(input: RequestInput): RequestInput {
  if (!input.startsWith('header:')) return input
  const lower = input.toLowerCase() as RequestInput
  return lower === 'header:authorization' ? 'token' : lower
}

const routeInputs: ReadonlySet<RequestInput> = new Set([
  'method',
  'path',
  'route',
  'path-parameters',
])

/** Does the answer depend on which route is called? Then an Allow opens that request alone. */
export function dependsOnRoute({ credentials, inputs }: MergedRequirements): boolean {
  return [...credentials, ...inputs].some((input) => routeInputs.has(input))
}

function merge(
  plugins: readonly AnyPlugin[],
  demanded: (credentials: readonly (readonly RequestInput[])[]) => readonly RequestInput[],
): MergedRequirements {
  const all = plugins.map(({ requires }) => requires)
  const lists = all.map(({ credentials = [] }) => credentials.map(toCanonicalInput))
  const credentials = demanded(lists)
  const read = [...lists.flat(), ...all.flatMap(({ inputs = [] }) => inputs.map(toCanonicalInput))]
  return {
    credentials,
    inputs: unique(read.filter((input) => !credentials.includes(input))),
    secrets: all.flatMap(({ secrets = [] }) => secrets),
    hosts: unique(all.flatMap(({ hosts = [] }) => hosts)),
    statements: all.flatMap(({ statements = [] }) => statements),
    volatile: all.some(({ volatile = false }) => volatile),
  }
}

function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)]
}
