/** The Lambda function that API Gateway asks. @module */
import type { AnswerSettings, AuthorizerRequest, AuthorizerResponse } from '../adapters/adapter.js'
import { selectAdapter } from '../adapters/adapters.js'
import { defaultDeadlineMilliseconds, openChain } from '../chain/chain.js'
import { toDenial } from '../chain/denial.js'
import { tell } from '../chain/traced.js'
import { checkConfig } from '../config/check-config.js'
import type { AuthchainConfig } from '../config/config.js'
import type { Decision } from '../contract/decision.js'
import type { AnyPlugin } from '../contract/plugin.js'
import type { RuntimeOptions } from '../contract/runtime.js'
import { toCachePlan } from '../manifest/cache-plan.js'
import { logDecision } from './decision-log.js'
import { createRuntime } from './runtime.js'
import { createSetUp } from './set-up.js'

/** The part of Lambda's context that is used. */
export interface LambdaContext {
  readonly awsRequestId: string
  getRemainingTimeInMillis(): number
}

/** A Lambda handler; see {@link createHandler}. */
export interface AuthorizerHandler {
  /**
   * @throws an Error with the message `Unauthorized` (401) or `Authorizer failure` (500), which API Gateway
   *   reads; never anything of the request.
   */
  (event: unknown, lambdaContext?: LambdaContext): Promise<AuthorizerResponse>
  /** Ends when set-up has ended, never rejects: a failed set-up is tried again by the next invocation. The built entry awaits it in init. */
  warmUp(): Promise<void>
}

/** Left for the answer when a plugin uses up its time. */
const reserveMilliseconds = 250
const warmUpMilliseconds = 5000

/**
 * Makes the Lambda handler of a config. The config is checked now, so that a function that cannot work does
 * not start; plugins are set up by `warmUp()` or by the first event.
 *
 * | decision        | answer                                                                 |
 * | --------------- | ---------------------------------------------------------------------- |
 * | Allow           | Allow policy for the stage or the request, with the response context    |
 * | unauthenticated | throws `Unauthorized` → 401 (or a Deny policy: `onUnauthenticated`)     |
 * | forbidden       | Deny policy → 403                                                       |
 * | failure         | throws `Authorizer failure` → 500                                       |
 *
 * @throws {@link ConfigInvalidError} AC1001 to AC1010 for a config that cannot run.
 * @example
 * ```ts
 * export const handler = createHandler(config)
 * await handler.warmUp()
 * ```
 */
export function createHandler<P extends readonly AnyPlugin[]>(
  // The handler runs any config, whatever its plugins provide.
  config: AuthchainConfig<P, never> | AuthchainConfig<P>,
  runtimeOptions: RuntimeOptions = {},
): AuthorizerHandler {
  checkConfig(config)
  const plan = toCachePlan(config)
  const adapter = selectAdapter(plan)
  const runtime = createRuntime(runtimeOptions)
  const setUp = createSetUp((signal) => openChain(config, runtime, signal), runtime.clock)
  const { deadlineMilliseconds: usual = defaultDeadlineMilliseconds, logging = {} } = config
  const settings: AnswerSettings = {
    // HTTP and WebSocket APIs do not document a way from a thrown error to 401.
    onUnauthenticated: config.onUnauthenticated ?? (plan.api === 'rest' ? 'throw' : 'deny'),
    expiryCondition: config.expiryCondition ?? true,
  }
  let isFirst = true

  async function decide(request: AuthorizerRequest, milliseconds: number): Promise<Decision> {
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
    const lambdaRequestId = lambdaContext?.awsRequestId ?? ''
    let request: AuthorizerRequest | undefined
    let decision: Decision
    let answer: ReturnType<typeof adapter.toResponse>
    try {
      request = adapter.toRequest(event, lambdaRequestId)
      decision = await decide(request, toMilliseconds(lambdaContext, usual))
      answer = adapter.toResponse(decision, request, settings)
    } catch (error) {
      decision = toDecision(error)
      answer = toSafeAnswer(decision, request)
    }
    const { context } = request ?? {}
    const durationMilliseconds = runtime.clock.monotonicMilliseconds() - startedAt
    const facts = { lambdaRequestId, durationMilliseconds, coldStart }
    const principal = logging.principal ?? 'plain'
    logDecision(decision, { ...facts, context, principal }, runtime)
    tell(runtime.tracer, 'decision', { requestId: context?.requestId, decision, answer })
    if ('thrown' in answer) throw bareError(answer.thrown)
    return answer
  }

  /** A decision that could not be answered as it stood, such as an Allow for a path that is not safe. */
  function toSafeAnswer(
    decision: Decision,
    request: AuthorizerRequest | undefined,
  ): ReturnType<typeof adapter.toResponse> {
    if (request === undefined) return { thrown: 'Authorizer failure' }
    try {
      return adapter.toResponse(decision, request, settings)
    } catch {
      return { thrown: 'Authorizer failure' }
    }
  }

  const warmUp = async (): Promise<void> => {
    try {
      await withTimeout(warmUpMilliseconds, (signal) => setUp.get(signal))
    } catch (error) {
      const { code, plugin = 'chain' } = toDenial(error, undefined)
      runtime.logger.warn('set-up failed and will be tried again', { code, plugin })
    }
  }
  return Object.assign(handler, { warmUp })
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
  action: (signal: AbortSignal) => T | Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const timer = setTimeout(() => {
    controller.abort()
  }, milliseconds)
  try {
    return await action(controller.signal)
  } finally {
    clearTimeout(timer)
  }
}

/** Lambda logs what is thrown; API Gateway reads the message alone. */
function bareError(message: string): Error {
  const error = new Error(message)
  error.stack = message
  return error
}
