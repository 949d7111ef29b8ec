/** Faults of running a chain here (AC3xxx), and of the machine it runs on (AC4xxx). @module */
import type { CliFault } from './cli-fault.js'

/** The codes of {@link runFaults}. */
export type RunFaultCode =
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

/** Rows of `dev`, `invoke`, `explain`, `token` and `init`. */
export const runFaults: Readonly<Record<RunFaultCode, CliFault>> = {
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
}
