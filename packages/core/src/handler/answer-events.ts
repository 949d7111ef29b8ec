/** Answering events with a chain. @module */
import type {
  Adapter,
  AnswerSettings,
  AuthorizerRequest,
  AuthorizerResponse,
} from '../adapters/adapter.js'
import { defaultDeadlineMilliseconds, openChain } from '../chain/chain.js'
import type { ChainConfig } from '../chain/chain.js'
import { toDenial } from '../chain/denial.js'
import { tell } from '../chain/traced.js'
import type { AuthchainConfig } from '../config/config.js'
import type { Decision, ToScope } from '../contract/decision.js'
import { failure } from '../errors.js'
import { logDecision } from './decision-log.js'
import type { FullRuntime } from './runtime.js'
import { createSetUp } from './set-up.js'

/** The part of Lambda's context that is used. */
export interface LambdaContext {
  readonly awsRequestId: string
  getRemainingTimeInMillis(): number
}

/** A Lambda handler; see `createHandler`. */
export interface AuthorizerHandler {
  /**
   * @throws an Error with the message `Unauthorized` (401) or `Authorizer failure` (500), which API Gateway
   *   reads; never anything of the request.
   */
  (event: unknown, lambdaContext?: LambdaContext): Promise<AuthorizerResponse>
  /** Ends when set-up has ended, never rejects: a failed set-up is tried again by the next invocation. The built entry awaits it in init. */
  warmUp(): Promise<void>
}

/** The part of a config that answering needs. It has been checked. */
export type AnswerableConfig = ChainConfig &
  Pick<AuthchainConfig, 'onUnauthenticated' | 'expiryCondition' | 'logging'>

/** Left for the answer when a plugin uses up its time. */
const reserveMilliseconds = 250
const warmUpMilliseconds = 5000

/** What follows from a config before anything runs. */
export interface Deployment {
  readonly adapter: Adapter
  /** What an Allow opens. */
  readonly toScope: ToScope
}

/** Makes the handler of a checked config. */
export function answerEvents(
  config: AnswerableConfig,
  { adapter, toScope }: Deployment,
  runtime: FullRuntime,
): AuthorizerHandler {
  const setUp = createSetUp((signal) => openChain(config, toScope, runtime, signal), runtime.clock)
  const { deadlineMilliseconds: usual = defaultDeadlineMilliseconds, logging = {} } = config
  const settings = toSettings(config, adapter)
  let isFirst = true

  async function decide(request: AuthorizerRequest, milliseconds: number): Promise<Decision> {
    const opened = setUp.find()
    if (opened !== undefined) return opened(request.context, { deadlineMilliseconds: milliseconds })
    const startedAt = runtime.clock.monotonicMilliseconds()
    const chain = await withTimeout(milliseconds, (signal) => setUp.get(signal))
    const spent = runtime.clock.monotonicMilliseconds() - startedAt
    return chain(request.context, { deadlineMilliseconds: milliseconds - spent })
  }

  const handler = async (
    event: unknown,
    lambdaContext?: LambdaContext,
  ): Promise<AuthorizerResponse> => {
    const startedAt = runtime.clock.monotonicMilliseconds()
    const coldStart = isFirst
    isFirst = false
    const { awsRequestId } = lambdaContext ?? {}
    let request: AuthorizerRequest | undefined
    let decision: Decision
    let answer: ReturnType<Adapter['toResponse']>
    try {
      request = adapter.toRequest(event, awsRequestId ?? '')
      decision = await decide(request, toMilliseconds(lambdaContext, usual))
      answer = adapter.toResponse(decision, request, settings)
    } catch (error) {
      // Such as an Allow for a path that is not safe to name in a policy. A Deny can always be answered.
      decision = toDecision(error)
      answer =
        request === undefined
          ? { thrown: 'Authorizer failure' }
          : adapter.toResponse(decision, request, settings)
    }
    const { context } = request ?? {}
    const milliseconds = runtime.clock.monotonicMilliseconds() - startedAt
    const invocation = {
      function_request_id: awsRequestId,
      cold_start: coldStart,
      duration_ms: Math.round(milliseconds * 1000) / 1000,
    }
    const { principal = 'plain' } = logging
    logDecision(decision, { context, principal, invocation }, runtime)
    const { requestId } = context ?? {}
    tell(runtime.tracer, 'decision', { context, requestId, decision, answer, milliseconds })
    if ('thrown' in answer) throw bareError(answer.thrown)
    return answer
  }

  const warmUp = async (): Promise<void> => {
    try {
      await withTimeout(warmUpMilliseconds, (signal) => setUp.get(signal))
    } catch (error) {
      const { code, plugin = 'chain' } = toDenial(error, undefined)
      runtime.logger.warn('set-up failed', { code, plugin })
    }
  }
  return Object.assign(handler, { warmUp })
}

function toSettings(config: AnswerableConfig, { source }: Adapter): AnswerSettings {
  // HTTP and WebSocket APIs do not document a way from a thrown error to 401.
  const usual = source === 'rest-token' || source === 'rest-request' ? 'throw' : 'deny'
  return {
    onUnauthenticated: config.onUnauthenticated ?? usual,
    expiryCondition: config.expiryCondition ?? true,
  }
}

function toMilliseconds(lambdaContext: LambdaContext | undefined, usual: number): number {
  if (lambdaContext === undefined) return usual
  const remaining = lambdaContext.getRemainingTimeInMillis() - reserveMilliseconds
  return Math.max(0, Math.min(usual, remaining))
}

function toDecision(error: unknown): Decision {
  const { kind, code, plugin, transient, cause } = toDenial(error, undefined)
  return { effect: 'Deny', kind, code, plugin, principalId: undefined, transient, cause }
}

async function withTimeout<T>(
  milliseconds: number,
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const timer = setTimeout(() => {
    controller.abort(failure('chain.deadline'))
  }, milliseconds)
  try {
    return await action(controller.signal)
  } finally {
    clearTimeout(timer)
  }
}

/** Lambda logs what is thrown; API Gateway reads the message alone. */
function bareError(message: string): Error {
  return Object.assign(new Error(message), { stack: message })
}
