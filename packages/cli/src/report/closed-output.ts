/** Output that nobody reads any more: `authchain dev | head`, a terminal that was closed. @module */

type Output = Pick<NodeJS.WriteStream, 'on'>

/** What is used of the process. */
export interface EndingProcess {
  readonly stdout: Output
  readonly stderr: Output
  exit(exitCode: number): void
}

/** As shells report a program that SIGPIPE ended: 128 and 13. */
const brokenPipe = 141

/** Ends the process without a word when its reader has gone; nothing can be said to nobody. */
export function endQuietly(ending: EndingProcess): void {
  for (const output of [ending.stdout, ending.stderr]) {
    output.on('error', ({ code }: NodeJS.ErrnoException) => {
      // Whatever else is wrong with an output cannot be told through it either.
      ending.exit(code === 'EPIPE' ? brokenPipe : 1)
    })
  }
}
