import { createGateway } from '@authchain/gateway'
import type { AuthorizerFunction } from '@authchain/gateway'
import { httpV2Event, restRequestEvent } from '@authchain/core/testing'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { buildBundle } from '../../src/bundle/build-bundle.js'
import type { Bundle } from '../../src/bundle/build-bundle.js'
import { signWithKey, toPublicKey } from '../helpers/es256-token.js'
import { createSigningKey } from '../helpers/oidc-issuer.js'
import { createLastingProject } from '../helpers/project.js'

const key = createSigningKey('one')
const stranger = createSigningKey('one')
const issuer = 'https://issuer.example'

/** Plugins that wait for different times before and behind the one that knows the caller. */
const toConfig = (authorizer: string, requires = "{ credentials: ['token'] }"): string => `
import { defineConfig, definePlugin, forbidden, pass } from '@authchain/core'
import { jwt } from '@authchain/plugins-jwt'

const pause = definePlugin({
  name: 'pause',
  requires: ${requires},
  async validate({ token = '' }, identity) {
    await new Promise((resolve) => setTimeout(resolve, (token.charCodeAt(token.length - 2) * 7) % 30))
    if (identity.scopes.includes('barred')) throw forbidden('pause.barred')
    return pass({ context: { [identity.principalId ?? 'before']: token.slice(-12) } })
  },
})

export default defineConfig({
  authorizer: ${authorizer},
  plugins: [
    pause(undefined, { as: 'first' }),
    jwt({ issuer: '${issuer}', audience: 'orders', jwks: ${JSON.stringify({ keys: [toPublicKey(key)] })} }),
    pause(undefined, { as: 'second' }),
  ],
  context: ({ principalId, claims, scopes }) => ({ who: principalId, n: Number(claims.n), scopes: scopes.join(' ') }),
})
`

interface Caller {
  readonly name: string
  readonly number: number
  readonly token: string
  readonly expected: 'allowed' | 'forbidden' | 'unauthenticated'
}

/** Every seventh is barred, every eleventh forged. */
const callers: readonly Caller[] = Array.from({ length: 100 }, (_, number) => {
  const name = `caller-${number}`
  const isForged = number % 11 === 3
  const isBarred = number % 7 === 2
  const claims = { sub: name, n: number, scope: isBarred ? `s-${number} barred` : `s-${number}` }
  const expected = isForged ? 'unauthenticated' : isBarred ? 'forbidden' : 'allowed'
  return { name, number, token: signWithKey(isForged ? stranger : key, issuer, claims), expected }
})

const allowed = callers.filter(({ expected }) => expected === 'allowed')

/** The third answers for the path that it reads, and so with a policy for one request. */
const projects = [
  toConfig("{ type: 'REQUEST' }"),
  toConfig("{ api: 'http', response: 'simple' }"),
  toConfig("{ type: 'REQUEST' }", "{ credentials: ['token'], inputs: ['path'] }"),
].map((config) => createLastingProject({ 'plugins.config.ts': config }))

