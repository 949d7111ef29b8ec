import { createApiKey } from '@authchain/plugins-apikey'
import { isAuthchainError } from '@authchain/core'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { start } from '../src/start.js'
import { toAuthorizer, toEnvironment } from './helpers/environment.js'
import { findStartError } from './helpers/lambda.js'
import { unpackRuntime } from './helpers/unpacked-runtime.js'

const folder = join(tmpdir(), 'nothing-is-here')
const { key, record } = createApiKey()
const options = { issuer: 'https://issuer.example.com/', audience: 'orders' }
const jwt = { plugin: 'jwt', options }
const keys = { plugin: 'api-key', options: { keys: [record] } }
const nested = (depth: number): unknown =>
  depth === 0 ? jwt : { plugin: 'any-of', plugins: [nested(depth - 1), keys] }

async function refusal(environment: Readonly<Record<string, string>>): Promise<string> {
  try {
    await start({ environment, folder })
    return 'started'
  } catch (error) {
    if (!isAuthchainError(error)) throw error
    return `${error.code} ${error.message}`
  }
}

describe('a chain that does not start', () => {
  it.each<[string, unknown, string]>([
    ['text', 'jwt', 'AC1003 AUTHCHAIN_CHAIN: '],
    ['a number', 7, 'AC1003 AUTHCHAIN_CHAIN: '],
    ['null', null, 'AC1003 AUTHCHAIN_CHAIN: '],
    ['an empty list', [], 'AC1001 AUTHCHAIN_CHAIN: '],
    ['an object without plugins', {}, 'AC1003 AUTHCHAIN_CHAIN.plugins: '],
    ['an object with another key', { plugins: [jwt], plugin: [] }, 'AC1004 AUTHCHAIN_CHAIN.plugin'],
    ['an element that is text', ['jwt'], 'AC1003 AUTHCHAIN_CHAIN[0].plugin: '],
    ['an element that is a list', [[jwt]], 'AC1003 AUTHCHAIN_CHAIN[0].plugin: '],
    ['an element without a plugin', [{ options }], 'AC1003 AUTHCHAIN_CHAIN[0].plugin: '],
    ['an unknown plugin', [jwt, { plugin: 'allow' }], 'AC1003 AUTHCHAIN_CHAIN[1].plugin: '],
    ['what every object has', [{ plugin: 'constructor' }], 'AC1003 AUTHCHAIN_CHAIN[0].plugin: '],
    ['a list as plugin', [{ plugin: ['jwt'], options }], 'AC1003 AUTHCHAIN_CHAIN[0].plugin: '],
    ['an unknown key', [{ ...jwt, option: {} }], 'AC1004 AUTHCHAIN_CHAIN[0].option: '],
    ['no options', [{ plugin: 'jwt' }], 'AC1003 AUTHCHAIN_CHAIN[0].options: jwt: '],
    [
      'an unknown option',
      [{ plugin: 'jwt', options: { ...options, audiance: 'x' } }],
      'AC1004 AUTHCHAIN_CHAIN[0].options: jwt.audiance: ',
    ],
    [
      'a code schema',
      [{ plugin: 'jwt', options: { ...options, claims: {} } }],
      'AC1003 AUTHCHAIN_CHAIN[0].options: jwt.claims: ',
    ],
    [
      'no audience',
      [{ plugin: 'jwt', options: { issuer: options.issuer } }],
      'AC1003 AUTHCHAIN_CHAIN[0].options: jwt.audience: ',
    ],
    ['a bad name', [{ ...jwt, as: 'principalId' }], 'AC1013 AUTHCHAIN_CHAIN[0].options: '],
    ['an empty name', [{ ...jwt, as: '' }], 'AC1003 AUTHCHAIN_CHAIN[0].as: '],
    ['another standing', [{ ...jwt, principal: 'any' }], 'AC1003 AUTHCHAIN_CHAIN[0].principal: '],
    ['plugins of a jwt', [{ ...jwt, plugins: [] }], 'AC1004 AUTHCHAIN_CHAIN[0].plugins: '],
    [
      'options of any-of',
      [{ plugin: 'any-of', plugins: [jwt, keys], options: {} }],
      'AC1004 AUTHCHAIN_CHAIN[0].options: ',
    ],
    [
      'any-of over one',
      [{ plugin: 'any-of', plugins: [jwt] }],
      'AC1003 AUTHCHAIN_CHAIN[0].plugins: ',
    ],
    [
      'a fault far inside',
      [{ plugin: 'all-of', plugins: [jwt, { plugin: 'any-of', plugins: [jwt, { plugin: 'x' }] }] }],
      'AC1003 AUTHCHAIN_CHAIN[0].plugins[1].plugins[1].plugin: ',
    ],
    [
      'no scopes',
      [jwt, { plugin: 'require-scope', options: { scopes: [] } }],
      'AC1003 AUTHCHAIN_CHAIN[1].options.scopes: ',
    ],
    [
      'a scope with a space',
      [jwt, { plugin: 'require-scope', options: { scopes: ['a b'] } }],
      'AC1001 AUTHCHAIN_CHAIN[1].options: ',
    ],
    [
      'a scope that is no text',
      [jwt, { plugin: 'require-scope', options: { scopes: [7] } }],
      'AC1003 AUTHCHAIN_CHAIN[1].options.scopes[0]: ',
    ],
    [
      'a claim without a name',
      [jwt, { plugin: 'require-claim', options: { values: ['x'] } }],
      'AC1003 AUTHCHAIN_CHAIN[1].options.claim: ',
    ],
    [
      'a claim that is an object',
      [jwt, { plugin: 'require-claim', options: { claim: 'a', values: [{}] } }],
      'AC1003 AUTHCHAIN_CHAIN[1].options.values[0]: ',
    ],
    ['the same plugin twice', [jwt, jwt], 'AC1006 '],
    [
      'a secret in the open',
      [{ plugin: 'jwt', options: { ...options, secret: 'it-is-a-secret' } }],
      'AC1003 AUTHCHAIN_CHAIN[0].options: secret: ',
    ],
    [
      'a secret of another store',
      [{ plugin: 'jwt', options: { ...options, secret: { env: 'X' } } }],
      'AC1004 AUTHCHAIN_CHAIN[0].options: secret.env: ',
    ],
    [
      'a reference by hand',
      [
        {
          plugin: 'jwt',
          options: { ...options, secret: { kind: 'secret-ref', store: 'literal', name: 'x' } },
        },
      ],
      'AC1004 AUTHCHAIN_CHAIN[0].options: secret.kind: ',
    ],
    [
      'a reference elsewhere',
      [{ plugin: 'jwt', options: { ...options, audience: { ssm: '/x' } } }],
      'AC1003 AUTHCHAIN_CHAIN[0].options: jwt.audience: ',
    ],
    [
      'a parameter that is none',
      [{ plugin: 'jwt', options: { ...options, secret: { ssm: 'a b' } } }],
      'AC1001 AUTHCHAIN_CHAIN[0].options: ',
    ],
    [
      'a key in place of a record',
      [{ plugin: 'api-key', options: { keys: [key] } }],
      'AC1003 AUTHCHAIN_CHAIN[0].options: inlineKeys[0]',
    ],
    [
      'keys at a bad path',
      [{ plugin: 'api-key', options: { keys: { ssm: 'orders/' } } }],
      'AC1003 AUTHCHAIN_CHAIN[0].options: ssmKeys',
    ],
    [
      'keys that are text',
      [{ plugin: 'api-key', options: { keys: '/orders' } }],
      'AC1003 AUTHCHAIN_CHAIN[0].options: keys: ',
    ],
    [
      'no keys at all',
      [{ plugin: 'api-key', options: {} }],
      'AC1003 AUTHCHAIN_CHAIN[0].options: apiKey.keys: ',
    ],
    ['no such key of routes', { plugins: [jwt], route: {} }, 'AC1004 AUTHCHAIN_CHAIN.route'],
  ])('%s', async (_case, chain, expected) => {
    const message = await refusal(toEnvironment(chain))
    expect(message.slice(0, expected.length)).toBe(expected)
    expect(message).not.toContain('it-is-a-secret')
    expect(message).not.toContain(key)
  })

  it.each([
    ['no JSON', 'jwt'],
    ['half of it', '[{"plugin":"jwt"'],
    ['a comment', '// nothing\n[]'],
    ['more than 8 KiB', JSON.stringify([jwt]).padEnd(8193)],
  ])('%s', async (_case, text) => {
    expect(await refusal({ ...toEnvironment([jwt]), AUTHCHAIN_CHAIN: text })).toMatch(/^AC1001 /)
  })

  it.each([
    [
      'an element',
      '[{"plugin":"jwt","options":{"issuer":"https://i.example.com/","audience":"a"},"__proto__":{"principal":"replace"}}]',
    ],
    [
      'options',
      '[{"plugin":"jwt","options":{"issuer":"https://i.example.com/","audience":"a","__proto__":{}}}]',
    ],
    [
      'a secret',
      '[{"plugin":"jwt","options":{"issuer":"https://i.example.com/","audience":"a","secret":{"ssm":"/x","__proto__":{}}}}]',
    ],
    [
      'the whole',
      '{"plugins":[{"plugin":"jwt","options":{"issuer":"https://i.example.com/","audience":"a"}}],"__proto__":{}}',
    ],
  ])('a key called __proto__ in %s', async (_case, text) => {
    expect(await refusal({ ...toEnvironment([]), AUTHCHAIN_CHAIN: text })).toMatch(/^AC1004 /)
  })

  it('takes plugins that are nested as deep as the text is long', async () => {
    const facts = { identitySources: [], ttlSeconds: 0 }
    expect(await refusal(toEnvironment([nested(20)], facts))).toMatch(/^AC1006 /)
  })

  it.each([
    ['an environment and a parameter', { AUTHCHAIN_CHAIN_PARAMETER: '/orders/chain' }],
    ['an environment and the example', { AUTHCHAIN_EXAMPLE_TOKEN_SHA256: 'a'.repeat(64) }],
  ])('two chains: %s', async (_case, added) => {
    expect(await refusal({ ...toEnvironment([jwt]), ...added })).toMatch(/^AC4001 /)
  })

  it.each([
    'orders chain',
    '/a//b',
    '/a:b',
    'arn:aws:ssm:us-east-1:123456789012:parameter/a',
    '/a:1:2',
  ])('a parameter called "%s"', async (name) => {
    const environment = {
      AUTHCHAIN_AUTHORIZER: toAuthorizer(),
      AUTHCHAIN_CHAIN_PARAMETER: name,
    }
    expect(await refusal(environment)).toMatch(/^AC1001 /)
  })

  it('is told in the built zip as well, before any request', async () => {
    const environment = toEnvironment([{ plugin: 'allow' }])
    expect(await findStartError(unpackRuntime(), environment)).toMatchObject({
      name: 'ConfigInvalidError',
      code: 'AC1003',
    })
  })
})

