import { anyOf, createHandler } from '@authchain/core'
import { createTestLogger } from '@authchain/core/testing'
import { apiKey, createApiKey, inlineKeys } from '@authchain/plugins-apikey'
import { jwt } from '@authchain/plugins-jwt'
import { describe, expect, it } from 'vitest'
import {
  drip,
  endless,
  gzipBomb,
  json,
  reset,
  silent,
  startKeyServer,
  text,
} from '../../../plugins-jwt/tests/helpers/key-server.js'
import type { Behaviour, KeyServer } from '../../../plugins-jwt/tests/helpers/key-server.js'
import { signWithKey, toPublicKey } from '../helpers/es256-token.js'
import { createSigningKey } from '../helpers/oidc-issuer.js'
import { startGateway } from '../helpers/running-gateway.js'
import type { RunningGateway } from '../helpers/running-gateway.js'
import { shapes } from '../helpers/shapes.js'

const minute = 60_000
const hour = 60 * minute
const key = createSigningKey('one')
const stranger = createSigningKey('one')
const keySet = json({ keys: [toPublicKey(key)] })

/** Ways for the key set's server to be of no use. `null`: nobody listens. */
const outages: readonly (readonly [string, Behaviour | null])[] = [
  ['nobody listens', null],
  ['it answers 500', text('no', 500)],
  ['it answers 404', text('no', 404)],
  ['it redirects elsewhere', text('', 302, { location: 'http://127.0.0.1:9/keys' })],
  ['it never answers', silent],
  ['it answers a byte at a time', drip],
  ['it breaks the connection', reset],
  ['it answers without end', endless],
  ['it answers a compressed bomb', gzipBomb],
  ['it answers HTML', text('<html>maintenance</html>')],
  ['it answers no keys', json({ keys: [] })],
  ['it answers nonsense', json({ keys: 'none' })],
]

interface Bench {
  readonly server: KeyServer
  readonly gateway: RunningGateway
  readonly good: string
  readonly forged: string
}

type OnFinished = (cleanup: () => Promise<void>) => void

async function start(first: Behaviour | null, onFinished: OnFinished): Promise<Bench> {
  const server = await startKeyServer()
  onFinished(async () => server.close().catch(() => {}))
  await become(server, first)
  const issuer = 'https://issuer.example'
  const plugins = [jwt({ issuer, audience: 'orders', jwksUri: server.url })]
  const gateway = await startGateway({ plugins }, onFinished)
  const [good, forged] = [signWithKey(key, issuer), signWithKey(stranger, issuer)]
  return { server, gateway, good, forged }
}

async function become(server: KeyServer, behaviour: Behaviour | null): Promise<void> {
  if (behaviour === null) await server.close()
  else server.behave(behaviour)
}

describe.concurrent.each(outages)('when the keys cannot be had because %s', (_case, outage) => {
  it('nobody is let in on a cold start: 500, for good and forged tokens alike', async ({
    onTestFinished,
  }) => {
    const { gateway, good, forged } = await start(outage, onTestFinished)
    expect(await gateway.askAll([good, good, forged, forged])).toEqual({
      '500 jwt.keys_unavailable': 4,
    })
    // Nor while the server is left alone after that.
    expect(await gateway.ask(good)).toBe('500 jwt.keys_unavailable')
  })

  it('keys that are held go on letting the good in and keeping the forged out, for a day', async ({
    onTestFinished,
  }) => {
    const { server, gateway, good, forged } = await start(keySet, onTestFinished)
    expect(await gateway.ask(good)).toBe('200')
    await become(server, outage)
    for (const passed of [11 * minute, hour, 20 * hour]) {
      gateway.clock.advance(passed)
      expect(await gateway.askAll([good, good, forged])).toEqual({
        '200': 2,
        '401 jwt.bad_signature': 1,
      })
    }
    gateway.clock.advance(4 * hour)
    expect(await gateway.askAll([good, forged])).toEqual({ '500 jwt.keys_unavailable': 2 })
  })
})

describe('an outage of one source of credentials', () => {
  const { key: apiKeyText, record } = createApiKey()

  it('does not touch the other: API keys pass before an issuer that is dead', async ({
    onTestFinished,
  }) => {
    const issuer = 'https://issuer.example'
    const keys = apiKey({ keys: inlineKeys([record]), from: 'bearer' })
    const tokens = jwt({ issuer, audience: 'orders', jwksUri: 'http://127.0.0.1:9/keys' })
    const gateway = await startGateway({ plugins: [anyOf(keys, tokens)] }, onTestFinished)
    for (let time = 0; time < 2; time += 1) {
      expect(await gateway.askAll([apiKeyText, signWithKey(key, issuer)])).toEqual({
        '200': 1,
        '500 jwt.keys_unavailable': 1,
      })
    }
  })
})

describe('when the keys are back', () => {
  it('a chain that started without them lets the good in', async ({ onTestFinished }) => {
    const { server, gateway, good, forged } = await start(text('no', 503), onTestFinished)
    expect(await gateway.ask(good)).toBe('500 jwt.keys_unavailable')
    server.behave(keySet)
    gateway.clock.advance(31_000)
    expect(await gateway.askAll([good, forged])).toEqual({ '200': 1, '401 jwt.bad_signature': 1 })
  })
})

describe.each(shapes.map((shape) => [shape.name, shape] as const))(
  'the answer to a %s event',
  (_name, { authorizer, toEvent }) => {
    it.each([
      ['the keys', { jwksUri: 'http://127.0.0.1:9/keys' }],
      ["the issuer's metadata", {}],
    ])('is the failure of API Gateway when %s cannot be had', async (_case, source) => {
      const issuer = 'http://127.0.0.1:9'
      const plugins = [jwt({ issuer, audience: 'orders', ...source })]
      const handler = createHandler({ authorizer, plugins }, { logger: createTestLogger() })
      for (let time = 0; time < 2; time += 1) {
        const answer = handler(toEvent(`Bearer ${signWithKey(key, issuer)}`))
        await expect(answer).rejects.toThrow(/^Authorizer failure$/)
      }
    })
  },
)
