/** What `check` finds (AC5xxx). @module */
import type { CliFault } from './cli-fault.js'

/** The codes of {@link checkFaults}. */
export type CheckFaultCode =
  | 'AC5001'
  | 'AC5002'
  | 'AC5003'
  | 'AC5004'
  | 'AC5005'
  | 'AC5006'
  | 'AC5007'
  | 'AC5008'
  | 'AC5009'
  | 'AC5010'
  | 'AC5011'
  | 'AC5012'
  | 'AC5013'
  | 'AC5014'
  | 'AC5015'
  | 'AC5016'
  | 'AC5017'
  | 'AC5018'
  | 'AC5019'
  | 'AC5020'
  | 'AC5021'
  | 'AC5022'
  | 'AC5023'
  | 'AC5024'

/** Rows of findings; AC5012 and AC5017 end the command instead. */
export const checkFaults: Readonly<Record<CheckFaultCode, CliFault>> = {
  AC5001: {
    title: 'An Allow opens the whole stage',
    why: 'There is no route table, and no plugin reads the route.',
    fix: 'Leave it so if every caller may call every route; else add `routes`.',
    exitCode: 2,
  },
  AC5002: {
    title: 'A cached Allow may outlive the credential',
    why: 'API Gateway keeps the answer, and nothing in it says when the credential ends.',
    fix: 'Set ttlSeconds to 60 or less, or answer with a policy and its expiry condition.',
    exitCode: 2,
  },
  AC5003: {
    title: 'A 401 that AWS does not document',
    why: 'HTTP and WebSocket APIs are not known to turn a thrown error into 401; it was not verified.',
    fix: 'Leave onUnauthenticated out: callers without a credential get 403.',
    exitCode: 2,
  },
  AC5004: {
    title: 'The route table is taken as complete',
    why: 'Paths that are not in it count as not deployed; one that is could be open.',
    fix: 'Compare it with what is deployed: authchain check --plan plan.json; or name an OpenAPI file in routesFrom.',
    exitCode: 2,
  },
  AC5005: {
    title: 'A route would be open if it were deployed',
    why: 'IAM cannot deny it without denying routes that are allowed. A pattern stands for deeper paths, too.',
    fix: 'Do not deploy such a route without listing it in `routes`.',
    exitCode: 2,
  },
  AC5006: {
    title: 'Answers are kept per route',
    why: 'No one policy can say the table, so the route is part of the cache key.',
    fix: 'Nothing has to change; each caller costs one invocation for each route. Where routesFrom says all that is deployed, one policy may do.',
    exitCode: 2,
  },
  AC5007: {
    title: 'The policy is large',
    why: 'API Gateway reads it again for every request.',
    fix: 'Join routes with `/*` or `{proxy+}` where one rule holds for all of them.',
    exitCode: 2,
  },
  AC5008: {
    title: 'OPTIONS stands behind the authorizer',
    why: 'Browsers send preflight requests without credentials, so they are denied and CORS fails.',
    fix: 'Give OPTIONS an integration of its own, without the authorizer; list methods one by one instead of ANY.',
    exitCode: 2,
  },
  AC5009: {
    title: 'A public route stands behind the authorizer',
    why: 'Who sends no credential is denied before the table is asked.',
    fix: 'Deploy it without the authorizer and leave it out of `routes`, if it is for everybody.',
    exitCode: 2,
  },
  AC5010: {
    title: 'The bundle holds @authchain/core twice',
    why: 'Results of plugins that use the other copy do not count, so every request would be a failure.',
    fix: 'Install one version: plugins take core as a peer dependency.',
    exitCode: 1,
  },
  AC5011: {
    title: 'The bundle is large',
    why: 'Lambda loads it before the first request.',
    fix: 'See which part it is: authchain build; load what is rarely needed with import().',
    exitCode: 2,
  },
  AC5012: {
    title: 'The plan cannot be read',
    why: 'It is compared resource by resource.',
    fix: 'Write it so: terraform plan -out plan.tfplan && terraform show -json plan.tfplan > plan.json',
    exitCode: 2,
  },
  AC5013: {
    title: 'The authorizer is not found in the plan',
    why: 'There is none of the kind that the configuration is for, or more than one.',
    fix: 'Name its address: --authorizer module.auth.aws_api_gateway_authorizer.this[0]',
    exitCode: 1,
  },
  AC5014: {
    title: 'The deployed authorizer differs from the configuration',
    why: 'With other identity sources or another TTL a cached answer is given to requests it is not right for.',
    fix: 'Take the values from the manifest (bundle_dir), or change the configuration.',
    exitCode: 1,
  },
  AC5015: {
    title: 'A route of the plan cannot be told',
    why: 'Its path is known only after it has been applied, or stands in the body of the API.',
    fix: 'Check again with a plan that is made after the first apply; name the OpenAPI file of a body in routesFrom.',
    exitCode: 1,
  },
  AC5016: {
    title: 'A deployed route is not in the table',
    why: 'The table is taken as complete, so the policy may open what it does not list.',
    fix: 'Add the route to `routes`, or deploy it without the authorizer.',
    exitCode: 1,
  },
  AC5017: {
    title: 'The sample principals cannot be read',
    why: 'They are the columns of the matrix.',
    fix: 'Write a JSON list: [{ "name": "reader", "scopes": ["orders:read"] }]',
    exitCode: 2,
  },
  AC5018: {
    title: 'Who may call what has changed',
    why: 'The matrix is not the one that was agreed on.',
    fix: 'Look at the difference; accept it with --update and commit the snapshot.',
    exitCode: 1,
  },
  AC5019: {
    title: 'Packages of different versions',
    why: 'They are made and tested together, under one number.',
    fix: 'Install one version of all of them.',
    exitCode: 2,
  },
  AC5020: {
    title: 'A rule cannot answer a sample principal',
    why: 'It threw, or answered neither true nor false; on Lambda that is a 500 for such a caller.',
    fix: 'Give the sample what the rule reads ("claims", "provides"), or let the rule answer false without it.',
    exitCode: 1,
  },
  AC5021: {
    title: 'An identity source that AWS does not document',
    why: 'For HTTP APIs only the route key is documented; it was not tried whether others join the cache key.',
    fix: "Deploy exactly the table and say so (routesFrom: 'table'), or set ttlSeconds to 0.",
    exitCode: 2,
  },
  AC5022: {
    title: 'A route of the table has no authorizer',
    why: 'The table gives it to some callers only, but nobody asks the table: the route is open.',
    fix: 'Deploy it with the authorizer; give it the rule `allow`, or leave it out of `routes`, if it is for everybody.',
    exitCode: 1,
  },
  AC5023: {
    title: 'No plugin names the caller',
    why: 'Rules and plugins that stand with `ignore` leave the principal open, so every request is a 401.',
    fix: "Let one plugin establish the principal: leave out principal: 'ignore', or add jwt(), apiKey() or one of your own.",
    exitCode: 1,
  },
  AC5024: {
    title: 'A route of the table has another authorizer',
    why: 'That one decides, and nobody asks the table.',
    fix: 'Give the route the authorizer that was compared, or leave it out of `routes`; another authorizer is compared with --authorizer.',
    exitCode: 2,
  },
}
