/** The commands and what holds for all of them. @module */
import { Command } from 'commander'
import { registerBuild } from './commands/build.js'
import { registerCheck } from './commands/check.js'
import type { CommandContext, RegisterCommand } from './commands/command.js'
import { registerDev } from './commands/dev.js'
import { registerExplain } from './commands/explain.js'
import { registerInit } from './commands/init.js'
import { registerInvoke } from './commands/invoke.js'
import { registerKeys } from './commands/keys.js'
import { registerToken } from './commands/token.js'
import { registerTypes } from './commands/types.js'
import { readVersion } from './version.js'

/** One row for each command, in the order of `--help`. */
const commands: readonly RegisterCommand[] = [
  registerInit,
  registerDev,
  registerInvoke,
  registerExplain,
  registerBuild,
  registerCheck,
  registerKeys,
  registerToken,
  registerTypes,
]

/**
 * Makes the program. Mistyped commands and flags are refused with a suggestion: a flag that is silently
 * ignored would be a check that is silently left out.
 */
export function createProgram(context: CommandContext): Command {
  const program = new Command('authchain')
    .description('Build, run and inspect authorizer chains for AWS API Gateway')
    .version(readVersion())
    .option('--verbose', 'say more; show stack traces')
    .showHelpAfterError('(add --help for the options)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.terminal.data(text.trimEnd()),
      writeErr: (text) => context.terminal.talk(text.trimEnd()),
    })
  for (const register of commands) register(program, context)
  return program
}
