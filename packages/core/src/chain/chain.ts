/** The chain: a context goes in, a decision comes out. @module */
import type { AuthContext } from '../contract/context.js'
import type { Decision, ToScope } from '../contract/decision.js'
import { emptyIdentity } from '../contract/identity.js'
import type { IdentityBase } from '../contract/identity.js'
import type { AnyPlugin } from '../contract/plugin.js'
import { Denial, toDenial } from './denial.js'
import type { Growth } from './growth.js'
import { openAll } from './open-plugin.js'
import type { ChainRuntime } from './open-plugin.js'
import { toResponseContext } from './response-context.js'
import { Run } from './run.js'
import { runSequence } from './sequence.js'

/** Bounds of one run. */
export interface CallOptions {
  /** The time of this run; the config's `deadlineMilliseconds` when left out. */
  readonly deadlineMilliseconds?: number
  /** Ends the run early, as a failure. */
  readonly signal?: AbortSignal
}

/** Decides one request. It never rejects: whatever goes wrong is a Deny. */
export interface Chain<I extends object = IdentityBase> {
  (context: AuthContext, options?: CallOptions): Promise<Decision<I>>
}

/** The part of a config that a chain runs on. */
export interface ChainConfig {
  readonly plugins: readonly AnyPlugin[]
  readonly context?: ((identity: never) => unknown) | undefined
  readonly deadlineMilliseconds?: number | undefined
}

/** The chain's time when the config says nothing. */
export const defaultDeadlineMilliseconds = 5000

/**
 * Sets every plugin up and returns the chain.
 *
 * @param toScope - Asked once everyone has passed and somebody is known.
 * @throws what a plugin's set-up throws.
 */
export async function openChain(
  config: ChainConfig,
  toScope: ToScope,
  runtime: ChainRuntime,
  signal: AbortSignal,
): Promise<Chain> {
  const opened = await openAll(config.plugins, runtime, signal)
  const parts = { config, toScope, runtime }
  const { deadlineMilliseconds: usual = defaultDeadlineMilliseconds } = config

  return async (context, options = {}) => {
    const run = new Run(runtime.clock, options.deadlineMilliseconds ?? usual, options.signal)
    let identity = emptyIdentity
    try {
      const result = await runSequence(opened, context, identity, run, (grown) => {
        identity = grown
      })
      if ('kind' in result) throw new Denial('unauthenticated', 'chain.no_credential', undefined)
      if (run.remainingMilliseconds() === 0)
        throw new Denial('failure', 'chain.deadline', undefined)
      return allow(parts, context, identity, result)
    } catch (error) {
      const { kind, code, plugin, transient, cause } = toDenial(error, undefined)
      const { principalId } = identity
      const denied = { effect: 'Deny', kind, code, plugin, principalId, transient, cause } as const
      return Object.freeze(denied)
    } finally {
      Run.end(run)
    }
  }
}

interface ChainParts {
  readonly config: ChainConfig
  readonly toScope: ToScope
  readonly runtime: ChainRuntime
}

function allow(
  { config, toScope, runtime }: ChainParts,
  request: AuthContext,
  identity: IdentityBase,
  growths: readonly Growth[],
): Decision {
  const { principalId, expiresAtSeconds } = identity
  if (principalId === undefined)
    throw new Denial('unauthenticated', 'chain.no_principal', undefined)
  if (
    expiresAtSeconds !== undefined &&
    expiresAtSeconds * 1000 <= runtime.clock.nowMilliseconds()
  ) {
    throw new Denial('unauthenticated', 'chain.expired', undefined)
  }
  const policy = toScope(identity, request)
  logReplacements(growths, runtime)
  const own = config.context?.(identity as never)
  const context = toResponseContext(identity.context, own)
  const usageIdentifierKey = growths.findLast(({ patch }) => patch.usageIdentifierKey)?.patch
    .usageIdentifierKey
  const allowed = { principalId, identity, context, usageIdentifierKey, policy }
  return Object.freeze({ effect: 'Allow', ...allowed })
}

function logReplacements(growths: readonly Growth[], runtime: ChainRuntime): void {
  for (const { principal, plugin, patch } of growths) {
    if (principal !== 'replace' || patch.principalId === undefined) continue
    runtime.logger.info('principal replaced', { plugin })
  }
}
