/** Saves of the user's files. @module */
import { watch } from 'chokidar'

/** What is watched; grows and shrinks with what the configuration imports. */
export interface FileWatcher {
  /** Watches exactly these files from now on. */
  follow(files: readonly string[]): void
  close(): Promise<void>
}

/** How long a burst of events may last: an editor's save, a checkout of a branch. */
const settleMilliseconds = 50

/**
 * Watches files and calls back once for each burst of changes.
 *
 * `node:fs.watch` goes deaf for a file that an editor replaces (Node 22 and 24 on Linux), hence the library.
 */
export function watchFiles(onChange: () => void): FileWatcher {
  const watcher = watch([], { ignoreInitial: true })
  let followed: ReadonlySet<string> = new Set()
  let timer: NodeJS.Timeout | undefined
  watcher.on('all', () => {
    clearTimeout(timer)
    timer = setTimeout(onChange, settleMilliseconds)
  })
  return {
    follow(files) {
      const wanted = new Set(files)
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
