/**
 * The closed table of faults that the CLI reports itself; core's rows (`faults` of `@authchain/core`) stand
 * beside it. AC2xxx is about building, AC3xxx about running, AC4xxx about the machine it runs on,
 * AC5xxx what `check` finds.
 *
 * @module
 */
import type { Fault } from '@authchain/core'

/** One row: what a code means, why it is refused and how it is mended. */
export interface CliFault extends Fault {
  readonly why: string
  /** 2: the user's input is wrong; 1: it is right and something failed. */
  readonly exitCode: 1 | 2
}

/** The codes of {@link cliFaults}. */
export type CliFaultCode =
  | 'AC1002'
  | 'AC2001'
  | 'AC2002'
  | 'AC2003'
  | 'AC2004'
  | 'AC2005'
  | 'AC2006'
  | 'AC2007'
  | 'AC2008'
  | 'AC2009'
  | 'AC2010'
  | 'AC2011'
  | 'AC2012'
  | 'AC3001'
  | 'AC3002'
  | 'AC3003'
  | 'AC3004'
  | 'AC3005'
  | 'AC3006'
  | 'AC3007'
  | 'AC3008'
  | 'AC3009'
  | 'AC3010'
  | 'AC3011'
  | 'AC3012'
  | 'AC4001'
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

/**
 * Every {@link ToolError} carries one of these codes; AC2006, AC2008 and AC2009 are only ever warnings, and
 * so is what `check` finds, AC5012 and AC5017 excepted.
 */
