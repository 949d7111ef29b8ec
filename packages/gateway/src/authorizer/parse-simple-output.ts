/**
 * The output of an HTTP API's authorizer with simple responses.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 * @module
 */
import type { Assumptions, RelyOn } from '../assumptions.js'
import { OutputFault } from './output-fault.js'
import type { AuthorizerOutput } from './parse-output.js'

/**
 * Reads `{ isAuthorized, context? }`. A policy is not taken here, as `isAuthorized` is not taken elsewhere.
 *
 * @param output - Parsed JSON.
 * @throws {@link OutputFault} for anything else.
 */
export function parseSimpleOutput(
  output: unknown,
  assumptions: Assumptions,
  relyOn: RelyOn,
): AuthorizerOutput {
  if (!isRecord(output) || typeof output['isAuthorized'] !== 'boolean') {
    throw new OutputFault('Invalid json in authorizer response')
  }
  const { isAuthorized, context, ...others } = output
  if (Object.keys(others).length > 0) {
    relyOn('simpleUnknownKeys')
    if (assumptions.simpleUnknownKeys === 'fail') {
      throw new OutputFault('Invalid json in authorizer response')
    }
  }
  if (context !== undefined && context !== null && !isRecord(context)) {
    throw new OutputFault('Invalid json in authorizer response')
  }
  return {
    principalId: '',
    verdict: { kind: 'simple', isAuthorized: isAuthorized === true },
    context: new Map(Object.entries(context ?? {})),
    usageIdentifierKey: undefined,
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
