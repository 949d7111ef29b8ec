/** Waiting no longer than a signal allows. @module */

/**
 * Settles as `work` does, or rejects with the signal's reason as soon as that is aborted. A result that
 * comes later is ignored, a late rejection included.
 *
 * @example
 * ```ts
 * const values = await untilAborted(store.load(names, signal), signal)
 * ```
 */
export function untilAborted<T>(work: PromiseLike<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => {
      reject(signal.reason as Error)
    }
    const release = (): void => {
      signal.removeEventListener('abort', stop)
    }
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject)
    work.then(release, release)
  })
}
