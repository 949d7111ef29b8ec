/** A handler whose chain may come later. @module */
import {
  createHandler,
  createRuntime,
  definePlugin,
  failure,
  isAuthchainError,
  untilAborted,
} from '@authchain/core'
import type { AuthorizerHandler, DenialCode, LambdaContext } from '@authchain/core'
import type { Deployed } from './deployed.js'
import type { ReadChain } from './parameter.js'
import { parseChain } from './parse-chain.js'
import { toCheckedHandler } from './serve.js'

const place = 'AUTHCHAIN_CHAIN_PARAMETER'
const readMilliseconds = 3000
/** Left for the chain when a request has to wait for the read. */
const reserveMilliseconds = 500
const firstPauseMilliseconds = 100
const longestPauseMilliseconds = 10_000

/**
 * Reads the chain in the init phase, for at most 3 s.
 *
 * | what happens                          | then                                                              |
 * | ------------------------------------- | ----------------------------------------------------------------- |
 * | the chain is read and right           | it runs, and is not read again                                    |
 * | it is read and wrong                  | the error is thrown: the function does not start                  |
 * | it cannot be read                     | requests are failures (500, uncached) `runtime.chain_unavailable` |
 * | a later request                       | reads again, after a pause of 100 ms that doubles up to 10 s      |
 * | it is then read and wrong             | every request is a failure `runtime.chain_invalid`                |
 *
 * @throws ConfigInvalidError for a chain that was read and is wrong.
 * @example
 * ```ts
 * export const handler = await serveWhenRead(createParameterReader('/orders/chain'), deployed)
 * ```
 */
export async function serveWhenRead(
  read: ReadChain,
  deployed: Deployed,
): Promise<AuthorizerHandler> {
  const { logger, clock } = createRuntime()
  const unavailable = createFailing(deployed, 'runtime.chain_unavailable')
  let opened: AuthorizerHandler | undefined
  let reading: Promise<AuthorizerHandler | undefined> | undefined
  let failures = 0
  let notBefore = 0

  /** Undefined when the text cannot be had. */
  async function open(milliseconds: number): Promise<AuthorizerHandler | undefined> {
    let text: string
    try {
      const signal = AbortSignal.timeout(Math.max(1, milliseconds))
      text = await untilAborted(read(signal), signal)
    } catch (error) {
      const pause = Math.min(firstPauseMilliseconds * 2 ** failures, longestPauseMilliseconds)
      failures += 1
      notBefore = clock.monotonicMilliseconds() + pause
      logger.warn('the chain cannot be read', { error: toName(error) })
      return undefined
    }
    return toCheckedHandler(await parseChain(text, place), deployed)
  }

  async function openLater(context: LambdaContext | undefined): Promise<AuthorizerHandler> {
    if (reading === undefined && clock.monotonicMilliseconds() < notBefore) return unavailable
    const left = (context?.getRemainingTimeInMillis() ?? readMilliseconds) - reserveMilliseconds
    reading ??= open(Math.min(readMilliseconds, left))
    try {
      opened = await reading
    } catch (error) {
      if (!isAuthchainError(error)) throw error
      logger.error(error.message, { code: error.code })
      opened = createFailing(deployed, 'runtime.chain_invalid')
    } finally {
      reading = undefined
    }
    return opened ?? unavailable
  }

  opened = await open(readMilliseconds)
  await opened?.warmUp()
  return Object.assign(
    async (event: unknown, context?: LambdaContext): ReturnType<AuthorizerHandler> =>
      (opened ?? (await openLater(context)))(event, context),
    { warmUp: async () => opened?.warmUp() },
  )
}

/** A handler that logs and counts like any other, and fails. */
function createFailing({ settings }: Deployed, code: DenialCode): AuthorizerHandler {
  const failing = definePlugin({
    name: 'runtime',
    validate() {
      throw failure(code)
    },
  })
  return createHandler({ plugins: [failing()], authorizer: settings })
}

/** Of what the SDK threw; its message may hold anything. */
function toName(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}
