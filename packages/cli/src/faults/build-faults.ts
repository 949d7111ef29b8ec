/** Faults of finding, evaluating and bundling a configuration. AC1002 stands beside the AC1xxx of core. @module */
import type { CliFault } from './cli-fault.js'

/** The codes of {@link buildFaults}. */
export type BuildFaultCode =
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

/** AC2006, AC2008 and AC2009 are only ever warnings. */
export const buildFaults: Readonly<Record<BuildFaultCode, CliFault>> = {
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
}
