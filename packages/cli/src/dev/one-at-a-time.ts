/** Tasks that must not overlap. @module */

/** Runs a task again after the one that runs, however often it was asked for meanwhile. */
export function oneAtATime(task: () => Promise<void>): () => void {
  let running = false
  let again = false
  const start = async (): Promise<void> => {
    running = true
    do {
      again = false
      await task()
    } while (again)
    running = false
  }
  return () => {
    if (running) again = true
    else void start()
  }
}
