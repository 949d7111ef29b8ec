/** Everything that is to be known about a configuration before it is deployed. @module */
import { createHandler } from '@authchain/core'
import type { AuthchainConfig } from '@authchain/core'
import { planAuthorizer, toFingerprint } from '@authchain/core/manifest'
import type { AuthorizerPlan } from '@authchain/core/manifest'
import { dirname } from 'node:path'
import { compile } from '../bundle/compile.js'
import { toParts } from '../bundle/parts.js'
import type { BundlePart } from '../bundle/parts.js'
import { findDeployedRoutes } from '../config/deployed-routes.js'
import { loadConfig } from '../config/load-config.js'
import { comparePlan } from './compare-plan.js'
import { findBundleFindings } from './find-bundle-findings.js'
import { findCacheFindings } from './find-cache-findings.js'
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
}

/** What was found. */
export interface CheckResult {
  readonly config: AuthchainConfig
  readonly authorizerPlan: AuthorizerPlan
  readonly parts: readonly BundlePart[]
  readonly findings: readonly Finding[]
}

/**
 * Checks a configuration, what it would bundle to and, with a plan, what is deployed of it. Nothing is written.
 *
 * @throws what keeps it from being built: {@link ToolError} or `ConfigInvalidError`.
 */
export async function check({ configPath, plan, authorizer }: CheckOptions): Promise<CheckResult> {
  const folder = dirname(configPath)
  const { config } = await loadConfig(configPath)
  const deployedRoutes = await findDeployedRoutes(config, folder)
  createHandler(config, { deployedRoutes })
  const authorizerPlan = planAuthorizer(config, { deployedRoutes })
  const { cachePlan, routePlan } = authorizerPlan
  const { metafile, outputs } = await compile(configPath, {
    cachePlan,
    routeFacts: routePlan?.facts,
    fingerprint: toFingerprint(config),
  })
  const findings = [
    ...findCacheFindings(config, cachePlan),
    ...(routePlan === undefined ? [] : findRouteFindings(config, routePlan)),
    ...findBundleFindings(metafile, outputs, folder),
    ...findVersionFindings(folder),
    ...(plan === undefined ? [] : comparePlan({ plan, authorizer, authorizerPlan })),
  ]
  return { config, authorizerPlan, parts: toParts(metafile, outputs, folder), findings }
}
