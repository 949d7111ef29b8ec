/** Server-sent events to every open page. @module */
import type { ServerEvents } from '@authchain/inspector/api'
import type { ServerResponse } from 'node:http'

/** All pages that listen. */
export interface EventStream {
  /** Takes a response over; it stays open until its page goes away or is too slow. */
  add(outgoing: ServerResponse): void
  /** Whether any page listens: nothing has to be made for none. */
  isHeard(): boolean
  send<Name extends keyof ServerEvents>(name: Name, data: ServerEvents[Name], id?: number): void
  close(): void
}

const mostPages = 16
/** A page that reads this much too slowly is sent away; it comes back by itself and asks for the list. */
const longestBacklog = 8_388_608
const heartbeatMilliseconds = 15_000

/** Makes a stream without listeners. */
export function createEventStream(): EventStream {
  const pages = new Set<ServerResponse>()
  const write = (text: string): void => {
    for (const page of pages) {
      page.write(text)
      if (page.writableLength > longestBacklog) page.destroy()
    }
  }
  let heartbeat: NodeJS.Timeout | undefined
  return {
    add(outgoing) {
      outgoing.once('close', () => {
        pages.delete(outgoing)
        if (pages.size === 0) clearInterval(heartbeat)
      })
      if (pages.size === 0) {
        heartbeat = setInterval(() => {
          write(': \n\n')
        }, heartbeatMilliseconds)
        heartbeat.unref()
      }
      pages.add(outgoing)
      outgoing.write('retry: 1000\n\n')
      const [oldest] = pages
      if (pages.size > mostPages) oldest?.destroy()
    },
    isHeard: () => pages.size > 0,
    send(name, data, id) {
      if (pages.size === 0) return
      // JSON has no line breaks, so no value can end an event or begin another.
      const line = id === undefined ? '' : `id: ${id}\n`
      write(`event: ${name}\n${line}data: ${JSON.stringify(data)}\n\n`)
    },
    close() {
      clearInterval(heartbeat)
      for (const page of pages) page.end()
    },
  }
}
