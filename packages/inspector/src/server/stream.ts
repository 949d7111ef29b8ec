/** The live stream of records, which comes back by itself. @module */
import type { ServerEvents } from '../api.js'

/** Who listens. */
export interface StreamListener {
  record(record: ServerEvents['record']): void
  gateway(facts: ServerEvents['gateway']): void
  /** After every connection, the first included: what came meanwhile was missed. */
  opened(): void
  lost(): void
}

const retryMilliseconds = 1500

/**
 * Opens the stream and opens it again whenever it ends.
 *
 * @returns ends it for good.
 */
export function openStream(token: string, listener: StreamListener): () => void {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const open = (): void => {
    const current = new EventSource(`api/events?token=${encodeURIComponent(token)}`)
    source = current
    current.addEventListener('open', () => {
      listener.opened()
    })
    current.addEventListener('record', ({ data }: MessageEvent<string>) => {
      listener.record(JSON.parse(data) as ServerEvents['record'])
    })
    current.addEventListener('gateway', ({ data }: MessageEvent<string>) => {
      listener.gateway(JSON.parse(data) as ServerEvents['gateway'])
    })
    // A browser gives up on some answers and retries after others: this retries after all, at one pace.
    current.addEventListener('error', () => {
      current.close()
      listener.lost()
      timer = setTimeout(open, retryMilliseconds)
    })
  }

  open()
  return () => {
    clearTimeout(timer)
    source?.close()
  }
}
