/** From a config and its archive to the manifest. @module */
import type { AuthchainConfig } from '../config/config.js'
import { mergeSequence } from '../contract/requirements.js'
import type { SecretRef } from '../contract/secret-store.js'
import type { CachePlan } from './cache-plan.js'
import type { Manifest, ManifestFunction, ManifestSecret } from './manifest.js'
import { toPolicyFacts } from './manifest-policy.js'
import { toDenialResponses } from './manifest-responses.js'
import { toStatements } from './manifest-statements.js'

/** What only the build knows. */
export interface BuildFacts extends Pick<Manifest, 'authchainVersion' | 'parts' | 'environment'> {
  readonly cachePlan: CachePlan
  readonly function: Omit<ManifestFunction, 'deadlineMilliseconds'>
}

/** As long as the chain may take when the config does not say. */
const usualDeadlineMilliseconds = 5000

/**
 * Writes down everything that infrastructure has to know of a config. Equal configs and archives give equal
 * manifests: everything is sorted, and no time and no path stands in them.
 *
 * @param config - Checked.
 * @example
 * ```ts
 * const manifest = toManifest(config, { cachePlan: toCachePlan(config), ...facts })
 * ```
 */
export function toManifest(config: AuthchainConfig, facts: BuildFacts): Manifest {
  const { cachePlan, authchainVersion, parts, environment } = facts
  const requirements = mergeSequence(config.plugins)
  const { api, type, payload, simpleResponses, header, ttlSeconds } = cachePlan
  return {
    schemaVersion: 1,
    authchainVersion,
    authorizer: {
      api,
      type,
      payload,
      simpleResponses,
      header: type === 'TOKEN' ? header : null,
      ttlSeconds,
      identitySources: cachePlan.identitySources,
      validationExpression: cachePlan.validationExpression,
    },
    policy: toPolicyFacts(config, cachePlan),
    function: {
      ...facts.function,
      deadlineMilliseconds: config.deadlineMilliseconds ?? usualDeadlineMilliseconds,
    },
    parts,
    environment: [...environment].toSorted(byText(({ name }) => name)),
    secrets: toSecrets(requirements.secrets),
    statements: toStatements(requirements),
    hosts: [...requirements.hosts].toSorted(byText((host) => host)),
    responses: toDenialResponses(config),
  }
}

/** The name of a literal may be its value in a store that somebody else wrote. */
function toSecrets(references: readonly SecretRef[]): readonly ManifestSecret[] {
  const secrets = references.map(({ store, name }) => ({
    store,
    name: store === 'literal' ? '' : name,
  }))
  const keyOf = ({ store, name }: ManifestSecret): string => JSON.stringify([store, name])
  const distinct = new Map(secrets.map((secret) => [keyOf(secret), secret]))
  return [...distinct.values()].toSorted(byText(keyOf))
}

/** By code units, which are the same in every locale. */
function byText<T>(textOf: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => {
    const [left, right] = [textOf(a), textOf(b)]
    if (left === right) return 0
    return left < right ? -1 : 1
  }
}
