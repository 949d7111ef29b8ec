import { createApiKey } from '@authchain/plugins-apikey'
import { describe, expect, it } from 'vitest'
import { toEnvironment } from './helpers/environment.js'
import { refusal } from './helpers/refusal.js'

const { record } = createApiKey()
const jwt = {
  plugin: 'jwt',
  options: { issuer: 'http://127.0.0.1:9/', audience: 'orders' },
}
const keys = { plugin: 'api-key', options: { keys: [record] } }

describe('a deployed authorizer that does not fit the chain', () => {
  const token = { type: 'TOKEN' }
  it.each<[string, unknown[], object, string]>([
    ['another source', [jwt], { identitySources: ['method.request.header.X-Token'] }, 'AC6001'],
    [
      'a source too many',
      [jwt],
      {
        identitySources: ['method.request.header.Authorization', 'method.request.header.X-Tenant'],
      },
      'AC6001',
    ],
    [
      'a source too many, without a TTL',
      [jwt],
      {
        ttlSeconds: 0,
        identitySources: ['method.request.header.Authorization', 'method.request.header.X-Tenant'],
      },
      'AC6001',
    ],
    ['no source, with a TTL', [jwt], { identitySources: [] }, 'AC6001'],
    [
      'a source of another API',
      [jwt],
      { identitySources: ['$request.header.Authorization'] },
      'AC6001',
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
      'AC6001',
    ],
    ['a header that a TOKEN event does not have', [keys], token, 'AC1010'],
    [
      'a TOKEN header that nothing reads',
      [jwt],
      { ...token, header: 'X-Token', identitySources: ['method.request.header.Authorization'] },
      'AC6001',
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

  it('demands the route in the cache key where no one policy can say the table', async () => {
    const scopes = (scope: string): object => ({
      plugin: 'require-scope',
      options: { scopes: [scope] },
    })
    const chain = {
      plugins: [jwt],
      routes: {
        'GET /a/{x}': scopes('a'),
        'GET /a/{x}/{y}': scopes('b'),
        'GET /a/{x}/{y}/{z}': scopes('a'),
      },
    }
    const header = 'method.request.header.Authorization'
    const route = ['context.httpMethod', 'context.path']
    const deploy = async (identitySources: readonly string[], ttlSeconds = 300): Promise<string> =>
      refusal(toEnvironment(chain, { identitySources, ttlSeconds }))
    expect(await deploy([header])).toMatch(/^AC6001 /)
    expect(await deploy([header, 'context.httpMethod'])).toMatch(/^AC6001 /)
    expect(await deploy([header, ...route])).toBe('started')
    expect(await deploy([header], 0)).toBe('started')
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
