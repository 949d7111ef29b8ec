/** A configuration's handler, and what it said of one request. @module */
import { createHandler } from '@authchain/core'
import type {
  AuthchainConfig,
  AuthorizerResponse,
  Decision,
  LambdaContext,
  RuntimeOptions,
} from '@authchain/core'

/** What one plugin answered. */
export interface PluginStep {
  readonly plugin: string
  /** `pass`, `abstain`, `skip`, or the kind of a denial. */
  readonly outcome: string
  /** Why, where a plugin says why: a code or the reason of an abstain. */
  readonly reason: string | undefined
  readonly milliseconds: number
}

/** What was seen of one invocation. */
export interface Seen {
  readonly steps: readonly PluginStep[]
  /** undefined when the chain was not asked, or did not come to its end. */
  readonly decision: Decision | undefined
  /** What was returned; undefined when nobody was asked or the handler threw. */
  readonly answer: AuthorizerResponse | undefined
  readonly milliseconds: number
}

/** A handler that is looked at. It is made for one request. */
export interface Witness {
  /** Sets the chain up; never rejects. */
  warmUp(): Promise<void>
  /** Rejects as the handler does. */
  readonly ask: (event: unknown, lambdaContext: LambdaContext) => Promise<AuthorizerResponse>
  seen(): Seen
}

/**
 * Makes the handler as the bundle would.
 *
 * @throws `ConfigInvalidError` when core refuses the configuration.
 */
export function createWitness(
  config: AuthchainConfig,
  runtime: RuntimeOptions,
  deployedRoutes: readonly string[] | undefined,
): Witness {
  const steps: PluginStep[] = []
  let decision: Decision | undefined
  let answer: AuthorizerResponse | undefined
  let milliseconds = 0
  const handler = createHandler(config, {
    ...runtime,
    deployedRoutes,
    tracer: {
      event(name, fields) {
        if (name === 'plugin') steps.push(toStep(fields))
        if (name === 'decision') decision = fields['decision'] as Decision
      },
    },
  })
  return {
    warmUp: async () => handler.warmUp(),
    async ask(event, lambdaContext) {
      const startedAt = performance.now()
      try {
        answer = await handler(event, lambdaContext)
        return answer
      } finally {
        milliseconds = performance.now() - startedAt
      }
    },
    seen: () => ({ steps, decision, answer, milliseconds }),
  }
}

function toStep(fields: Readonly<Record<string, unknown>>): PluginStep {
  const { plugin, outcome, reason, code, milliseconds } = fields
  return {
    plugin: String(plugin),
    outcome: String(outcome),
    reason: findText(code) ?? findText(reason),
    milliseconds: Number(milliseconds),
  }
}

function findText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
