import { createApiKey } from '@authchain/plugins-apikey'
import { describe, expect, it } from 'vitest'
import { toAuthorizer, toEnvironment } from './helpers/environment.js'
import { findStartError } from './helpers/lambda.js'
import { refusal } from './helpers/refusal.js'
import { unpackRuntime } from './helpers/unpacked-runtime.js'

const { key, record } = createApiKey()
const options = { issuer: 'https://issuer.example.com/', audience: 'orders' }
const jwt = { plugin: 'jwt', options }
const allow = { plugin: 'allow' }
const keys = { plugin: 'api-key', options: { keys: [record] } }
const nested = (depth: number): unknown =>
  depth === 0 ? jwt : { plugin: 'any-of', plugins: [nested(depth - 1), keys] }

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
      [{ plugin: 'jwt', options: { ...options, secret: { ssm: '/a b' } } }],
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

  it.each<[string, object, string]>([
    ['no routes', {}, 'AC1001 '],
    ['a pattern without a method', { '/orders': allow }, 'AC1014 '],
    [
      'a pattern called __proto__',
      JSON.parse('{"__proto__":{"plugin":"allow"}}') as object,
      'AC1014 ',
    ],
    [
      'a plugin as rule',
      { 'GET /orders': jwt },
      'AC1003 AUTHCHAIN_CHAIN.routes["GET /orders"].plugin: ',
    ],
    [
      'a rule with options',
      { 'GET /orders': { ...allow, options: {} } },
      'AC1004 AUTHCHAIN_CHAIN.routes["GET /orders"].options: ',
    ],
  ])('a table with %s', async (_case, routes, expected) => {
    const message = await refusal(toEnvironment({ plugins: [jwt], routes }))
    expect(message.slice(0, expected.length)).toBe(expected)
  })

  it('a default rule without routes', async () => {
    const chain = { plugins: [jwt], defaultRule: allow }
    expect(await refusal(toEnvironment(chain))).toMatch(/^AC1001 /)
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
    expect(await refusal({ ...toEnvironment([jwt]), ...added })).toMatch(/^AC6001 /)
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
