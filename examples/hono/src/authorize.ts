/** A chain as Hono middleware. @module */
import { toAuthContext } from '@authchain/core'
import type { AuthContext, Chain } from '@authchain/core'
import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'
import { toDenialResponse } from './denial-response.ts'

/** What handlers behind the middleware may read with `c.get`. */
export interface AuthorizedEnv {
  Bindings: Partial<HttpBindings>
  Variables: { principalId: string; issuer: unknown }
}

/** Lets through whom the chain allows. */
export function authorize(chain: Chain): MiddlewareHandler<AuthorizedEnv> {
  return async (c, next) => {
    const decision = await chain(toContext(c))
    if (decision.effect === 'Deny') {
      const { status, headers, body } = toDenialResponse(decision)
      return c.body(body, status, headers)
    }
    c.set('principalId', decision.principalId)
    c.set('issuer', decision.context['issuer'])
    return next()
  }
}

function toContext(c: Context<AuthorizedEnv>): AuthContext {
  const { pathname, searchParams } = new URL(c.req.url)
  // Other servers, and `app.request` in tests, give no bindings at all.
  const incoming = (c.env as AuthorizedEnv['Bindings'] | undefined)?.incoming
  return toAuthContext({
    method: c.req.method,
    path: pathname,
    query: searchParams,
    // Fetch joins the values of a header with a comma; on Node, what was sent is still there.
    headers: incoming?.headersDistinct ?? c.req.raw.headers,
    sourceIp: incoming?.socket.remoteAddress,
  })
}
