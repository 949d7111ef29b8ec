import type { Logger } from '@authchain/core'
import { createTestClock, createTestLogger } from '@authchain/core/testing'
import type { TestClock } from '@authchain/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createJwtVerifier } from '../src/create-jwt-verifier.js'
import type { JwtVerifier } from '../src/create-jwt-verifier.js'
import {
  drip,
  endless,
  gzipBomb,
  json,
  reset,
  silent,
  startKeyServer,
  text,
} from './helpers/key-server.js'
import type { Behaviour, KeyServer } from './helpers/key-server.js'
import { audience, createKey, issuer, nowSeconds, token } from './helpers/tokens.js'

const one = createKey('ES256', 'one')
const two = createKey('ES256', 'two')
const reused = createKey('ES256', 'one')
const longLived = { exp: nowSeconds + 400_000 }
const good = token(longLived, {}, one)
const minute = 60_000
const hour = 60 * minute

let server: KeyServer
let clock: TestClock
let logger: Logger & { readonly lines: readonly unknown[] }

beforeEach(async () => {
  server = await startKeyServer()
  clock = createTestClock(nowSeconds * 1000)
  logger = createTestLogger()
})
afterEach(async () => server.close())

async function verifier(): Promise<JwtVerifier> {
  return createJwtVerifier({ issuer, audience, jwksUri: server.url }, { clock, logger })
}

/** With keys `one` held; the server's requests are counted from here on. */
async function warm(): Promise<(text: string) => Promise<string>> {
  server.behave(json({ keys: [one.jwk] }))
  const ask = asking(await verifier())
  expect(await ask(good)).toBe('pass')
  server.requests.length = 0
  return ask
}

function asking(verifying: JwtVerifier): (text: string) => Promise<string> {
  return async (input) =>
    verifying.verify(input).then(
      () => 'pass',
      (error: { code: string }) => error.code,
    )
}

async function timed<T>(run: () => Promise<T>): Promise<{ result: T; milliseconds: number }> {
  const started = performance.now()
  const result = await run()
  return { result, milliseconds: performance.now() - started }
}

describe('how often keys are fetched', () => {
  it('fetches once for 50 tokens one after another', async () => {
    const ask = await warm()
    for (let index = 0; index < 50; index += 1) expect(await ask(good)).toBe('pass')
    expect(server.requests).toHaveLength(0)
  })

  it('fetches once for 200 tokens at once when the set-up could not fetch', async () => {
    server.behave(text('', 503))
    const verifying = await verifier()
    server.behave(json({ keys: [one.jwk] }))
    clock.advance(minute)
    server.requests.length = 0
    const ask = asking(verifying)
    const outcomes = await Promise.all(Array.from({ length: 200 }, async () => ask(good)))
    expect(new Set(outcomes)).toEqual(new Set(['pass']))
    expect(server.requests).toHaveLength(1)
  })

  it('asks for at most three unknown kids at once, and then for one in ten seconds', async () => {
    const ask = await warm()
    for (let index = 0; index < 100; index += 1) {
      expect(await ask(token(longLived, { kid: `k${index}` }, one))).toBe('jwt.unknown_key')
    }
    expect(server.requests).toHaveLength(3)
    clock.advance(10_000)
    for (let index = 0; index < 10; index += 1) await ask(token(longLived, { kid: 'x' }, one))
    expect(server.requests).toHaveLength(4)
    expect(await ask(good)).toBe('pass')
  })

  it('says of an unknown kid that it may be known later', async () => {
    server.behave(json({ keys: [one.jwk] }))
    const verifying = await verifier()
    await expect(verifying.verify(token(longLived, {}, two))).rejects.toMatchObject({
      code: 'jwt.unknown_key',
      transient: true,
    })
  })

  it('asks once for 30 tokens while the endpoint fails and nothing is held, and again after a while', async () => {
    server.behave(text('', 500))
    const ask = asking(await verifier())
    for (let index = 0; index < 30; index += 1) expect(await ask(good)).toBe('jwt.keys_unavailable')
    expect(server.requests).toHaveLength(1)
    clock.advance(1000)
    for (let index = 0; index < 30; index += 1) expect(await ask(good)).toBe('jwt.keys_unavailable')
    expect(server.requests).toHaveLength(2)
    server.behave(json({ keys: [one.jwk] }))
    clock.advance(2000)
    expect(await ask(good)).toBe('pass')
  })

  it('leaves a server alone for as long as it asks, up to a minute', async () => {
    server.behave(text('', 429, { 'retry-after': '20' }))
    const ask = asking(await verifier())
    server.behave(json({ keys: [one.jwk] }))
    clock.advance(19_000)
    expect(await ask(good)).toBe('jwt.keys_unavailable')
    clock.advance(1000)
    expect(await ask(good)).toBe('pass')
  })
})

const faults: readonly (readonly [string, Behaviour])[] = [
  ['answers 500', text('', 500)],
  ['answers 404', text('', 404)],
  ['answers 206 with good keys', text(JSON.stringify({ keys: [one.jwk] }), 206)],
  [
    'redirects, with good keys in the body',
    text(JSON.stringify({ keys: [one.jwk] }), 302, { location: '/elsewhere' }),
  ],
  ['sends HTML', text('<html></html>')],
  ['sends null', text('null')],
  ['sends nothing', text('')],
  ['sends a list', text('[]')],
  ['sends no keys', json({})],
  ['sends an empty set', json({ keys: [] })],
  [
    'sends only unusable keys',
    json({
      keys: [
        { kty: 'oct', k: 'AAAA' },
        { ...one.jwk, use: 'enc' },
      ],
    }),
  ],
  ['sends two sets in one', text('{"keys":[],"keys":[]}')],
  ['sends invalid UTF-8', (_request, response) => response.end(Buffer.from([0x7b, 0xff, 0x7d]))],
  ['sends more than 256 KiB', json({ keys: [one.jwk], padding: 'x'.repeat(256 * 1024) })],
  ['sends without end', endless],
  ['sends a gzip bomb', gzipBomb],
  ['resets the connection amid the body', reset],
  ['closes the connection', (request) => request.socket.destroy()],
]

