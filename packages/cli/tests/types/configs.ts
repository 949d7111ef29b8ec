/** Configs of every kind that the packages are made for; they compile, and what they infer is what is meant. */
import * as z from 'zod/mini'
import {
  allOf,
  allow,
  anonymous,
  anyOf,
  createChain,
  createHandler,
  defineConfig,
  definePlugin,
  env,
  forbidden,
  literal,
  method,
  not,
  optional,
  pass,
  path,
  provided,
  requireClaim,
  requireScope,
  ssm,
  unauthenticated,
  when,
} from '@authchain/core'
import type { AuthContext, PluginFactory } from '@authchain/core'
import { readAuthContext } from '@authchain/core/backend'
import { apiKey, inlineKeys, ssmKeys } from '@authchain/plugins-apikey'
import { auth0, cognito, createJwtVerifier, jwt } from '@authchain/plugins-jwt'
import type { JwtProvision } from '@authchain/plugins-jwt'

const people = { issuer: 'https://people.example.com/', audience: 'shop' } as const

export const tokensAlone = defineConfig({ plugins: [jwt(people)] })

export const tokensOrKeys = defineConfig({
  authorizer: { type: 'REQUEST', ttlSeconds: 300 },
  plugins: [
    anyOf(
      apiKey({ keys: ssmKeys('/shop/keys'), from: 'bearer' }),
      jwt({ ...people, claims: z.looseObject({ tenant: z.string() }) }),
    ),
  ],
  routes: {
    'GET /orders/*': requireScope('orders:read'),
    'ANY /admin/*': allOf(requireScope('admin'), requireClaim('amr', 'mfa')),
    'GET /tenants/{tenant}': (identity) => identity.jwt !== undefined,
    'GET /status': allow,
  },
  context: ({ jwt: token, principalId }) => ({
    tenant: token?.claims.tenant,
    who: principalId,
    machine: token === undefined,
  }),
})
const seen = readAuthContext<typeof tokensOrKeys>({})
export const tenant: string | undefined = seen.tenant
export const machine: boolean = seen.machine
export const who: string = seen.who

export const severalIssuers = defineConfig({
  authorizer: { type: 'TOKEN' },
  plugins: [
    jwt({
      issuers: [
        { name: 'one', issuer: 'https://one.example.com/', audience: 'shop' },
        {
          name: 'two',
          issuer: 'https://two.example.com/',
          audience: ['shop', 'billing'],
          jwksUri: 'https://two.example.com/keys',
        },
        {
          name: 'old',
          issuer: 'https://old.example.com/',
          audience: null,
          secret: ssm('/old/hs256'),
          algorithms: ['HS256'],
        },
      ],
    }),
  ],
  context: (identity) => ({ tenant: identity.jwt.tenant }),
})

export const httpApi = defineConfig({
  authorizer: { api: 'http', response: 'simple', ttlSeconds: 60 },
  plugins: [cognito({ userPoolId: 'eu-west-1_abc', clientId: 'c', tokenUse: 'access' })],
  routes: { 'ANY /{proxy+}': requireScope('shop/read') },
})

export const webSocket = defineConfig({
  authorizer: { api: 'websocket' },
  plugins: [jwt({ ...people, tokenFrom: 'query:token', maxTokenAgeSeconds: 60 })],
})

export const withAuth0 = defineConfig({
  plugins: [auth0({ domain: 'shop.eu.auth0.com', audience: 'https://shop.example.com' })],
})

interface Shop {
  readonly id: string
}
export const shopGuard: PluginFactory<
  'shop',
  { open: string[]; from?: string | undefined },
  Shop,
  { readonly jwt: JwtProvision }
> = definePlugin({
  name: 'shop',
  options: z.strictObject({ open: z.array(z.string()), from: z.optional(z.string()) }),
  needs: { jwt: provided<JwtProvision>() },
  requires: ({ from }) => ({ inputs: [`header:${from ?? 'x-shop'}`] }),
  setup({ open, from = 'x-shop' }) {
    const known = new Set(open)
    return (context, identity) => {
      const id = context.header(from)
      if (id === undefined) throw unauthenticated('shop.missing')
      if (!known.has(id) || identity.jwt.claims['shop'] !== id) throw forbidden('shop.closed')
      return pass({ provides: { id } })
    }
  },
})
export const guarded = defineConfig({
  authorizer: { type: 'REQUEST', ttlSeconds: 0 },
  plugins: [jwt(people), shopGuard({ open: ['north'] })],
  context: ({ shop }) => ({ shop: shop.id }),
})

export const smallest = definePlugin({
  name: 'smallest',
  validate(context: AuthContext) {
    if (!context.token) throw unauthenticated('smallest.missing_token')
    return pass({ principalId: 'user-1', context: { tier: 'premium' } })
  },
})
export const smallestConfig = defineConfig({ plugins: [smallest()] })

export const twoOfAKind = defineConfig({
  plugins: [
    jwt(people),
    jwt(
      { issuer: 'https://partner.example.com/', audience: 'shop', tokenFrom: 'header:x-partner' },
      { as: 'partner', principal: 'ignore' },
    ),
    when(not(path('/health')), apiKey({ keys: inlineKeys([]) }, { principal: 'ignore' })),
    when(method('DELETE'), requireClaim('amr', 'mfa')),
  ],
  context: (identity) => ({
    sub: String(identity.jwt.claims['sub']),
    partner: identity.partner.issuer,
    key: identity.apiKey?.id,
  }),
})

export const open = defineConfig({ plugins: [anyOf(jwt(people), anonymous())] })

export const maybe = defineConfig({
  plugins: [optional(jwt(people)), apiKey({ keys: inlineKeys([]) })],
  context: (identity) => ({
    user: identity.jwt === undefined ? null : String(identity.jwt.claims['sub']),
  }),
})

export async function run(): Promise<void> {
  createHandler(guarded)
  const chain = await createChain(maybe)
  const decision = await chain({} as AuthContext)
  if (decision.effect === 'Allow') void decision.identity.apiKey.id
  else void decision.kind
  await createJwtVerifier({ issuer: 'x', audience: null, secret: literal('x'.repeat(32)) })
  await createJwtVerifier({ issuer: 'x', audience: null, secret: env('X') })
}

const keys = apiKey({ keys: inlineKeys([]) })
const tokens = jwt(people)
// @ts-expect-error the wrong order
export const late = defineConfig({ plugins: [shopGuard({ open: [] }), tokens] })
// @ts-expect-error what it needs may not have run
export const either = defineConfig({ plugins: [anyOf(tokens, keys), shopGuard({ open: [] })] })
// @ts-expect-error two sources of keys
jwt({ ...people, jwksUri: 'https://a.example.com/', jwks: { keys: [] } })
// @ts-expect-error an audience is written, if only null
jwt({ issuer: 'https://a.example.com/' })
// @ts-expect-error a method that does not exist
export const typo = defineConfig({ plugins: [tokens], routes: { 'GETS /x': allow } })
export const cached = defineConfig({
  // @ts-expect-error WebSocket APIs have no cache
  authorizer: { api: 'websocket', ttlSeconds: 5 },
  plugins: [tokens],
})
// @ts-expect-error rules see no request
export const seesAll = defineConfig({ plugins: [tokens], routes: { 'GET /x': (_i, _c) => true } })
