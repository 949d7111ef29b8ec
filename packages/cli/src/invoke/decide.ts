/** One decision, with everything a tool can know about it. @module */
import { createHandler } from '@authchain/core'
import type { AuthchainConfig, Decision, Logger, PolicyDocument } from '@authchain/core'

/** What one plugin answered. */
interface PluginStep {
  readonly plugin: string
  /** `pass`, `abstain`, `skip`, or the kind of a denial. */
  readonly outcome: string
  /** Why, where a plugin says why: a code or the reason of an abstain. */
  readonly reason: string | undefined
  readonly milliseconds: number
}

/** A decision as the client and the backend would see it. */
export interface InvokeResult {
  readonly effect: 'Allow' | 'Deny'
  /** What the client gets; 200 stands for whatever the backend answers. */
  readonly status: 200 | 401 | 403 | 500
  readonly kind: 'allowed' | 'unauthenticated' | 'forbidden' | 'failure'
  readonly code: string | undefined
  readonly plugin: string | undefined
  readonly principalId: string | undefined
  /** For the backend, as API Gateway gets it. */
  readonly context: Readonly<Record<string, unknown>> | undefined
  readonly policy: PolicyDocument | undefined
  readonly durationMilliseconds: number
  readonly steps: readonly PluginStep[]
  /** Of a failure, what was thrown. It may hold anything. */
  readonly cause: unknown
}

/** Longest time, in milliseconds, that one invocation may take: API Gateway waits no longer. */
const longestMilliseconds = 29_000

/**
 * Sends one event to the handler of a configuration, in this process.
 *
 * @param event - undefined stands for a request for which API Gateway does not ask the authorizer: 401.
 * @throws `ConfigInvalidError` when core refuses the configuration.
 */
export async function decide(
  config: AuthchainConfig,
  event: unknown,
  logger: Logger,
): Promise<InvokeResult> {
  const steps: PluginStep[] = []
  let decision: Decision | undefined
  const handler = createHandler(config, {
    logger,
    tracer: {
      event(name, fields) {
        if (name === 'plugin') steps.push(toStep(fields))
        if (name === 'decision') decision = fields['decision'] as Decision
      },
    },
  })
  if (event === undefined) return notAsked
  await handler.warmUp()
  const startedAt = performance.now()
  const endsAt = startedAt + longestMilliseconds
  const answer = await handler(event, {
    awsRequestId: 'authchain-invoke',
    getRemainingTimeInMillis: () => endsAt - performance.now(),
  }).catch((error: unknown) => (error instanceof Error ? error.message : 'Authorizer failure'))
  const durationMilliseconds = performance.now() - startedAt
  const denial = decision?.effect === 'Deny' ? decision : undefined
  const policy =
    typeof answer !== 'string' && 'policyDocument' in answer ? answer.policyDocument : undefined
  const facts = toFacts(answer, policy)
  return {
    ...facts,
    kind: facts.effect === 'Allow' ? 'allowed' : (denial?.kind ?? 'failure'),
    code: denial?.code,
    plugin: denial?.plugin,
    principalId: decision?.principalId,
    context: typeof answer === 'string' ? undefined : answer.context,
    policy,
    durationMilliseconds,
    steps,
    cause: denial?.cause,
  }
}

const notAsked: InvokeResult = {
  effect: 'Deny',
  status: 401,
  kind: 'unauthenticated',
  code: undefined,
  plugin: undefined,
  principalId: undefined,
  context: undefined,
  policy: undefined,
  durationMilliseconds: 0,
  steps: [],
  cause: undefined,
}

/** What is not plainly an Allow is none. */
function toFacts(
  answer: unknown,
  policy: PolicyDocument | undefined,
): Pick<InvokeResult, 'effect' | 'status'> {
  if (answer === 'Unauthorized') return { effect: 'Deny', status: 401 }
  if (policy === undefined) return { effect: 'Deny', status: 500 }
  const effects = policy.Statement.map(({ Effect }) => Effect)
  const isAllow = effects.length > 0 && effects.every((effect) => effect === 'Allow')
  return isAllow ? { effect: 'Allow', status: 200 } : { effect: 'Deny', status: 403 }
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
