/** One decision, with everything a tool can know about it. @module */
import { createHandler } from '@authchain/core'
import type {
  AuthchainConfig,
  AuthorizerResponse,
  Decision,
  Logger,
  PolicyDocument,
} from '@authchain/core'
import { toCachePlan } from '@authchain/core/manifest'
import { eventShapes, toEventShape } from './event-shape.js'

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
  /** Which API's authorizer was asked, in words. */
  readonly api: string
  readonly effect: 'Allow' | 'Deny'
  /** What the client gets; 200 stands for whatever the backend answers. */
  readonly status: 200 | 401 | 403 | 500
  readonly kind: 'allowed' | 'unauthenticated' | 'forbidden' | 'failure'
  readonly code: string | undefined
  readonly plugin: string | undefined
  readonly principalId: string | undefined
  /** For the backend, as API Gateway gets it. */
  readonly context: Readonly<Record<string, unknown>> | undefined
  /** Of an answer with a policy. */
  readonly policy: PolicyDocument | undefined
  /** Of a simple response. */
  readonly isAuthorized: boolean | undefined
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
  const api = toApi(config)
  if (event === undefined) return { ...notAsked, api }
  await handler.warmUp()
  const startedAt = performance.now()
  const endsAt = startedAt + longestMilliseconds
  const answer = await handler(event, {
    awsRequestId: 'authchain-invoke',
    getRemainingTimeInMillis: () => endsAt - performance.now(),
  }).catch((error: unknown) => (error instanceof Error ? error.message : 'Authorizer failure'))
  const durationMilliseconds = performance.now() - startedAt
  const denial = decision?.effect === 'Deny' ? decision : undefined
  const facts = toFacts(answer)
  return {
    ...facts,
    api,
    kind: facts.effect === 'Allow' ? 'allowed' : (denial?.kind ?? 'failure'),
    code: denial?.code,
    plugin: denial?.plugin,
    principalId: decision?.principalId,
    context: typeof answer === 'string' ? undefined : answer.context,
    durationMilliseconds,
    steps,
    cause: denial?.cause,
  }
}

const notAsked: Omit<InvokeResult, 'api'> = {
  effect: 'Deny',
  status: 401,
  kind: 'unauthenticated',
  code: undefined,
  plugin: undefined,
  principalId: undefined,
  context: undefined,
  policy: undefined,
  isAuthorized: undefined,
  durationMilliseconds: 0,
  steps: [],
  cause: undefined,
}

function toApi(config: AuthchainConfig): string {
  const plan = toCachePlan(config)
  const { title } = eventShapes[toEventShape(plan)]
  return plan.simpleResponses ? `${title}, simple response` : title
}

/** What is not plainly an Allow is none. */
function toFacts(
  answer: AuthorizerResponse | string,
): Pick<InvokeResult, 'effect' | 'status' | 'policy' | 'isAuthorized'> {
  const nothing = { policy: undefined, isAuthorized: undefined }
  if (answer === 'Unauthorized') return { effect: 'Deny', status: 401, ...nothing }
  if (typeof answer === 'string') return { effect: 'Deny', status: 500, ...nothing }
  if ('policyDocument' in answer) {
    const policy = answer.policyDocument
    return { ...toEffect(isAllowing(policy)), policy, isAuthorized: undefined }
  }
  const { isAuthorized } = answer
  return { ...toEffect(isAuthorized === true), policy: undefined, isAuthorized }
}

function toEffect(isAllowed: boolean): Pick<InvokeResult, 'effect' | 'status'> {
  return isAllowed ? { effect: 'Allow', status: 200 } : { effect: 'Deny', status: 403 }
}

function isAllowing({ Statement }: PolicyDocument): boolean {
  return Statement.length > 0 && Statement.every(({ Effect }) => Effect === 'Allow')
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
