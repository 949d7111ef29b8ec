import { describe, expect, it } from 'vitest'
import {
  httpV1Event,
  httpV2Event,
  restRequestEvent,
  restTokenEvent,
  websocketEvent,
} from '../../src/testing/index.js'
import type { TestRequestEvent } from '../../src/testing/index.js'
import { fixtures } from '../helpers/fixtures.js'
import type { Fixture } from '../helpers/fixtures.js'

/** Mutual TLS adds these; the builders make events without it. */
const onlyWithMutualTls = [
  /^requestContext\.identity\.clientCert(?:\.|$)/,
  /^requestContext\.authentication(?:\.|$)/,
]

/** `requestContext.identity.sourceIp` and so on, sorted. */
function toPaths(value: unknown, prefix = ''): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.entries(value)
    .flatMap(([key, inner]) => [`${prefix}${key}`, ...toPaths(inner, `${prefix}${key}.`)])
    .filter((path) => !onlyWithMutualTls.some((pattern) => pattern.test(path)))
    .toSorted()
}

type Maps = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>
const build: Readonly<
  Record<Fixture['source'], (said: TestRequestEvent, event: Fixture['event']) => unknown>
> = {
  'rest-token': (_said, event) => restTokenEvent(String(event['authorizationToken'])),
  'rest-request': restRequestEvent,
  'http-v1': httpV1Event,
  'http-v2': httpV2Event,
  websocket: websocketEvent,
}

/** What the fixture says, as a test would say it to the builder. */
function toSaid({ event }: Fixture): TestRequestEvent {
  const maps = event as unknown as Maps
  const cookies = event['cookies'] as readonly string[] | undefined
  return {
    headers: {
      ...(maps['multiValueHeaders'] ?? maps['headers']),
      ...(cookies === undefined ? {} : { Cookie: cookies.join('; ') }),
      ...(maps['multiValueHeaders'] === undefined
        ? { Authorization: maps['headers']?.['authorization'] ?? '' }
        : {}),
    },
    query: maps['multiValueQueryStringParameters'] ?? { tag: ['new', 'c+d e'], page: '2' },
    pathParameters: { id: '42' },
    stageVariables: { table: 'orders' },
  }
}

describe.each(fixtures.map((fixture) => [fixture.source, fixture] as const))(
  'the builder of %s events',
  (source, fixture) => {
    const { authorization: _again, ...said } = toSaid(fixture).headers ?? {}
    const built = build[source]({ ...toSaid(fixture), headers: said }, fixture.event)

    it('makes events with the keys of the fixture', () => {
      expect(toPaths(built)).toEqual(toPaths(fixture.event))
    })

    it('says what the fixture says of the request', () => {
      const { requestContext: _context, ...request } = fixture.event
      expect(built).toMatchObject(request)
    })
  },
)
