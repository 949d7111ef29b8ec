/**
 * The closed table of faults that the CLI reports itself; core's rows (`faults` of `@authchain/core`) stand
 * beside it. AC2xxx is about building, AC3xxx about running, AC4xxx about the machine it runs on.
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
  | 'AC3001'
  | 'AC3002'
  | 'AC3003'
  | 'AC3004'
  | 'AC3005'
  | 'AC3006'
  | 'AC4001'

/** Every {@link ToolError} carries one of these codes; AC2006, AC2008 and AC2009 are only ever warnings. */
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
    fix: 'Create plugins.config.ts here, or name the file: --config path/to/plugins.config.ts',
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
    title: 'The local gateway does not serve this API',
    why: 'It behaves as a REST API; an HTTP or WebSocket API asks, caches and answers in other ways.',
    fix: 'Decide single requests of this configuration with `authchain invoke`, which speaks every kind of API.',
    exitCode: 2,
  },
  AC4001: {
    title: 'The environment file cannot be read',
    why: 'Variables that the configuration needs may be missing without it.',
    fix: 'Name an existing file: --env-file .env.local',
    exitCode: 2,
  },
}
