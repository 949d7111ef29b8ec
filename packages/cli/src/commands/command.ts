/** What the commands have in common. @module */
import type { Command } from 'commander'
import type { Terminal } from '../report/terminal.js'

/** What every command is given. */
export interface CommandContext {
  readonly terminal: Terminal
  /** Absolute. */
  readonly cwd: string
  /** Ends the process's work with a code that is not a fault: 3 for a denied request. */
  setExitCode(code: number): void
  /** Which configuration a later error belongs to, so that it can be shown. */
  setConfigPath(path: string): void
}

/** Adds one command to the program. */
export type RegisterCommand = (program: Command, context: CommandContext) => void

/** Writes the one JSON document of `--json`. */
export function writeJson(terminal: Terminal, data: unknown): void {
  terminal.data(JSON.stringify({ ok: true, data }, null, 2))
}
