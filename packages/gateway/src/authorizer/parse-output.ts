/**
 * The authorizer's output, read as strictly as API Gateway reads it.
 *
 * Source: API Gateway Developer Guide, "Output from an API Gateway Lambda authorizer".
 *
 * @module
 */
import type { Assumptions, RelyOn } from '../assumptions.js'
import { OutputFault } from './output-fault.js'
import { PolicyFault, parsePolicy } from '../policy-evaluator/policy.js'
import type { Policy } from '../policy-evaluator/policy.js'

/** An output that API Gateway accepts. */
export interface AuthorizerOutput {
  /** Empty only where an assumption says that it may be missing. */
  readonly principalId: string
  readonly verdict: OutputVerdict
  /** As backends receive it. Numbers and booleans are text by now, except where an HTTP API keeps them. */
  readonly context: ReadonlyMap<string, unknown>
  readonly usageIdentifierKey: string | undefined
}

/** A policy, which is evaluated for each request; or the answer to all of them. */
export type OutputVerdict =
  | {
      readonly kind: 'policy'
      readonly policy: Policy
      /** As returned, for tools. */
      readonly policyDocument: unknown
    }
  | { readonly kind: 'simple'; readonly isAuthorized: boolean }

/** What an output is read as. */
export interface OutputFormat {
  /** Of a WebSocket API's result, in bytes. */
  readonly mostBytes?: number
  /** HTTP APIs with payload 2.0 keep numbers, booleans, lists and maps as they are. */
  readonly keepsTypes?: boolean
}

const knownKeys = new Set(['principalId', 'policyDocument', 'context', 'usageIdentifierKey'])

/**
 * Reads an output.
 *
 * @param output - Parsed JSON: what the function returned has been through `JSON.stringify`.
 * @throws {@link OutputFault} for an unknown key, a policy that is none, a context value that is not flat, a
 *   result over the limit.
 */
export function parseOutput(
  output: unknown,
  assumptions: Assumptions,
  relyOn: RelyOn,
  { mostBytes = Infinity, keepsTypes = false }: OutputFormat = {},
): AuthorizerOutput {
  if (mostBytes !== Infinity && Buffer.byteLength(JSON.stringify(output) ?? '') > mostBytes) {
    throw new OutputFault('Authorizer response is too large')
  }
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
    verdict: {
      kind: 'policy',
      policy: toPolicy(output['policyDocument'], assumptions, relyOn),
      policyDocument: output['policyDocument'],
    },
    context: toContext(output['context'], keepsTypes),
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

function toContext(value: unknown, keepsTypes: boolean): ReadonlyMap<string, unknown> {
  if (value === undefined || value === null) return new Map()
  if (!isRecord(value)) throw new OutputFault('Invalid JSON in response: context is not an object')
  const entries = Object.entries(value)
  return new Map(keepsTypes ? entries : entries.map(([key, each]) => [key, toContextValue(each)]))
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