describe.each(faults)('when the endpoint %s', (_case, fault) => {
  it('fails, blames nobody and recovers when nothing is held', async () => {
    server.behave(fault)
    const { result: ask, milliseconds } = await timed(async () => asking(await verifier()))
    expect(milliseconds).toBeLessThan(1500)
    expect(await ask(good)).toBe('jwt.keys_unavailable')
    expect(server.requests).toEqual(['/keys'])
    expect(logger.lines).toHaveLength(1)
    server.behave(json({ keys: [one.jwk] }))
    clock.advance(1000)
    expect(await ask(good)).toBe('pass')
  })

  it('goes on with the keys it holds, for up to a day', async () => {
    const ask = await warm()
    server.behave(fault)
    clock.advance(23 * hour)
    expect(await ask(good)).toBe('pass')
    expect(await ask(good)).toBe('pass')
    expect(server.requests).toEqual(['/keys'])
    clock.advance(hour)
    expect(await ask(good)).toBe('jwt.keys_unavailable')
  })
})

describe.each([
  ['never answers', silent],
  ['drips for ever', drip],
] as const)('when the endpoint %s', (_case, fault) => {
  it('gives up after two seconds when nothing is held, and then at once', async () => {
    server.behave(fault)
    const { result: ask, milliseconds } = await timed(async () => asking(await verifier()))
    expect(milliseconds).toBeGreaterThan(1500)
    expect(milliseconds).toBeLessThan(3000)
    const again = await timed(async () => ask(good))
    expect(again.result).toBe('jwt.keys_unavailable')
    expect(again.milliseconds).toBeLessThan(200)
  })

  it('answers from the keys it holds within 300 ms, and then at once', async () => {
    const ask = await warm()
    server.behave(fault)
    clock.advance(11 * minute)
    const first = await timed(async () => ask(good))
    expect(first.result).toBe('pass')
    expect(first.milliseconds).toBeLessThan(700)
    const second = await timed(async () => ask(good))
    expect(second.result).toBe('pass')
    expect(second.milliseconds).toBeLessThan(100)
  })

  it('ends with the signal of its caller', async () => {
    server.behave(text('', 500))
    const verifying = await verifier()
    server.behave(fault)
    clock.advance(minute)
    const ending = AbortSignal.timeout(100)
    const { milliseconds } = await timed(async () => {
      await expect(verifying.verify(good, ending)).rejects.toMatchObject({ kind: 'failure' })
    })
    expect(milliseconds).toBeLessThan(600)
  })
})

describe('rotation', () => {
  it('takes a new key a second after the last fetch', async () => {
    const ask = await warm()
    server.behave(json({ keys: [one.jwk, two.jwk] }))
    clock.advance(1000)
    expect(await ask(token(longLived, {}, two))).toBe('pass')
    expect(await ask(good)).toBe('pass')
    expect(server.requests).toHaveLength(1)
  })

  it('takes a new key after noise with unknown kids, within ten seconds', async () => {
    const ask = await warm()
    for (let index = 0; index < 50; index += 1)
      await ask(token(longLived, { kid: `k${index}` }, one))
    server.behave(json({ keys: [two.jwk] }))
    expect(await ask(token(longLived, {}, two))).toBe('jwt.unknown_key')
    clock.advance(10_000)
    expect(await ask(token(longLived, {}, two))).toBe('pass')
  })

  it('drops a withdrawn key with the next refresh', async () => {
    const ask = await warm()
    server.behave(json({ keys: [two.jwk] }))
    clock.advance(10 * minute)
    expect(await ask(good)).toBe('jwt.unknown_key')
    expect(await ask(token(longLived, {}, two))).toBe('pass')
  })

  it('takes a new key under an old kid, and drops the old one, with the next refresh', async () => {
    const ask = await warm()
    server.behave(json({ keys: [reused.jwk] }))
    expect(await ask(token(longLived, {}, reused))).toBe('jwt.bad_signature')
    clock.advance(10 * minute)
    expect(await ask(token(longLived, {}, reused))).toBe('pass')
    expect(await ask(good)).toBe('jwt.bad_signature')
  })

  it('denies a kid that is published twice', async () => {
    server.behave(json({ keys: [one.jwk, reused.jwk] }))
    expect(await asking(await verifier())(good)).toBe('jwt.unknown_key')
  })

  it('refreshes after a freeze that only the wall clock saw', async () => {
    let frozen = 0
    const thawing = {
      nowMilliseconds: () => nowSeconds * 1000 + frozen,
      monotonicMilliseconds: () => 0,
    }
    server.behave(json({ keys: [one.jwk] }))
    const ask = asking(
      await createJwtVerifier(
        { issuer, audience, jwksUri: server.url },
        { clock: thawing, logger },
      ),
    )
    server.behave(json({ keys: [two.jwk] }))
    frozen = 10 * minute
    expect(await ask(good)).toBe('jwt.unknown_key')
  })
})

it('tells the log what is wrong in constants, once for each attempt', async () => {
  server.behave(text('secret-marker', 503))
  const ask = asking(await verifier())
  await ask(good)
  expect(logger.lines).toEqual([
    {
      level: 'warn',
      message: expect.any(String),
      fields: { code: 'jwt.keys_unavailable', issuer, fault: 'http-status' },
    },
  ])
})
