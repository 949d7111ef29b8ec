/** Which deployed route API Gateway routes a request to, by the gateway's own routers. @module */
import { createHttpRouter } from '../../../src/routes/http-router.js'
import { parseHttpRoutePattern, parseRoutePattern } from '../../../src/routes/route-pattern.js'
import { createRouter } from '../../../src/routes/router.js'
import type { RouteMatch } from '../../../src/routes/router.js'
import type { Request } from './request.js'
import type { Table } from './table.js'

/** The route that serves a request; undefined when none does. */
export type Deployment = (request: Request) => RouteMatch<string> | undefined

/** Routes among what a table's world deploys: its own routes, or those of an OpenAPI file. */
export function createDeployment({
  api,
  rows,
  deployed,
}: Pick<Table, 'api' | 'rows' | 'deployed'>): Deployment {
  const texts = typeof deployed === 'string' ? rows.map(([text]) => text) : deployed
  const parse = api === 'http' ? parseHttpRoutePattern : parseRoutePattern
  const entries = texts.flatMap((text) => parse(text).map((pattern) => ({ pattern, value: text })))
  const find = api === 'http' ? createHttpRouter(entries) : createRouter(entries)
  return ({ method, path }) => find(method, path)
}
