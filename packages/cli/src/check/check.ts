/** Everything that is to be known about a configuration before it is deployed. @module */
import type { AuthchainConfig } from '@authchain/core'
import type { AuthorizerPlan, Manifest } from '@authchain/core/manifest'
import { dirname } from 'node:path'
import { prepareBundle } from '../bundle/prepare-bundle.js'
import { findOpenApi } from '../config/deployed-routes.js'
import { comparePlan } from './compare-plan.js'
import { findBundleFindings } from './find-bundle-findings.js'
import { findCacheFindings } from './find-cache-findings.js'
import { findOpenApiFindings } from './find-open-api-findings.js'
import { findPrincipalFindings } from './find-principal-findings.js'
import { findRouteFindings } from './find-route-findings.js'
import { findVersionFindings } from './find-version-findings.js'
import type { Finding } from './finding.js'
import type { Plan } from './read-plan.js'

/** What to check. */
export interface CheckOptions {
  /** Absolute. */
  readonly configPath: string
  /** What Terraform would deploy; nothing is compared without it. */
  readonly plan: Plan | undefined
  /** Address of the authorizer in the plan. */
  readonly authorizer: string | undefined
  /** As for a build. */
  readonly allowEnvSecrets: boolean
}

/** What was found. */
export interface CheckResult {
  readonly config: AuthchainConfig
  readonly authorizerPlan: AuthorizerPlan
  readonly manifest: Manifest
  readonly findings: readonly Finding[]
}

/**
 * Checks a configuration, what it would bundle to and, with a plan, what is deployed of it. Nothing is written.
 *
 * @throws what keeps it from being built: {@link ToolError} or `ConfigInvalidError`.
 */
export async function check({
  configPath,
  plan,
  authorizer,
  allowEnvSecrets,
}: CheckOptions): Promise<CheckResult> {
  const folder = dirname(configPath)
  const prepared = await prepareBundle(configPath, { allowEnvSecrets })
  const { config, authorizerPlan, manifest } = prepared
  const { cachePlan, routePlan } = authorizerPlan
  const openApi = await findOpenApi(config, folder)
  const findings = [
    ...findPrincipalFindings(config),
    ...findCacheFindings(config, cachePlan),
    ...(routePlan === undefined ? [] : findRouteFindings(config, routePlan)),
    ...(openApi === undefined ? [] : findOpenApiFindings(config, openApi)),
    ...findBundleFindings(prepared, folder),
    ...findVersionFindings(folder),
    ...(plan === undefined ? [] : comparePlan({ plan, authorizer, config, authorizerPlan })),
  ]
  return { config, authorizerPlan, manifest, findings }
}
