/**
 * The authorizer's policy together with the API's own resource policy.
 *
 * Source: API Gateway Developer Guide, "How API Gateway resource policies affect authorization workflow",
 * table A. A resource policy that explicitly denies has ended the request before the authorizer is asked.
 *
 * @module
 */
import type { PolicyDecision } from './evaluate-policy.js'

/**
 * Combines both answers; a Deny of either wins and an Allow of either is enough.
 *
 * | authorizer   | resource policy      | together     |
 * | ------------ | -------------------- | ------------ |
 * | Allow        | Allow or nothing     | Allow        |
 * | nothing      | Allow                | Allow        |
 * | nothing      | nothing              | ImplicitDeny |
 * | Deny         | any                  | ExplicitDeny |
 * | any          | Deny                 | ExplicitDeny |
 *
 * @param resourcePolicy - undefined when the API has none.
 */
export function combineDecisions(
  authorizer: PolicyDecision,
  resourcePolicy: PolicyDecision | undefined,
): PolicyDecision {
  if (authorizer === 'ExplicitDeny' || resourcePolicy === 'ExplicitDeny') return 'ExplicitDeny'
  return authorizer === 'Allow' || resourcePolicy === 'Allow' ? 'Allow' : 'ImplicitDeny'
}
