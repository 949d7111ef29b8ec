/** `authchain types`. @module */
import type { Command } from 'commander'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import { findConfig } from '../config/find-config.js'
import { ToolError } from '../tool-error.js'
import { writeJson } from './command.js'
import type { CommandContext } from './command.js'

interface Options {
  readonly out?: string
  readonly config?: string
  readonly json?: boolean
}

/** Adds `types` to the program. */
export function registerTypes(program: Command, context: CommandContext): void {
  program
    .command('types')
    .description('write the type of the response context for backends in another repository')
    .option('-o, --out <file>', 'where to write (default: stdout)')
    .option('-c, --config <file>', 'the configuration (default: plugins.config.ts)')
    .option('--json', 'write one JSON document to stdout')
    .action(async (options: Options) => writeTypes(options, context))
}

async function writeTypes(options: Options, context: CommandContext): Promise<void> {
  const { terminal, cwd } = context
  const config = findConfig(cwd, options.config)
  context.setConfigPath(config)
  const { toContextType } = await import('../types/to-context-type.js')
  const text = toModule(await toContextType(config))
  const out = options.out === undefined ? undefined : resolve(cwd, options.out)
  if (out !== undefined) await write(out, text)
  if (options.json === true) writeJson(terminal, { path: out ?? null, text })
  else terminal.data(out === undefined ? text.trimEnd() : `✓ ${relative(cwd, out)}`)
}

/** A file of its own: it needs `@authchain/core` in the backend, and only its types. */
function toModule(type: string): string {
  return `// Written by \`authchain types\`. Do not edit: write it anew when the chain's context changes.
import type { AnyPlugin, AuthchainConfig } from '@authchain/core'

/** What the authorizer says of a caller, besides \`principalId\`. */
export type AuthorizerContext = ${type}

/** For \`readAuthContext<Authorizer>(event)\` of \`@authchain/core/backend\`. */
export type Authorizer = AuthchainConfig<readonly AnyPlugin[], AuthorizerContext>
`
}

async function write(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
  } catch (error) {
    throw new ToolError('AC2007', `${path} cannot be written`, { cause: error })
  }
}
