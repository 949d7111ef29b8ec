/** Invokes the authorizer's function as Lambda would: JSON in, JSON out, and only so much time. @module */
import { randomUUID } from 'node:crypto'
import type { LambdaContext } from '@authchain/core'

/** An authorizer's function, as Lambda would call it. */
export type AuthorizerFunction = (event: unknown, lambdaContext: LambdaContext) => Promise<unknown>

/** What came of an invocation. */
export type Invocation =
  | { readonly kind: 'returned'; readonly output: unknown }
  | {
      readonly kind: 'failed'
      readonly errorMessage: string | undefined
      /** What was thrown. It may hold anything: never log it. */
      readonly cause: unknown
    }
  | { readonly kind: 'timeout' }

/**
 * Invokes the function with a copy of the event. What it does after the time is up is ignored.
 *
 * @param timeoutMilliseconds - Of real time, whatever the gateway's clock says.
 * @returns Never rejects.
 */
export async function invoke(
  call: AuthorizerFunction,
  event: unknown,
  timeoutMilliseconds: number,
): Promise<Invocation> {
  const deadline = performance.now() + timeoutMilliseconds
  const lambdaContext: LambdaContext = {
    awsRequestId: randomUUID(),
    getRemainingTimeInMillis: () => Math.max(0, Math.ceil(deadline - performance.now())),
  }
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<Invocation>((resolve) => {
    timer = setTimeout(() => {
      resolve({ kind: 'timeout' })
    }, timeoutMilliseconds)
  })
  try {
    return await Promise.race([run(call, copyOf(event), lambdaContext), timeout])
  } finally {
    clearTimeout(timer)
  }
}

async function run(
  call: AuthorizerFunction,
  event: unknown,
  lambdaContext: LambdaContext,
): Promise<Invocation> {
  try {
    return { kind: 'returned', output: copyOf(await call(event, lambdaContext)) }
  } catch (error) {
    return { kind: 'failed', errorMessage: findErrorMessage(error), cause: error }
  }
}

/** Through JSON, as on the wire: `undefined` vanishes, and neither side can change what the other has. */
function copyOf(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value) ?? 'null')
}

/** What Lambda's Node runtime reports: an error's message, or text that was thrown. */
function findErrorMessage(error: unknown): string | undefined {
  try {
    if (typeof error === 'string') return error
    const { name, message, stack } = error as Readonly<Record<string, unknown>>
    const isError = [name, message, stack].every((each) => typeof each === 'string')
    return isError ? String(message) : undefined
  } catch {
    return undefined
  }
}
