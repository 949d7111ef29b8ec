/** An app whose orders are for those whom a chain allows. @module */
import type { Chain } from '@authchain/core'
import { Hono } from 'hono'
import { authorize } from './authorize.ts'
import type { AuthorizedEnv } from './authorize.ts'

/** Makes the app. */
export function createApp(chain: Chain): Hono<AuthorizedEnv> {
  const app = new Hono<AuthorizedEnv>()
  app.get('/health', (c) => c.text('ok'))
  app.use('/orders/*', authorize(chain))
  app.get('/orders/:id', (c) =>
    c.json({ id: c.req.param('id'), principalId: c.get('principalId'), issuer: c.get('issuer') }),
  )
  return app
}
