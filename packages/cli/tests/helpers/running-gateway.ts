/** A gateway that listens, asks its authorizer for every request, and whose time can be put forward. */
import { createTestLogger } from '@authchain/core/testing'
import { createAdjustableClock, createGateway } from '@authchain/gateway'
import type { AdjustableClock } from '@authchain/gateway'
import type { AuthchainConfig } from '@authchain/core'
import { onTestFinished } from 'vitest'

export interface RunningGateway {
  /** Of the gateway, its cache and the chain. */
  readonly clock: AdjustableClock
  /** Sends a real request with this token and gives `200`, or the status and the code of the decision. */
  ask(token: string): Promise<string>
  /** The same for many tokens at once; how often each answer was given. */
  askAll(tokens: readonly string[]): Promise<Readonly<Record<string, number>>>
}

/**
 * Closed when the test ends.
 *
 * @param onFinished - Of the test's own context, where tests run side by side.
 */
export async function startGateway(
  config: Pick<AuthchainConfig, 'plugins'> & Partial<AuthchainConfig>,
  onFinished: (cleanup: () => Promise<void>) => void = onTestFinished,
): Promise<RunningGateway> {
  const clock = createAdjustableClock()
  const reasons = new Map<string, string>()
  const gateway = createGateway({
    config: { authorizer: { type: 'REQUEST', ttlSeconds: 0 }, ...config },
    runtime: { logger: createTestLogger() },
    clock,
    onTrace: ({ path, reason }) => reasons.set(path, reason),
  })
  onFinished(async () => gateway.close())
  const { url } = await gateway.listen({ port: 0 })
  let count = 0

  async function ask(token: string): Promise<string> {
    count += 1
    // A path of its own tells its trace apart.
    const path = `/orders/${count}`
    const { status } = await fetch(`${url}${path}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(15_000),
    })
    return status === 200 ? '200' : `${status} ${reasons.get(path) ?? ''}`
  }

  return {
    clock,
    ask,
    async askAll(tokens) {
      const answers = await Promise.all(tokens.map(async (token) => ask(token)))
      const counts: Record<string, number> = {}
      for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1
      return counts
    },
  }
}
