/** Routing of a WebSocket API: every handshake goes to `$connect`. @module */
import type { Router } from './router.js'

/**
 * Makes a router for handshakes. They are a GET of the stage's URL: `/`, or `/dev` as behind the API's own
 * host name.
 *
 * @param stage - Its name may stand in the path.
 */
export function createConnectRouter<T>(stage: string, value: T): Router<T> {
  const paths = new Set(['/', `/${stage}`, `/${stage}/`])
  const match = { resource: '$connect', routeKey: '$connect', pathParameters: new Map(), value }
  return (method, path) => (method === 'GET' && paths.has(path) ? match : undefined)
}
