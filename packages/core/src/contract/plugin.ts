/** What a configured plugin is, and how it stands in a chain. @module */
import type { Awaitable } from './awaitable.js'
import type { AuthContext, RequestInput } from './context.js'
import type { Identity, IdentityBase } from './identity.js'
import type { Abstain, Outcome, Pass, Skip } from './outcome.js'
import type { PluginRuntime } from './runtime.js'
import type { SecretRef } from './secret-store.js'

/** An IAM statement that a plugin needs at run time. `resource` may hold `${partition}`, `${region}`, `${account}`. */
export interface RequiredStatement {
  readonly actions: readonly string[]
  readonly resource: string
}

/** Facts about one configured plugin. They are enforced, so that the cache plan made of them is sound. */
export interface PluginRequirements {
  /** Inputs in which this plugin finds its own credential: absent means abstain. */
  readonly credentials?: readonly RequestInput[]
  /** Other inputs that the answer depends on. */
  readonly inputs?: readonly RequestInput[]
  readonly secrets?: readonly SecretRef[]
  /** Host names it connects to, for VPC and egress rules. */
  readonly hosts?: readonly string[]
  readonly statements?: readonly RequiredStatement[]
  /** True when equal inputs may give different answers within the TTL (rate limit, one-time token): forces ttlSeconds 0. */
  readonly volatile?: boolean
}

/** What belongs to one run of the chain. */
export interface Call {
  /** Aborted when the chain's time is up. Hand it to whatever takes one. */
  readonly signal: AbortSignal
  /** What is left of the chain's time; 0 when it is up. */
  remainingMilliseconds(): number
}

/** The function that answers one request. */
export type Validate<Provides = unknown, Needs extends object = {}> = (
  context: AuthContext,
  identity: Identity<Needs>,
  call: Call,
) => Awaitable<Outcome<Provides>>

/** A {@link Validate} as a chain sees it: types erased, and taking no part is possible. */
export type OpenedPlugin = (
  context: AuthContext,
  identity: IdentityBase,
  call: Call,
) => Awaitable<Pass | Abstain | Skip>

declare const flow: unique symbol

/** A configured plugin. `Provides` is keyed by the name under which it stands on the identity. */
export interface Plugin<Provides extends object = {}, Needs extends object = {}> {
  readonly kind: 'plugin'
  readonly name: string
  readonly requires: PluginRequirements
  /**
   * Runs once per process, before the first request; a failed one is run again later.
   *
   * @throws whatever keeps it from working; the chain turns it into a failure.
   */
  setup(runtime: PluginRuntime, signal: AbortSignal): Awaitable<OpenedPlugin>
  readonly [flow]?: { readonly provides: Provides; readonly needs: Needs }
}

/** Any plugin, whatever it provides and needs. */
// oxlint-disable-next-line typescript/no-explicit-any -- a bound of type inference, not a value's type.
export type AnyPlugin = Plugin<any, any>
// oxlint-disable-next-line typescript/no-explicit-any
export type ProvidesOf<P> = P extends Plugin<infer X, any> ? X : never
// oxlint-disable-next-line typescript/no-explicit-any
export type NeedsOf<P> = P extends Plugin<any, infer X> ? X : never

/** Second argument of every factory: how this instance stands in the chain. */
export interface PluginSettings<As extends string = string> {
  /** Another name, so that two instances of one plugin can stand in one chain. */
  readonly as?: As
  /**
   * | value                   | meaning                                                                     |
   * | ----------------------- | --------------------------------------------------------------------------- |
   * | `'establish'` (default) | sets the principal; another principal than an earlier plugin's denies        |
   * | `'ignore'`              | neither principal nor scopes count: the plugin adds facts only               |
   * | `'replace'`             | takes over principal, claims and scopes; logged                              |
   */
  readonly principal?: 'establish' | 'ignore' | 'replace'
}

/** The ways in which a plugin's principal can count. */
export type PrincipalMode = NonNullable<PluginSettings['principal']>

/**
 * How a plugin is built, for the chain and its checks. Plugin authors never see it: `definePlugin` and the
 * combinators write it.
 */
export type PluginStructure =
  | {
      readonly shape: 'leaf'
      readonly principal: PrincipalMode
      readonly needs: readonly string[]
    }
  | { readonly shape: 'all' | 'any'; readonly members: readonly AnyPlugin[] }
  | { readonly shape: 'maybe'; readonly members: readonly [AnyPlugin] }

/** Where {@link PluginStructure} stands on a plugin; shared by all copies of this package. */
const structureKey = Symbol.for('authchain.plugin')

/** Makes a plugin of its parts. The one place where plugins come from. */
export function createPlugin<P extends AnyPlugin>(
  parts: Pick<AnyPlugin, 'name' | 'requires' | 'setup'>,
  structure: PluginStructure,
  extras: object = {},
): P {
  const plugin = { kind: 'plugin', ...parts, ...extras, [structureKey]: structure }
  return Object.freeze(plugin) as unknown as P
}

/** The structure of a plugin, or undefined for whatever else stands where a plugin should. */
export function findStructure(value: unknown): PluginStructure | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return (value as { [structureKey]?: PluginStructure })[structureKey]
}
