import { abstain, definePlugin, pass } from '../../src/index.js'
import type { AnyPlugin, PluginRequirements, Validate } from '../../src/index.js'
import { openChain } from '../../src/chain/chain.js'
import type { Chain } from '../../src/chain/chain.js'
import { stageScope } from '../../src/chain/plain-scope.js'
import { createSecrets } from '../../src/secrets/secret.js'
import { completeRuntime } from '../../src/handler/runtime.js'
import { createTestClock, createTestLogger } from '../../src/testing/index.js'

/** A plugin of one function. */
export function plugin(
  name: string,
  validate: Validate,
  requires: PluginRequirements = {},
): AnyPlugin {
  return definePlugin({ name, requires, validate })()
}

export const passing = (name: string, principalId?: string): AnyPlugin =>
  plugin(name, () => pass(principalId === undefined ? {} : { principalId }))

export const abstaining = (name: string): AnyPlugin => plugin(name, () => abstain('none of mine'))

export const throwing = (name: string, error: unknown): AnyPlugin =>
  plugin(name, () => {
    throw error
  })

/** A chain whose clock stands still and whose log is kept. */
export async function chainOf(...plugins: readonly AnyPlugin[]): Promise<Chain> {
  const options = { clock: createTestClock(), logger: createTestLogger() }
  const runtime = completeRuntime(options, createSecrets)
  return openChain({ plugins }, stageScope, runtime, new AbortController().signal)
}
