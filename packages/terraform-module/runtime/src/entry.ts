/** The module that Lambda starts when nothing was built. @module */
import type { AuthorizerHandler } from '@authchain/core'
import { start } from './start.js'

/**
 * Answers the events of the authorizer that `AUTHCHAIN_AUTHORIZER` describes. Composed in the init phase: a
 * chain that is wrong ends it with an error, and the function does not start.
 */
export const handler: AuthorizerHandler = await start({
  environment: process.env,
  folder: import.meta.dirname,
})
