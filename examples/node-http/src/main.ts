/** Starts the server on PORT, or 3000. @module */
import { createChain } from '@authchain/core'
import config from '../plugins.config.ts'
import { createOrdersServer } from './server.ts'

const port = Number(process.env['PORT'] ?? 3000)
const server = createOrdersServer(await createChain(config))
server.listen(port, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${port}`)
})
