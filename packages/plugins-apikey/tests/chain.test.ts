import {
  abstain,
  anyOf,
  createHandler,
  defineConfig,
  definePlugin,
  pass,
  requireScope,
} from '@authchain/core'
import type { AuthorizerHandler } from '@authchain/core'
import { createTestClock, createTestLogger, restRequestEvent } from '@authchain/core/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { apiKey, createApiKey, inlineKeys } from '../src/index.js'
import { withOtherSecret } from './helpers/keys.js'

const clock = createTestClock()
const expiresAtSeconds = clock.nowMilliseconds() / 1000 + 3600
const good = createApiKey({
  principalId: 'partner-acme',
  scopes: ['orders:read'],
  context: { internalNote: 'not for the backend' },
  expiresAtSeconds,
  usageIdentifierKey: 'digest',
})
const unscoped = createApiKey()
const disabled = createApiKey()

/** Takes every bearer token that is left to it: what a bad key must never reach. */
const others = definePlugin({
  name: 'others',
  validate: ({ token }) =>
    token === undefined
      ? abstain('no token')
      : pass({ principalId: 'let in by others', scopes: ['orders:read'] }),
})

describe('apiKey in a handler, before a plugin that lets everyone in', () => {
  let logger: ReturnType<typeof createTestLogger>
  let handler: AuthorizerHandler

  beforeEach(() => {
    logger = createTestLogger()
    const keys = inlineKeys([good.record, unscoped.record, { ...disabled.record, disabled: true }])
    const config = defineConfig({
      authorizer: { type: 'REQUEST', ttlSeconds: 300 },
      plugins: [anyOf(apiKey({ keys, from: 'bearer' }), others()), requireScope('orders:read')],
    })
    handler = createHandler(config, { clock, logger })
  })

  const present = async (credential: string): Promise<unknown> =>
    handler(restRequestEvent({ headers: { Authorization: `Bearer ${credential}` } })).catch(
      (error: Error) => error.message,
    )

  it('allows a good key until it expires, with the digest as usage plan key', async () => {
    const response = await present(good.key)
    expect(response).toMatchObject({
      principalId: 'partner-acme',
      policyDocument: { Statement: [{ Effect: 'Allow' }] },
      usageIdentifierKey: good.record.digest,
    })
    expect(JSON.stringify(response)).toContain(
      new Date(expiresAtSeconds * 1000).toISOString().slice(0, 19),
    )
    expect(JSON.stringify(response)).not.toContain('not for the backend')
  })

  it('leaves tokens of another kind to the other plugin', async () => {
    expect(await present('eyJhbGciOiJIUzI1NiJ9.e30.c2ln')).toMatchObject({
      principalId: 'let in by others',
    })
  })

  it.each([
    ['the wrong secret', withOtherSecret(good.key), 'api_key.unknown'],
    ['an unknown id', createApiKey().key, 'api_key.unknown'],
    ['a typing error', `${good.key.slice(0, -1)}!`, 'api_key.malformed'],
    ['been disabled', disabled.key, 'api_key.disabled'],
  ])('answers 401 to a key that has %s, and does not ask the other', async (_case, key, code) => {
    expect(await present(key)).toBe('Unauthorized')
    expect(JSON.stringify(logger.lines)).toContain(code)
  })

  it('answers 403 to a key without the scope', async () => {
    expect(await present(unscoped.key)).toMatchObject({
      policyDocument: { Statement: [{ Effect: 'Deny' }] },
    })
  })

  it('logs no key and no digest, whatever is presented', async () => {
    const wrong = withOtherSecret(good.key)
    for (const key of [good.key, unscoped.key, disabled.key, wrong, `${good.key} `]) {
      await present(key)
    }
    const log = JSON.stringify(logger.lines)
    for (const { key, record } of [good, unscoped, disabled]) {
      expect(log).not.toContain(key.slice(20))
      expect(log).not.toContain(record.digest)
    }
    expect(log).not.toContain(wrong.slice(20))
  })
})
