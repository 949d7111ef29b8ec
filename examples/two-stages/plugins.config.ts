import { bearerChallenge, defineConfig, problem, requireScope, withCors } from '@authchain/core'
import { jwt } from '@authchain/plugins-jwt'

const issuer = required('ISSUER')
const audience = required('AUDIENCE')

export default defineConfig({
  authorizer: { type: 'REQUEST', ttlSeconds: Number(required('CACHE_SECONDS')) },
  plugins: [jwt({ issuer, audience }), requireScope('orders:read')],
  context: ({ principalId }) => ({ caller: principalId, audience }),
  responses: withCors(
    { origin: required('APP_ORIGIN') },
    {
      unauthenticated: problem({
        status: 401,
        title: 'Unauthorized',
        headers: { 'WWW-Authenticate': bearerChallenge({ scope: 'orders:read' }) },
      }),
      forbidden: problem({ status: 403, title: 'Forbidden' }),
    },
  ),
})

/** A stage without the variable is not built, and would not start. */
function required(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Error(`${name} is not set`)
  return value
}
