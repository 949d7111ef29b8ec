import { createApiKey } from '@authchain/plugins-apikey'
import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chainSchema, toChainJsonSchema } from '../schema/chain-schema.js'
import { parseChain } from '../src/parse-chain.js'

const { record } = createApiKey({ scopes: ['a'], expiresAtSeconds: 4_000_000_000 })
const { publicKey } = generateKeyPairSync('ed25519')
const options = { issuer: 'https://issuer.example.com/', audience: 'orders' }
const jwt = { plugin: 'jwt', options }
const keys = { plugin: 'api-key', options: { keys: [record] } }
const withOptions = (more: object): unknown[] => [
  { plugin: 'jwt', options: { ...options, ...more } },
]
const withKeys = (more: object): unknown[] => [
  { plugin: 'api-key', options: { keys: [record], ...more } },
]

const right: readonly [string, unknown][] = [
  ['a list', [jwt]],
  ['an object', { plugins: [jwt] }],
  ['settings', [{ ...jwt, as: 'partner', principal: 'replace' }]],
  ['no audience on purpose', withOptions({ audience: null })],
  ['several audiences', withOptions({ audience: ['a', 'b'] })],
  ['a secret', withOptions({ secret: { ssm: '/orders/jwt' }, algorithms: ['HS256'] })],
  ['a field of a secret', withOptions({ secret: { ssm: '/orders/auth', field: 'jwt' } })],
  ['a JWKS URI', withOptions({ jwksUri: 'https://issuer.example.com/keys' })],
  ['keys inline', withOptions({ jwks: { keys: [publicKey.export({ format: 'jwk' })] } })],
  ['a PEM', withOptions({ publicKey: publicKey.export({ type: 'spki', format: 'pem' }) })],
  [
    'every check',
    withOptions({
      clockToleranceSeconds: 1,
      maxTokenAgeSeconds: 60,
      typ: 'at+jwt',
      requiredClaims: { ssm: 'x', tier: ['a', 'b'] },
      tokenFrom: ['token', 'header:x-token', 'cookie:session', 'query:t'],
    }),
  ],
  [
    'several issuers',
    [{ plugin: 'jwt', options: { issuers: [{ ...options, name: 'own', secret: { ssm: '/x' } }] } }],
  ],
  ['records', withKeys({ from: 'bearer', prefix: 'acme' })],
  ['keys in Parameter Store', [{ plugin: 'api-key', options: { keys: { ssm: '/orders/keys' } } }]],
  [
    'any-of in all-of',
    [
      {
        plugin: 'all-of',
        plugins: [
          { plugin: 'any-of', plugins: [jwt, keys] },
          { plugin: 'require-scope', options: { scopes: ['a', 'b'] } },
        ],
      },
    ],
  ],
  [
    'a claim',
    [jwt, { plugin: 'require-claim', options: { claim: 'amr', values: ['mfa', 1, true] } }],
  ],
  ['a claim that is there', [jwt, { plugin: 'require-claim', options: { claim: 'amr' } }]],
]

const wrong: readonly [string, unknown][] = [
  ['text', 'jwt'],
  ['nothing', []],
  ['no plugins', {}],
  ['another key', { plugins: [jwt], rules: [] }],
  ['an unknown plugin', [{ plugin: 'allow' }]],
  ['an unknown key of an element', [{ ...jwt, option: 1 }]],
  ['no options', [{ plugin: 'jwt' }]],
  ['an unknown option', withOptions({ audiance: 'x' })],
  ['a schema in code', withOptions({ claims: {} })],
  ['a secret in the open', withOptions({ secret: 'open' })],
  ['a secret with more', withOptions({ secret: { ssm: '/x', version: 1 } })],
  ['an unknown algorithm', withOptions({ algorithms: ['none'] })],
  ['too much tolerance', withOptions({ clockToleranceSeconds: 61 })],
  ['an input that there is not', withOptions({ tokenFrom: 'body:x' })],
  ['an issuer without a name', [{ plugin: 'jwt', options: { issuers: [options] } }]],
  ['both forms', withOptions({ issuers: [{ ...options, name: 'a' }] })],
  ['a wrong digest', withKeys({ keys: [{ ...record, digest: 'x' }] })],
  ['a wrong id', withKeys({ keys: [{ ...record, id: 'x' }] })],
  ['another key of a record', withKeys({ keys: [{ ...record, expires: 1 }] })],
  ['a path with a slash at its end', withKeys({ keys: { ssm: '/orders/' } })],
  ['a place that there is not', withKeys({ from: 'body' })],
  ['a prefix in capitals', withKeys({ prefix: 'ACME' })],
  ['one member', [{ plugin: 'any-of', plugins: [jwt] }]],
  ['settings of a rule', [{ plugin: 'require-scope', as: 'x', options: { scopes: ['a'] } }]],
  ['a scope with a space', [{ plugin: 'require-scope', options: { scopes: ['a b'] } }]],
  ['no values', [{ plugin: 'require-claim', options: { claim: 'a', values: [] } }]],
]

describe('the published schema', () => {
  it.each(right)('takes what the function takes: %s', async (_case, chain) => {
    expect(chainSchema.safeParse(chain).success).toBe(true)
    expect(await starts(chain)).toBe(true)
  })

  it.each(wrong)('refuses what the function refuses: %s', async (_case, chain) => {
    expect(chainSchema.safeParse(chain).success).toBe(false)
    expect(await starts(chain)).toBe(false)
  })

  it('is the file that the package holds', () => {
    const path = join(import.meta.dirname, '../../schemas/chain.schema.json')
    expect(readFileSync(path, 'utf8')).toBe(toChainJsonSchema())
  })
})

async function starts(chain: unknown): Promise<boolean> {
  try {
    await parseChain(JSON.stringify(chain), 'chain')
    return true
  } catch {
    return false
  }
}
