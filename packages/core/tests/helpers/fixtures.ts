/** The recorded events; where their members come from stands beside them. */
import { readFileSync } from 'node:fs'
import type { EventSource } from '../../src/index.js'

export interface Fixture {
  readonly source: EventSource
  readonly event: Readonly<Record<string, unknown>>
}

const sources = ['rest-token', 'rest-request', 'http-v1', 'http-v2', 'websocket'] as const

export const fixtures: readonly Fixture[] = sources.map((source) => ({
  source,
  event: JSON.parse(
    readFileSync(new URL(`../fixtures/events/${source}.json`, import.meta.url), 'utf8'),
  ) as Fixture['event'],
}))
