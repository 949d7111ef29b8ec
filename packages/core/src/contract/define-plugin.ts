/** How plugins are made. @module */
import type { StandardSchemaV1 } from '@standard-schema/spec'
import { ConfigInvalidError } from '../errors.js'
import type { Awaitable } from './awaitable.js'
import { reservedNames } from './identity.js'
import { createPlugin } from './plugin.js'
import type {
  AnyPlugin,
  OpenedPlugin,
  Plugin,
  PluginRequirements,
  PluginSettings,
  PrincipalMode,
  Validate,
} from './plugin.js'
import type { NeedsFrom, NeedsShape } from './provision.js'
import type { PluginRuntime } from './runtime.js'
import { checkOptions, invalidOption } from './check-options.js'

/** The full form: options that are checked, facts that follow from them, a set-up. */
export interface PluginDefinition<
  Name extends string,
  Schema extends StandardSchemaV1,
  Provides,
  N extends NeedsShape,
> {
  /** Letters, digits and hyphens: the key on the identity and the prefix of its codes. */
  readonly name: Name
  /** Any synchronous Standard Schema. Checked when the factory is called. */
  readonly options: Schema
  /** What must be on the identity before this plugin runs. */
  readonly needs?: N
  /** Facts about one configured instance; a function, because header, secret and host come from the options. Omitted: reads `token` only. */
  readonly requires?: (options: StandardSchemaV1.InferOutput<Schema>) => PluginRequirements
  /** Runs once per process; returns the function that answers requests. */
  readonly setup: (
    options: StandardSchemaV1.InferOutput<Schema>,
    runtime: PluginRuntime,
    signal: AbortSignal,
  ) => Awaitable<Validate<Provides, NeedsFrom<N>>>
}

/** The short form: no options, nothing to set up. */
export interface SimplePluginDefinition<Name extends string, Provides, N extends NeedsShape> {
  readonly name: Name
  readonly needs?: N
  /** Omitted: reads `token` only. */
  readonly requires?: PluginRequirements
  readonly validate: Validate<Provides, NeedsFrom<N>>
}

type Keyed<Name extends string, Provides> = [unknown] extends [Provides]
  ? {}
  : { readonly [K in Name]: Provides }

/** What {@link definePlugin} returns: call it in `plugins`, with options and settings. */
export interface PluginFactory<
  Name extends string,
  Options,
  Provides = unknown,
  Needs extends object = {},
> {
  /** @throws {@link ConfigInvalidError} AC1003 or AC1004 for options that the schema refuses, AC1013 for bad settings. */
  (
    ...args: undefined extends Options
      ? [options?: Options, settings?: PluginSettings<Name>]
      : [options: Options, settings?: PluginSettings<Name>]
  ): Plugin<Keyed<Name, Provides>, Needs>
  <const As extends string>(
    options: Options,
    settings: PluginSettings<As> & { readonly as: As },
  ): Plugin<Keyed<As, Provides>, Needs>
}

/**
 * Makes a plugin factory.
 *
 * A plugin answers each request in one of three ways: `pass(patch)`, `abstain(reason)`, or by throwing
 * `unauthenticated(code)` or `forbidden(code)`. Everything else, a forgotten `return` included, is a
 * failure: the request is denied with 500 and the fault is logged.
 *
 * @param definition - With `options` and `setup`, or in the short form with `validate` alone.
 * @returns The factory. Its second argument says how an instance stands in the chain ({@link PluginSettings}).
 * @throws {@link ConfigInvalidError} AC1013 when the definition has no usable name.
 * @example The smallest plugin
 * ```ts
 * export const myValidator = definePlugin({
 *   name: 'my-validator',
 *   validate(context) {
 *     if (!context.token) throw unauthenticated('my_validator.missing_token')
 *     return pass({ principalId: 'user-123', context: { userTier: 'premium' } })
 *   },
 * })
 * ```
 */
export function definePlugin<
  const Name extends string,
  Schema extends StandardSchemaV1,
  Provides = unknown,
  N extends NeedsShape = {},
>(
  definition: PluginDefinition<Name, Schema, Provides, N>,
): PluginFactory<Name, StandardSchemaV1.InferInput<Schema>, Provides, NeedsFrom<N>>
export function definePlugin<
  const Name extends string,
  Provides = unknown,
  N extends NeedsShape = {},
>(
  definition: SimplePluginDefinition<Name, Provides, N>,
): PluginFactory<Name, undefined, Provides, NeedsFrom<N>>
export function definePlugin(
  definition:
    | PluginDefinition<string, StandardSchemaV1, unknown, NeedsShape>
    | SimplePluginDefinition<string, unknown, NeedsShape>,
): unknown {
  checkName(definition.name)
  return (input?: unknown, settings?: PluginSettings): AnyPlugin => {
    const name = settings?.as ?? definition.name
    checkName(name)
    const structure = {
      shape: 'leaf',
      principal: checkedPrincipal(name, settings),
      needs: Object.freeze(Object.keys(definition.needs ?? {})),
    } as const
    if ('validate' in definition) {
      if (input !== undefined) throw invalidOption('AC1003', name, 'It takes no options')
      const requires = frozenRequirements(definition.requires)
      return createPlugin(
        { name, requires, setup: () => definition.validate as OpenedPlugin },
        structure,
      )
    }
    const options = checkOptions(name, definition.options, input)
    const requires = frozenRequirements(definition.requires?.(options))
    const setup: AnyPlugin['setup'] = (runtime, signal) =>
      definition.setup(options, runtime, signal)
    return createPlugin({ name, requires, setup }, structure)
  }
}

const namePattern = /^[A-Za-z][A-Za-z0-9-]{0,62}$/

function checkName(name: unknown): void {
  if (typeof name === 'string' && namePattern.test(name) && !reservedNames.has(name)) return
  throw new ConfigInvalidError('AC1013', 'definePlugin: a name is letters, digits and hyphens')
}

function checkedPrincipal(name: string, settings: PluginSettings | undefined): PrincipalMode {
  const principal: unknown = settings?.principal ?? 'establish'
  if (principal === 'establish' || principal === 'ignore' || principal === 'replace') {
    return principal
  }
  throw new ConfigInvalidError(
    'AC1013',
    `plugins.config: ${name}: principal is 'establish', 'ignore' or 'replace'`,
  )
}

/** A plugin that declares nothing reads the token, where it finds its credential. */
function frozenRequirements(requires: PluginRequirements | undefined): PluginRequirements {
  return Object.freeze(requires ?? { credentials: ['token'] })
}
