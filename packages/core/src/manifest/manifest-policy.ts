/** What a chain's policies can grow to. @module */
import type { AuthchainConfig } from '../config/config.js'
import type { PolicyScope } from '../contract/decision.js'
import { generatePolicy } from '../policy/policy.js'
import type { CachePlan } from './cache-plan.js'
import type { ManifestPolicy } from './manifest.js'

/** Longer in every part than any API's: the longest partition and region, and a stage of 128 characters. */
const longestArn = {
  partition: 'aws-us-gov',
  region: 'ap-southeast-1',
  accountId: '123456789012',
  apiId: 'abcdefghij',
  stage: 's'.repeat(128),
}
/** The longest resource that IAM policies of API Gateway take. */
const longestResource = 512

/**
 * What an Allow opens and how long the longest policy is.
 *
 * The one place that knows what a table of routes becomes.
 *
 * @param config - Checked.
 * @param cachePlan - Of this config.
 */
export function toPolicyFacts(
  config: Pick<AuthchainConfig, 'routes'>,
  { scope, simpleResponses }: Pick<CachePlan, 'scope' | 'simpleResponses'>,
): ManifestPolicy {
  return {
    scope,
    worstCaseBytes: simpleResponses ? 0 : toWorstCase(scope),
    routes: config.routes === undefined ? null : Object.keys(config.routes),
  }
}

/** An Allow with its condition; a Deny is shorter. */
function toWorstCase(kind: 'stage' | 'request'): number {
  const { partition, region, accountId, apiId, stage } = longestArn
  const prefix = `arn:${partition}:execute-api:${region}:${accountId}:${apiId}/${stage}/GET/`
  const policy = generatePolicy({
    effect: 'Allow',
    arn: longestArn,
    scope: { kind } satisfies PolicyScope,
    methodArn: prefix.padEnd(longestResource, 'p'),
    expiresAtSeconds: 0,
  })
  return Buffer.byteLength(JSON.stringify(policy))
}
