/** The API's own resource policy. @module */
import { ConfigInvalidError } from '@authchain/core'
import { defaultAssumptions } from './assumptions.js'
import type { Api } from './events/api.js'
import { PolicyFault, parsePolicy } from './policy-evaluator/policy.js'
import type { Patterns, Policy } from './policy-evaluator/policy.js'

/** A resource policy as `policy` of a REST API has it. */
export type ResourcePolicyDocument = Readonly<Record<string, unknown>>

const shorthand = 'execute-api:/'

/**
 * Checks a resource policy and writes `execute-api:/stage/…` out as an ARN.
 *
 * @throws ConfigInvalidError AC1001 when it is not a policy.
 */
export function createResourcePolicy(document: ResourcePolicyDocument, api: Api): Policy {
  try {
    const policy = parsePolicy(document, {
      origin: 'resource',
      assumptions: defaultAssumptions,
      relyOn: () => {},
    })
    return {
      statements: policy.statements.map((statement) => ({
        ...statement,
        resources: toArns(statement.resources, api),
      })),
    }
  } catch (error) {
    if (!(error instanceof PolicyFault)) throw error
    throw new ConfigInvalidError('AC1001', `createGateway: resourcePolicy: ${error.message}`, {
      cause: error,
    })
  }
}

function toArns({ patterns, negated }: Patterns, api: Api): Patterns {
  const { partition, region, accountId, apiId } = api
  const prefix = `arn:${partition}:execute-api:${region}:${accountId}:${apiId}/`
  return {
    negated,
    patterns: patterns.map((pattern) =>
      pattern.startsWith(shorthand) ? `${prefix}${pattern.slice(shorthand.length)}` : pattern,
    ),
  }
}
