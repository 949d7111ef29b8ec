import { literal } from '@authchain/core'
import type { HttpRequest, HttpResponse } from '@authchain/core'
import { createTestClock } from '@authchain/core/testing'
import type { TestRequest } from '@authchain/core/testing'
import { describePlugin } from '@authchain/core/testing/conformance'
import { auth0, cognito, jwt } from '../src/index.js'
import type { JwtOptions } from '../src/index.js'
import {
  signBytes,
  forge,
  goodClaims,
  audience,
  ec,
  issuer,
  nowSeconds,
  otherRsa,
  rsa,
  segment,
  token,
} from './helpers/tokens.js'

const clock = createTestClock(nowSeconds * 1000)
const keys = { keys: [rsa.jwk, ec.jwk] }
const bearer = (text: string): TestRequest => ({ token: `Bearer ${text}` })

/** Publishes the RSA key under every address, and metadata where OpenID Connect has it. */
async function http({ url }: HttpRequest): Promise<HttpResponse> {
  const isMetadata = url.pathname.includes('/.well-known/openid-configuration')
  const body = isMetadata ? { issuer, jwks_uri: `${issuer}keys` } : { keys: [rsa.jwk] }
  return Promise.resolve({ status: 200, headers: {}, body: Buffer.from(JSON.stringify(body)) })
}

type Place = (text: string) => TestRequest
const good = (place: Place = bearer, claims: object = {}) => [
  { ...place(token(claims)), principalId: 'user-1' },
  { ...place(token({ ...claims, sub: 'user-2', scope: 'orders:read' })), principalId: 'user-2' },
]
const [head = '', payload = '', signature = ''] = token().split('.')
const bad = (place: Place = bearer, claims: object = {}) =>
  [
    { ...place(token({ ...claims, exp: nowSeconds - 60 })), code: 'jwt.expired' },
    { ...place(token({ ...claims, iss: 'https://evil.example/' })) },
    { ...place(token(claims, { kid: rsa.jwk['kid'] }, otherRsa)) },
    { ...place(`${segment({ alg: 'none' })}.${payload}.`) },
    { ...place(`${head}.${segment({ ...goodClaims, sub: 'admin' })}.${signature}`) },
    { ...place(`${head}.${payload}`) },
    { ...place('no-token-at-all-but-long-enough') },
  ] as const
const badOptions = [
  () => jwt({ issuer, audience, jwks: keys, audiance: 'x' } as unknown as JwtOptions),
  () => jwt({ issuer, jwks: keys } as unknown as JwtOptions),
  () => jwt({ issuer, audience, jwks: keys, algorithms: ['none'] } as unknown as JwtOptions),
  () => jwt(undefined as unknown as JwtOptions),
]

describePlugin({
  name: 'jwt with a static key set',
  make: () => jwt({ issuer, audience, jwks: keys }),
  runtime: { clock },
  good: [...good(), { ...bearer(token({}, {}, ec)), principalId: 'user-1' }],
  bad: bad(),
  absent: [{}, { token: 'Basic dXNlcjpwYXNz' }],
  badOptions,
})

describePlugin({
  name: 'jwt with keys over HTTP',
  make: () => jwt({ issuer, audience, jwksUri: `${issuer}keys` }),
  runtime: { clock, http },
  good: good(),
  bad: bad(),
  absent: [{}],
  badOptions,
})

describePlugin({
  name: 'jwt with discovery',
  make: () => jwt({ issuer, audience }),
  runtime: { clock, http },
  good: good(),
  bad: bad(),
  absent: [{}],
})

const shared = 'a-shared-secret-of-32-bytes-at-least'
const signed = (claims: object, secret: string = shared): string =>
  forge({ alg: 'HS256' }, { ...goodClaims, ...claims }, (data) =>
    signBytes('HS256', Buffer.from(secret), data),
  )
describePlugin({
  name: 'jwt with a shared secret',
  make: () => jwt({ issuer, audience, secret: literal(shared), algorithms: ['HS256'] }),
  runtime: { clock },
  good: [
    { ...bearer(signed({})), principalId: 'user-1' },
    { ...bearer(signed({ sub: 'user-2' })), principalId: 'user-2' },
  ],
  bad: [...bad().slice(2), { ...bearer(signed({}, 'another-secret-of-32-bytes-at-least')) }],
  absent: [{}],
})

for (const [from, place] of [
  ['header:x-token', (text: string) => ({ headers: { 'X-Token': text } })],
  ['query:access_token', (text: string) => ({ query: { access_token: text } })],
  ['cookie:session', (text: string) => ({ headers: { cookie: `a=b; session=${text}` } })],
] as const) {
  describePlugin({
    name: `jwt from ${from}`,
    make: () =>
      jwt({ issuer, audience, jwks: keys, tokenFrom: ['token', from] }, { as: 'partner' }),
    runtime: { clock },
    good: [...good(place), ...good()],
    bad: bad(place),
    absent: [{}],
  })
}

const second = 'https://second.example/'
describePlugin({
  name: 'jwt with several issuers',
  make: () =>
    jwt({
      issuers: [
        { name: 'first', issuer, audience, jwks: { keys: [rsa.jwk] } },
        { name: 'second', issuer: second, audience, jwks: { keys: [ec.jwk] } },
      ],
    }),
  runtime: { clock },
  good: [
    { ...bearer(token()), principalId: 'first|user-1' },
    { ...bearer(token({ iss: second }, {}, ec)), principalId: 'second|user-1' },
  ],
  bad: [...bad(), { ...bearer(token({ iss: second })) }],
  absent: [{}],
})

const pool = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI'
const access = { iss: pool, aud: undefined, token_use: 'access', client_id: 'client' }
describePlugin({
  name: 'cognito',
  make: () =>
    cognito({ userPoolId: 'eu-west-1_AbCdEfGhI', clientId: 'client', tokenUse: 'access' }),
  runtime: { clock, http },
  good: good(bearer, access),
  bad: [...bad(bearer, access), { ...bearer(token({ ...access, token_use: 'id' })) }],
  absent: [{}],
})
const tenant = { iss: 'https://tenant.eu.auth0.com/', aud: audience }
describePlugin({
  name: 'auth0',
  make: () => auth0({ domain: 'tenant.eu.auth0.com', audience }),
  runtime: { clock, http },
  good: good(bearer, tenant),
  bad: bad(bearer, tenant),
  absent: [{}],
})
