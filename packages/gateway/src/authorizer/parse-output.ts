/**
 * The authorizer's output, read as strictly as API Gateway reads it.
 *
 * Source: API Gateway Developer Guide, "Output from an API Gateway Lambda authorizer".
 *
 * @module
 */
import type { Assumptions, RelyOn } from '../assumptions.js'
import { PolicyFault, parsePolicy } from '../policy-evaluator/policy.js'
import type { Policy } from '../policy-evaluator/policy.js'

/** An output that API Gateway accepts. */
export interface AuthorizerOutput {
  /** Empty only where an assumption says that it may be missing. */
  readonly principalId: string
  readonly policy: Policy
  /** The document as returned, for tools. */
  readonly policyDocument: unknown
  /** As backends receive it: numbers and booleans are text by now, null stays null. */
  readonly context: ReadonlyMap<string, string | null>
  readonly usageIdentifierKey: string | undefined
}

/** Why API Gateway cannot read an output: a phrase of its execution log. */
export class OutputFault extends Error {
  override readonly name = 'OutputFault'
}

const knownKeys = new Set(['principalId', 'policyDocument', 'context', 'usageIdentifierKey'])

/**
 * Reads an output.
 *
 * @param output - Parsed JSON: what the function returned has been through `JSON.stringify`.
 * @throws {@link OutputFault} for an unknown key, a policy that is none, a context value that is not flat.
 */
export function parseOutput(
  output: unknown,
  assumptions: Assumptions,
  relyOn: RelyOn,
): AuthorizerOutput {
  if (!isRecord(output)) throw new OutputFault('Could not parse policy')
  const unknownKey = Object.keys(output).find((key) => !knownKeys.has(key))
  if (unknownKey !== undefined) {
    const label = /^\w{1,40}$/.test(unknownKey) ? ` "${unknownKey}"` : ''
    throw new OutputFault(
      `Invalid JSON in response: Unrecognized field${label}, not marked as ignorable`,
    )
  }
  return {
    principalId: toPrincipalId(output['principalId'], assumptions, relyOn),
    policy: toPolicy(output['policyDocument'], assumptions, relyOn),
    policyDocument: output['policyDocument'],
    context: toContext(output['context']),
    usageIdentifierKey: toUsageIdentifierKey(output['usageIdentifierKey']),
  }
}

function toPrincipalId(value: unknown, assumptions: Assumptions, relyOn: RelyOn): string {
  if (typeof value === 'string' && value !== '') return value
  const isMissing = value === undefined || value === null || value === ''
  if (isMissing) relyOn('missingPrincipalId')
  if (isMissing && assumptions.missingPrincipalId === 'accept') return ''
  throw new OutputFault('Invalid JSON in response: principalId is missing or not a string')
}

function toPolicy(document: unknown, assumptions: Assumptions, relyOn: RelyOn): Policy {
  try {
    return parsePolicy(document, { origin: 'authorizer', assumptions, relyOn })
  } catch (error) {
    if (error instanceof PolicyFault) {
      throw new OutputFault(`Unable to parse given policy: ${error.message}`, { cause: error })
    }
    throw error
  }
}

function toContext(value: unknown): ReadonlyMap<string, string | null> {
  if (value === undefined || value === null) return new Map()
  if (!isRecord(value)) throw new OutputFault('Invalid JSON in response: context is not an object')
  return new Map(Object.entries(value).map(([key, each]) => [key, toContextValue(each)]))
}

function toContextValue(value: unknown): string | null {
  if (value === null || typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const token = Array.isArray(value) ? 'START_ARRAY' : 'START_OBJECT'
  throw new OutputFault(
    `Invalid JSON in response: Can not deserialize instance of java.lang.String out of ${token} token`,
  )
}

function toUsageIdentifierKey(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  throw new OutputFault('Invalid JSON in response: usageIdentifierKey is not a string')
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
