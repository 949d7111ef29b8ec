/** Saves of the user's files. @module */
import { watch } from 'chokidar'

/** What is watched; grows and shrinks with what the configuration imports. */
export interface FileWatcher {
  /** Watches exactly these files from now on. */
  follow(next: readonly string[]): void
  close(): Promise<void>
}

/** How long a burst of events may last: an editor's save, a checkout of a branch. */
const settleMilliseconds = 50

/**
 * Watches files and calls back once for each burst of changes. Resolves when a change can no longer be missed.
 *
 * `node:fs.watch` goes deaf for a file that an editor replaces (Node 22 and 24 on Linux), hence the library.
 */
export async function watchFiles(
  files: readonly string[],
  onChange: () => void,
): Promise<FileWatcher> {
  const watcher = watch([...files], { ignoreInitial: true })
  let followed: ReadonlySet<string> = new Set(files)
  let timer: NodeJS.Timeout | undefined
  let isReady = false
  let wasChanged = false
  const settle = (): void => {
    wasChanged = true
    clearTimeout(timer)
    if (isReady) timer = setTimeout(onChange, settleMilliseconds)
  }
  watcher.on('all', settle)
  await new Promise<void>((resolve) => {
    watcher.once('ready', resolve)
  })
  isReady = true
  // A save while it was getting ready; the caller has what it needs by the time that it is told.
  if (wasChanged) settle()
  return {
    follow(next) {
      const wanted = new Set(next)
      watcher.add([...wanted].filter((file) => !followed.has(file)))
      watcher.unwatch([...followed].filter((file) => !wanted.has(file)))
      followed = wanted
    },
    async close() {
      clearTimeout(timer)
      await watcher.close()
    },
  }
}
