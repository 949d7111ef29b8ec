/** Keys of a terminal, one at a time and without Enter. @module */

/** What is read of standard input. */
export interface KeyInput {
  readonly isTTY?: boolean
  setRawMode?(isRaw: boolean): unknown
  on(event: 'data', listener: (chunk: Buffer) => void): unknown
  off(event: 'data', listener: (chunk: Buffer) => void): unknown
  resume(): unknown
  pause(): unknown
}

/** What a key does. */
export interface KeyAction {
  readonly key: string
  /** In the help. */
  readonly title: string
  readonly run: () => void
}

/** Control characters that would end the process if the terminal still looked for them: Ctrl-C, Ctrl-D. */
const endings: ReadonlySet<string> = new Set(['\u0003', '\u0004'])

/**
 * Listens until it is stopped, and when the process ends in whatever way. Where nobody types, nothing is read and
 * nothing is waited for.
 *
 * @param onEnd - Ctrl-C or Ctrl-D: a terminal in raw mode sends no signal.
 * @returns Stops it, and gives the terminal back as it was.
 */
export function listenToKeys(
  input: KeyInput,
  actions: readonly KeyAction[],
  onEnd: () => void,
): () => void {
  if (input.isTTY !== true || input.setRawMode === undefined) return () => {}
  const byKey = new Map(actions.map(({ key, run }) => [key, run]))
  const listener = (chunk: Buffer): void => {
    const text = chunk.toString('utf8')
    // An arrow or a paste is no key of ours.
    if (text.length !== 1) return
    if (endings.has(text)) onEnd()
    else byKey.get(text.toLowerCase())?.()
  }
  const restore = (): void => {
    input.setRawMode?.(false)
  }
  input.setRawMode(true)
  process.once('exit', restore)
  input.on('data', listener)
  input.resume()
  return () => {
    input.off('data', listener)
    restore()
    input.pause()
    process.off('exit', restore)
  }
}
