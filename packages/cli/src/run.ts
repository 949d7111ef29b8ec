/** One run of the CLI, from its arguments to its exit code. @module */
import { CommanderError } from 'commander'
import type { CommandContext } from './commands/command.js'
import { createProgram } from './program.js'
import { toFailureReport } from './report/failure-report.js'
import { renderFailure, toFailureJson } from './report/render-failure.js'
import type { Terminal } from './report/terminal.js'

/** What a run may use of the process. */
export interface RunEnvironment {
  readonly terminal: Terminal
  /** Absolute. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * Runs a command. Never rejects.
 *
 * | exit code | meaning                                                       |
 * | --------- | ------------------------------------------------------------- |
 * | 0         | done; `invoke`, `explain`: allowed                            |
 * | 1         | a failure: of a plugin, the network, the disk, or of authchain |
 * | 2         | a mistake in the arguments or in the configuration            |
 * | 3         | `invoke`, `explain`: denied                                   |
 * | 130       | ended with Ctrl-C                                             |
 *
 * @param args - Without the program's name.
 */
export async function run(args: readonly string[], environment: RunEnvironment): Promise<number> {
  const { terminal, cwd, env } = environment
  let exitCode = 0
  let configPath: string | undefined
  const context: CommandContext = {
    terminal,
    cwd,
    setExitCode: (code) => {
      exitCode = code
    },
    setConfigPath: (path) => {
      configPath = path
    },
  }
  try {
    await createProgram(context).parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return endOfParsing(error, args, terminal)
    const report = toFailureReport(error, configPath)
    if (args.includes('--json')) terminal.data(toEnvelope(toFailureJson(report)))
    else terminal.talk(renderFailure(report, cwd, terminal.styleTalk))
    const wantsStack = args.includes('--verbose') || env['DEBUG']?.includes('authchain') === true
    if (wantsStack) terminal.talk(toStack(error))
    return report.exitCode
  }
}

/** Help and version end parsing too; they are no mistakes. What was wrong has been said by the parser. */
function endOfParsing(error: CommanderError, args: readonly string[], terminal: Terminal): number {
  if (error.exitCode === 0) return 0
  if (args.includes('--json')) {
    const message = error.message.replace(/^error: /, '')
    terminal.data(toEnvelope({ title: 'The command is not understood', message }))
  }
  return 2
}

function toEnvelope(error: object): string {
  return JSON.stringify({ ok: false, error }, null, 2)
}

function toStack(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const stack = error.stack ?? ''
  return error.cause === undefined ? stack : `${stack}\ncaused by ${toStack(error.cause)}`
}
