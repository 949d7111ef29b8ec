/** What infrastructure reads of a config. @module */
export { toCachePlan } from './cache-plan.js'
export type { CachePlan } from './cache-plan.js'
export { checkEnvironment, toEnvironmentFacts } from './environment.js'
export type { EnvironmentFacts, ReadVariable } from './environment.js'
export { toFingerprint } from './fingerprint.js'
export type {
  Manifest,
  ManifestAuthorizer,
  ManifestFunction,
  ManifestPolicy,
  ManifestResponse,
  ManifestResponses,
  ManifestSecret,
  ManifestStatement,
  ManifestVariable,
} from './manifest.js'
export { toPolicyFacts } from './manifest-policy.js'
export { toDenialResponses } from './manifest-responses.js'
export { toManifest } from './to-manifest.js'
export type { BuildFacts } from './to-manifest.js'
