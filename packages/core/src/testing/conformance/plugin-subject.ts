/** What an author says of a plugin under test. @module */
import type { AnyPlugin } from '../../contract/plugin.js'
import type { DenialCode } from '../../errors.js'
import type { TestRequest } from '../contexts.js'
import type { TestRuntimeOptions } from '../runtime.js'

/** A request that the plugin passes. */
export interface GoodRequest extends TestRequest {
  /** Who the caller is; left out when the plugin names nobody, or another name each time. */
  readonly principalId?: string
}

/** A request that the plugin denies as the caller's fault. */
export interface BadRequest extends TestRequest {
  /** Left out: any code will do. */
  readonly code?: DenialCode
}

/** A plugin and what is known of it. Requests are written as for `createTestContext`. */
export interface PluginSubject {
  /** Makes the plugin, as an entry of `plugins` would. Called more than once. */
  readonly make: () => AnyPlugin
  /** For titles; default the plugin's own name. */
  readonly name?: string
  /** At least one. Several with several principals show whether requests mix. */
  readonly good: readonly GoodRequest[]
  /** Bad credentials, and callers who may not. */
  readonly bad?: readonly BadRequest[]
  /** Requests without a credential of its kind, on which it abstains (or passes and names nobody). */
  readonly absent?: readonly TestRequest[]
  /** Plugins that run before it, for what it needs on the identity. */
  readonly before?: readonly AnyPlugin[]
  /** Secrets, network and clock. Default: none, none, a clock that stands still in 2026. */
  readonly runtime?: TestRuntimeOptions
  /** Pieces of credentials that are no secret and may be seen, such as the id of a key. */
  readonly open?: readonly string[]
  /** Calls of the factory with options that are wrong; each must throw a `ConfigInvalidError`. */
  readonly badOptions?: readonly (() => unknown)[]
}
