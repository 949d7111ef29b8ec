/** What plugins and core log, as talk. @module */
import type { Logger } from '@authchain/core'
import type { Terminal } from './terminal.js'

/** Shows warnings and errors; decisions are shown by the command itself. */
export function createTalkingLogger(terminal: Terminal): Logger {
  const at =
    (level: 'warn' | 'error'): Logger['warn'] =>
    (message, fields = {}) => {
      const facts = Object.entries(fields).map(([key, value]) => `${key}=${String(value)}`)
      terminal.talk(terminal.styleTalk('dim', `  ${[level, message, ...facts].join(' ')}`))
    }
  return { debug: ignore, info: ignore, warn: at('warn'), error: at('error') }
}

function ignore(): void {
  // Deliberately nothing.
}
