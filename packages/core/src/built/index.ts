/** What the entry that `authchain build` writes imports. Nothing here is for other code. @module */
export { httpV1 } from '../adapters/http-v1.js'
export { httpV2 } from '../adapters/http-v2.js'
export { restRequest } from '../adapters/rest-request.js'
export { restToken } from '../adapters/rest-token.js'
export { websocket } from '../adapters/websocket.js'
export { checkEnvironment } from '../manifest/environment.js'
export { createBuiltHandler } from '../handler/built-handler.js'
export type { Built } from '../handler/built-handler.js'
