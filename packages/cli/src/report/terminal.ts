/** Where a command's output goes: data to stdout, talk to stderr. @module */
import { styleText } from 'node:util'

type Format = Parameters<typeof styleText>[0]

/** Colours a text. */
export type Style = (format: Format, text: string) => string

/** What a command may write with. */
export interface Terminal {
  /** What was asked for: other programs may read it. */
  data(text: string): void
  /** What is said along the way. */
  talk(text: string): void
  /** Colours for stdout and stderr; plain where they are not wanted (NO_COLOR, a pipe). */
  readonly styleData: Style
  readonly styleTalk: Style
}

/** The process's own terminal. Each call writes one or more whole lines. */
export const terminal: Terminal = {
  data: (text) => void process.stdout.write(`${text}\n`),
  talk: (text) => void process.stderr.write(`${text}\n`),
  styleData: (format, text) => styleText(format, text, { stream: process.stdout }),
  styleTalk: (format, text) => styleText(format, text, { stream: process.stderr }),
}
