import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAuthContext } from '../../src/backend/read-auth-context.js'
import { createHandler, defineConfig, definePlugin, pass } from '../../src/index.js'
import type { AuthchainConfig, ContextValue } from '../../src/index.js'
import { createTestLogger, restRequestEvent } from '../../src/testing/index.js'

const user = definePlugin({
  name: 'user',
  requires: {},
  validate: () => pass({ principalId: 'u' }),
})

/** What API Gateway does to the context of a REST API on its way to the backend. */
function delivered(answer: unknown): object {
  const { principalId, context = {} } = answer as {
    principalId: string
    context?: Record<string, ContextValue | null>
  }
  const texts = Object.entries(context).map(([key, value]) => [
    key,
    value === null ? null : String(value),
  ])
  const authorizer = { ...Object.fromEntries(texts), principalId, integrationLatency: 12 }
  return { requestContext: { authorizer } }
}

describe('readAuthContext', () => {
  const config = defineConfig({
    plugins: [user()],
    context: () => ({ tenant: 'acme', code: '007', seats: 7, internal: false, none: null }),
  })

  it('gives numbers and booleans back as they were, and leaves text that looks like them alone', async () => {
    const handler = createHandler(config, { logger: createTestLogger() })
    const seen = readAuthContext<typeof config>(delivered(await handler(restRequestEvent())))
    const seats: number = seen.seats
    expect({ ...seen, seats }).toEqual({
      principalId: 'u',
      tenant: 'acme',
      code: '007',
      seats: 7,
      internal: false,
      none: null,
    })
  })

  it('is the inverse of what the handler and a REST API do, for any flat context', async () => {
    const value = fc.oneof(
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom('true', '1', '1e3', ' 2', ''),
    )
    const keys = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 12 })
      .filter((key) => !['principalId', 'claims', 'authchain', '__proto__'].includes(key))
    await fc.assert(
      fc.asyncProperty(fc.dictionary(keys, value, { maxKeys: 8 }), async (context) => {
        const any: AuthchainConfig = { plugins: [user()], context: () => context }
        const handler = createHandler(any, { logger: createTestLogger() })
        const { principalId, ...rest } = readAuthContext<typeof any>(
          delivered(await handler(restRequestEvent())),
        )
        expect(principalId).toBe('u')
        // API Gateway's text of -0 is "0".
        expect(rest).toEqual(
          Object.fromEntries(
            Object.entries(context).map(([key, item]) => [key, item === 0 ? 0 : item]),
          ),
        )
      }),
    )
  })

  it('reads the nested context of an HTTP API', () => {
    const event = { requestContext: { authorizer: { lambda: { principalId: 'u', seats: 7 } } } }
    expect(readAuthContext<AuthchainConfig>(event)).toEqual({ principalId: 'u', seats: 7 })
  })

  it.each([
    ['no request context', {}],
    ['no authorizer', { requestContext: {} }],
    ['an authorizer that is null', { requestContext: { authorizer: null } }],
    ['no principal', { requestContext: { authorizer: { tenant: 'acme' } } }],
    ['an empty principal', { requestContext: { authorizer: { principalId: '' } } }],
    [
      'a principal of the prototype',
      { requestContext: { authorizer: Object.create({ principalId: 'x' }) as object } },
    ],
  ])('throws for an event with %s', (_case, event) => {
    expect(() => readAuthContext<AuthchainConfig>(event)).toThrow(
      expect.objectContaining({ code: 'backend.no_auth_context' }),
    )
  })
})