export const cliFaults: Readonly<Record<CliFaultCode, CliFault>> = {
  AC1002: {
    title: 'Two configuration files',
    why: 'It would be a guess which of them protects the API.',
    fix: 'Keep one of them, or name it: --config plugins.config.ts',
    exitCode: 2,
  },
  AC2001: {
    title: 'No configuration file',
    why: 'The chain is composed in one file, and nothing is found by scanning.',
    fix: 'Make one here, authchain init, or name the file: --config path/to/plugins.config.ts',
    exitCode: 2,
  },
  AC2002: {
    title: 'The configuration does not compile',
    why: 'It is compiled in the same way for local use and for Lambda.',
    fix: 'Correct the line shown. A package that is not found has to be installed in this project.',
    exitCode: 2,
  },
  AC2003: {
    title: 'The configuration failed while it was evaluated',
    why: 'What fails here would keep the function from starting on Lambda.',
    fix: 'Correct what the message names; --verbose shows the stack trace.',
    exitCode: 2,
  },
  AC2004: {
    title: 'The configuration exports nothing',
    why: 'The default export is the chain that decides.',
    fix: 'Write `export default defineConfig({ plugins: [ … ] })`.',
    exitCode: 2,
  },
  AC2005: {
    title: 'A secret stands outside a secret store',
    why: 'env() and literal() put the value where everyone who can read the function can read it.',
    fix: "Name a parameter instead, ssm('/name'), or accept the risk: --allow-env-secrets",
    exitCode: 2,
  },
  AC2006: {
    title: 'zod is bundled with all its locales',
    why: "import { z } from 'zod' brings about 440 KiB into the function.",
    fix: "Write import * as z from 'zod' (about 85 KiB) or import * as z from 'zod/mini' (about 16 KiB).",
    exitCode: 2,
  },
  AC2007: {
    title: 'A file could not be written',
    why: 'The folder is not there, not writable, or the disk is full.',
    fix: 'Make the folder writable; the bundle can be written elsewhere: --out path/to/folder',
    exitCode: 1,
  },
  AC2008: {
    title: 'Not every variable of the environment is known',
    why: 'The manifest lists what the configuration reads, and a copy of process.env hides that.',
    fix: 'Read each variable by its name: process.env.ISSUER',
    exitCode: 2,
  },
  AC2009: {
    title: 'A variable looks like a secret',
    why: 'What the configuration reads is set on the function by infrastructure, where everyone can read it.',
    fix: "Name a parameter instead, ssm('/name'); a variable that is no secret may be called something else.",
    exitCode: 2,
  },
  AC2010: {
    title: 'The file of routesFrom cannot be read',
    why: 'It lists the routes that the API deploys; a policy that leaves some of them out may open them.',
    fix: "Correct the path, which is relative to the configuration, or write routesFrom: 'table'.",
    exitCode: 2,
  },
  AC2011: {
    title: 'TypeScript is not installed',
    why: "Only the compiler knows the configuration's inferred types, and it is taken from the project.",
    fix: 'Install it beside the configuration: npm install --save-dev typescript',
    exitCode: 2,
  },
  AC2012: {
    title: 'The type of the response context cannot be written',
    why: 'It is for another repository, so it consists of texts, numbers and booleans alone.',
    fix: 'Let defineConfig infer `context`, and return plain values from it.',
    exitCode: 2,
  },
  AC3001: {
    title: 'The event cannot be read',
    why: 'An event file holds one JSON object, as Lambda receives it.',
    fix: 'Name an existing file of that form: --event event.json',
    exitCode: 2,
  },
  AC3002: {
    title: 'The request cannot be made',
    why: 'It has to be one that API Gateway could receive.',
    fix: "Write it like this: authchain invoke GET /orders/42 -H 'Authorization: Bearer …'",
    exitCode: 2,
  },
  AC3003: {
    title: 'The address is in use',
    why: 'Another program listens on this port.',
    fix: 'End that program, or take another port: --port 3001',
    exitCode: 1,
  },
  AC3004: {
    title: 'An option has an invalid value',
    why: 'Its form is not one that this command understands.',
    fix: 'Correct the value that the message names; --help shows the form.',
    exitCode: 2,
  },
  AC3005: {
    title: 'The event does not fit the configuration',
    why: 'Each kind of API sends an event of its own shape, and the handler takes the one that `authorizer` says.',
    fix: 'Take an event of that API, or set `authorizer` to the API that sends this event.',
    exitCode: 2,
  },
  AC3006: {
    title: 'The OpenAPI file cannot be read',
    why: 'The routes of the local API, and who stands before them, are read from it.',
    fix: 'Name an existing OpenAPI 3 file: --openapi openapi.yaml',
    exitCode: 2,
  },
  AC3007: {
    title: 'The file of local secrets cannot be used',
    why: 'It stands in for secret stores, by their names and the names of secrets.',
    fix: 'Write it like this: { "ssm": { "/orders/jwt-secret": "…" } }',
    exitCode: 2,
  },
  AC3008: {
    title: 'A local file is tracked by git',
    why: 'It holds secrets or private keys, and whoever has the repository would have them.',
    fix: 'Take it out, git rm --cached -r .authchain/local, and replace what was in it where it is real.',
    exitCode: 2,
  },
  AC3009: {
    title: 'The test issuer has nobody to stand in for',
    why: 'It answers for issuers whose keys the configuration fetches, and signs with ES256 and RS256.',
    fix: 'Name the issuer that is meant, or give jwt() one with discovery or a jwksUri.',
    exitCode: 2,
  },
  AC3010: {
    title: 'The handler cannot be loaded',
    why: 'What is explained is the function that API Gateway would ask.',
    fix: 'Name a module that exports the function as `handler`: --handler ./authorizer.mjs',
    exitCode: 2,
  },
  AC3011: {
    title: 'The keys of the test issuer cannot be read',
    why: 'They are made by authchain, and something has changed the file since.',
    fix: 'Remove .authchain/local/test-issuer.json: new keys are made, and earlier test tokens end.',
    exitCode: 2,
  },
  AC3012: {
    title: 'package.json cannot be read',
    why: 'Scripts are added to it, and what cannot be read is not written over.',
    fix: 'Mend the file, or move it away: init does without one.',
    exitCode: 2,
  },
  AC4001: {
    title: 'The environment file cannot be read',
    why: 'Variables that the configuration needs may be missing without it.',
    fix: 'Name an existing file: --env-file .env.local',
    exitCode: 2,
  },
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
}
