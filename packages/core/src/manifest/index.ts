/** What infrastructure reads of a config. @module */
export { toCachePlan } from './cache-plan.js'
export type { CachePlan } from './cache-plan.js'
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
