/** Waiting for a promise no longer than a signal lasts. @module */

/**
 * The promise's outcome, or a rejection when the signal ends first. What comes later is ignored.
 *
 * @throws Error with the signal's reason as its cause.
 */
export async function raced<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => {}
  const ended = new Promise<never>((_resolve, reject) => {
    stop = (): void => reject(new Error('Ended', { cause: signal.reason }))
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([promise, ended])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
