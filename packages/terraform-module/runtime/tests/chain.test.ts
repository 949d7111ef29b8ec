import { createApiKey } from '@authchain/plugins-apikey'
import { createGateway } from '@authchain/gateway'
import type { GatewayAuthorizer } from '@authchain/gateway'
import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { signWithKey, toPublicKey } from '../../../cli/tests/helpers/es256-token.js'
import { toEnvironment } from './helpers/environment.js'
import { startLambda } from './helpers/lambda.js'
import { unpackRuntime } from './helpers/unpacked-runtime.js'

const issuer = 'https://issuer.example.com/'
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const jwk = { ...pair.privateKey.export({ format: 'jwk' }), kid: 'one', alg: 'ES256' }
const jwtElement = {
  plugin: 'jwt',
  options: { issuer, audience: 'orders', jwks: { keys: [toPublicKey(jwk)] } },
}
const reader = createApiKey({ scopes: ['orders:read'] })
const bystander = createApiKey()
const keyElement = {
  plugin: 'api-key',
  options: { from: 'bearer', keys: [reader.record, bystander.record] },
}
const chain = [
  { plugin: 'any-of', plugins: [keyElement, jwtElement] },
  { plugin: 'require-scope', options: { scopes: ['orders:read'] } },
]

/** Deploys a chain behind the local gateway and asks it over HTTP. */
async function deploy(
  elements: unknown,
  authorizer: GatewayAuthorizer = {
    type: 'REQUEST',
    identitySources: ['method.request.header.Authorization'],
    ttlSeconds: 300,
  },
): Promise<(headers: Readonly<Record<string, string>>) => Promise<number>> {
  const lambda = await startLambda(unpackRuntime(), toEnvironment(elements, { ...authorizer }))
  const gateway = createGateway({ handler: async (event) => lambda.invoke(event), authorizer })
  onTestFinished(async () => gateway.close())
  const { url } = await gateway.listen({ port: 0 })
  return async (headers) => (await fetch(`${url}/orders`, { headers })).status
}

const bearer = (token: string): { readonly authorization: string } => ({
  authorization: `Bearer ${token}`,
})

describe('a chain in the environment of the built zip', () => {
  it('lets tokens and keys in over HTTP, and tells 401 from 403', async () => {
    const ask = await deploy(chain)
    expect({
      token: await ask(bearer(signWithKey(jwk, issuer, { scope: 'orders:read' }))),
      key: await ask(bearer(reader.key)),
      tokenWithoutScope: await ask(bearer(signWithKey(jwk, issuer))),
      keyWithoutScope: await ask(bearer(bystander.key)),
      forgedToken: await ask(bearer(signWithKey(jwk, 'https://elsewhere.example.com/'))),
      unknownKey: await ask(bearer(createApiKey().key)),
      nothing: await ask({}),
    }).toEqual({
      token: 200,
      key: 200,
      tokenWithoutScope: 403,
      keyWithoutScope: 403,
      forgedToken: 401,
      unknownKey: 401,
      nothing: 401,
    })
  })

  it('behaves the same behind a TOKEN authorizer', async () => {
    const ask = await deploy(chain, {
      type: 'TOKEN',
      identitySources: ['method.request.header.Authorization'],
      ttlSeconds: 60,
    })
    expect(await ask(bearer(reader.key))).toBe(200)
    expect(await ask(bearer('wrong'))).toBe(401)
  })

  it('reads several issuers, another name, a claim and the object form', async () => {
    const partner = 'https://partner.example.com/'
    const ask = await deploy({
      plugins: [
        {
          plugin: 'any-of',
          plugins: [
            keyElement,
            {
              plugin: 'jwt',
              as: 'staff',
              options: {
                issuers: [
                  { ...jwtElement.options, name: 'own' },
                  { ...jwtElement.options, name: 'partner', issuer: partner },
                ],
              },
            },
          ],
        },
        { plugin: 'require-claim', options: { claim: 'tier', values: ['gold'] } },
      ],
    })
    expect(await ask(bearer(signWithKey(jwk, partner, { tier: 'gold' })))).toBe(200)
    expect(await ask(bearer(signWithKey(jwk, partner, { tier: 'tin' })))).toBe(403)
    expect(await ask(bearer(reader.key))).toBe(403)
  })

  it('demands both members of all-of, where the TTL is 0', async () => {
    const ask = await deploy(
      [
        {
          plugin: 'all-of',
          plugins: [
            { plugin: 'api-key', principal: 'ignore', options: { keys: [reader.record] } },
            jwtElement,
          ],
        },
      ],
      {
        type: 'REQUEST',
        identitySources: ['method.request.header.Authorization', 'method.request.header.X-Api-Key'],
        ttlSeconds: 0,
      },
    )
    const token = bearer(signWithKey(jwk, issuer))
    expect(await ask({ ...token, 'x-api-key': reader.key })).toBe(200)
    expect(await ask({ ...token, 'x-api-key': 'wrong' })).toBe(401)
    expect(await ask(token)).toBe(401)
  })

  it('starts without undici and without reading anything from AWS', async () => {
    const lambda = await startLambda(unpackRuntime(), toEnvironment(chain))
    expect(lambda.loaded).toEqual([])
  })

  it('says nothing of keys and tokens in its log', async () => {
    const lambda = await startLambda(unpackRuntime(), toEnvironment(chain))
    const token = signWithKey(jwk, issuer)
    for (const credential of [reader.key, bystander.key, token]) {
      const event = {
        type: 'REQUEST',
        methodArn: 'arn:aws:execute-api:us-east-1:123456789012:abcdef123/test/GET/orders',
        resource: '/orders',
        path: '/orders',
        httpMethod: 'GET',
        headers: { Authorization: `Bearer ${credential}` },
        requestContext: { requestId: 'r-1', identity: {} },
      }
      await lambda.invoke(event)
      expect(JSON.stringify(lambda.log)).not.toContain(credential)
    }
    expect(lambda.log).toHaveLength(3)
  })
})
