/** Serves the app on PORT, or 3000. @module */
import { createChain } from '@authchain/core'
import { serve } from '@hono/node-server'
import config from '../plugins.config.ts'
import { createApp } from './app.ts'

const { fetch } = createApp(await createChain(config))
const port = Number(process.env['PORT'] ?? 3000)
serve({ fetch, port, hostname: '127.0.0.1' }, () => {
  console.log(`http://127.0.0.1:${port}`)
})