describe('a hundred requests at once through one built bundle', () => {
  let rest: AuthorizerFunction
  let simple: AuthorizerFunction
  let perRequest: AuthorizerFunction
  let bundle: Bundle

  beforeAll(async () => {
    vi.stubEnv('LOG_LEVEL', 'SILENT')
    const bundles = await Promise.all(
      projects.map(async ({ folder }) => buildBundle({ cwd: folder })),
    )
    bundle = bundles[0] as Bundle
    const handlers = await Promise.all(
      bundles.map(async ({ entryPath }) => {
        const module = (await import(pathToFileURL(entryPath).href)) as {
          readonly handler: AuthorizerFunction
        }
        return module.handler
      }),
    )
    rest = handlers[0] as AuthorizerFunction
    simple = handlers[1] as AuthorizerFunction
    perRequest = handlers[2] as AuthorizerFunction
  }, 60_000)
  afterAll(() => {
    vi.unstubAllEnvs()
    for (const project of projects) project.remove()
  })

  const deniedWith = (code: string): unknown => expect.objectContaining({ context: { code } })
  const lambdaContext = { awsRequestId: 'request', getRemainingTimeInMillis: () => 10_000 }
  const toHeaders = (token: string): { Authorization: string } => ({
    Authorization: `Bearer ${token}`,
  })
  const contextOf = ({ name, number, token }: Caller): object => ({
    who: name,
    n: number,
    scopes: `s-${number}`,
    before: token.slice(-12),
    [name]: token.slice(-12),
  })

  it('are each answered for their own principal', async () => {
    const answers = await Promise.all(
      callers.map(async ({ token }) => {
        const event = restRequestEvent({ headers: toHeaders(token) })
        return rest(event, lambdaContext).catch((error: unknown) => (error as Error).message)
      }),
    )
    const expected = callers.map((caller) => {
      if (caller.expected === 'unauthenticated') return 'Unauthorized'
      if (caller.expected === 'forbidden') return deniedWith('pause.barred')
      const types = expect.any(String) as string
      return {
        principalId: caller.name,
        policyDocument: expect.objectContaining({
          Statement: [expect.objectContaining({ Effect: 'Allow' })],
        }) as unknown,
        context: { ...contextOf(caller), authchain: types },
      }
    })
    expect(answers).toEqual(expected)
  })

  it('are each answered for their own path, where the path counts', async () => {
    const answers = await Promise.all(
      allowed.map(async ({ name, token }) => {
        const event = restRequestEvent({ path: `/of/${name}`, headers: toHeaders(token) })
        return perRequest(event, lambdaContext)
      }),
    )
    const expected = allowed.map(({ name }) => {
      const Resource = [expect.stringMatching(new RegExp(`/GET/of/${name}$`))]
      const Statement = [expect.objectContaining({ Effect: 'Allow', Resource })]
      const policyDocument: unknown = expect.objectContaining({ Statement })
      return expect.objectContaining({ principalId: name, policyDocument }) as unknown
    })
    expect(answers).toEqual(expected)
  })

  it('are each answered for their own principal in simple responses', async () => {
    const answers = await Promise.all(
      callers.map(async ({ token }) =>
        simple(httpV2Event({ headers: toHeaders(token) }), lambdaContext),
      ),
    )
    const denied: unknown = expect.objectContaining({ isAuthorized: false })
    const expected = callers.map((caller) =>
      caller.expected === 'allowed'
        ? { isAuthorized: true, context: { ...contextOf(caller), principalId: caller.name } }
        : denied,
    )
    expect(answers).toEqual(expected)
  })

  it('reach the backend as themselves, past the authorizer cache too', async () => {
    const gateway = createGateway({ handler: rest, authorizer: bundle.cachePlan })
    const statuses = { allowed: 200, forbidden: 403, unauthenticated: 401 }
    for (let round = 0; round < 2; round += 1) {
      const responses = await Promise.all(
        callers.map(async ({ token, number }) =>
          gateway.inject({ url: `/orders/${number}`, headers: toHeaders(token) }),
        ),
      )
      expect(responses.map(({ status }) => status)).toEqual(
        callers.map(({ expected }) => statuses[expected]),
      )
      const seen = responses.filter(({ status }) => status === 200)
      expect(seen.map((response) => response.json())).toEqual(
        allowed.map(
          ({ name, number }) =>
            expect.objectContaining({
              path: `/orders/${number}`,
              requestContext: expect.objectContaining({
                authorizer: expect.objectContaining({ principalId: name, who: name }) as unknown,
              }) as unknown,
            }) as unknown,
        ),
      )
      expect(new Set(seen.map(({ trace }) => trace.cache))).toEqual(
        new Set([round === 0 ? 'MISS' : 'HIT']),
      )
    }
  })
})