describe('a deployed authorizer that does not fit the chain', () => {
  const token = { type: 'TOKEN' }
  it.each<[string, unknown[], object, string]>([
    ['another source', [jwt], { identitySources: ['method.request.header.X-Token'] }, 'AC4001'],
    [
      'a source too many',
      [jwt],
      {
        identitySources: ['method.request.header.Authorization', 'method.request.header.X-Tenant'],
      },
      'AC4001',
    ],
    [
      'a source too many, without a TTL',
      [jwt],
      {
        ttlSeconds: 0,
        identitySources: ['method.request.header.Authorization', 'method.request.header.X-Tenant'],
      },
      'AC4001',
    ],
    ['no source, with a TTL', [jwt], { identitySources: [] }, 'AC4001'],
    [
      'a source of another API',
      [jwt],
      { identitySources: ['$request.header.Authorization'] },
      'AC4001',
    ],
    [
      'two credentials of which one is enough',
      [{ plugin: 'any-of', plugins: [keys, jwt] }],
      {},
      'AC1009',
    ],
    [
      'the same without a TTL, and one of them demanded',
      [{ plugin: 'any-of', plugins: [keys, jwt] }],
      { ttlSeconds: 0 },
      'AC4001',
    ],
    ['a header that a TOKEN event does not have', [keys], token, 'AC1010'],
    [
      'a TOKEN header that nothing reads',
      [jwt],
      { ...token, header: 'X-Token', identitySources: ['method.request.header.Authorization'] },
      'AC4001',
    ],
    [
      'a TOKEN authorizer with two sources',
      [jwt],
      { ...token, identitySources: ['method.request.header.a', 'method.request.header.b'] },
      'AC1001',
    ],
    ['a TOKEN authorizer of an HTTP API', [jwt], { ...token, api: 'http' }, 'AC1001'],
    ['simple responses of a REST API', [jwt], { simpleResponses: true }, 'AC1001'],
    ['a WebSocket API with a TTL', [jwt], { api: 'websocket' }, 'AC1001'],
    ['an unknown API', [jwt], { api: 'graphql' }, 'AC1003'],
    ['a TTL that is negative', [jwt], { ttlSeconds: -1 }, 'AC1003'],
    ['a TTL of more than an hour', [jwt], { ttlSeconds: 3601 }, 'AC1003'],
    ['a TTL with a fraction', [jwt], { ttlSeconds: 0.5 }, 'AC1001'],
    ['a TTL as text', [jwt], { ttlSeconds: '300' }, 'AC1003'],
    ['no TTL', [jwt], { ttlSeconds: null }, 'AC1003'],
    ['no sources', [jwt], { identitySources: null }, 'AC1003'],
    ['an unknown key', [jwt], { ttl: 300 }, 'AC1004'],
  ])('%s', async (_case, chain, facts, code) => {
    expect(await refusal(toEnvironment(chain, { ...facts }))).toMatch(new RegExp(`^${code} `))
  })

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['null', 'null'],
    ['a list', '[]'],
  ])('%s in place of an authorizer', async (_case, text) => {
    const environment = { ...toEnvironment([jwt]), AUTHCHAIN_AUTHORIZER: text }
    expect(await refusal(environment)).toMatch(/^AC100[13] AUTHCHAIN_AUTHORIZER/)
  })

  it.each<[string, unknown[], object]>([
    ['exactly its sources', [jwt], {}],
    [
      'another spelling of a header',
      [keys],
      { identitySources: ['method.request.header.X-API-Key'] },
    ],
    ['fewer sources without a TTL', [jwt], { ttlSeconds: 0, identitySources: [] }],
    [
      'keys and tokens in two headers, uncached',
      [{ plugin: 'any-of', plugins: [keys, jwt] }],
      { ttlSeconds: 0, identitySources: [] },
    ],
  ])('fits with %s', async (_case, chain, facts) => {
    expect(await refusal(toEnvironment(chain, { ...facts }))).toBe('started')
  })
})
