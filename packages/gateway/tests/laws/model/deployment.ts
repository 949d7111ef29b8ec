/** Which deployed template API Gateway routes a request to. @module */
import { parseRoutePattern } from '../../../src/routes/route-pattern.js'
import { createRouter } from '../../../src/routes/router.js'
import { createRouting } from '../oracle/routing.js'
import type { Request } from './request.js'
import type { Row, Table } from './table.js'

/** The template that serves a request, as in `resource` or `routeKey`; undefined when none does. */
export type Deployment = (request: Request) => string | undefined

/** What a table's world deploys: its own routes, or those of an OpenAPI file. */
export function deployedRows({ rows, deployed }: Pick<Table, 'rows' | 'deployed'>): readonly Row[] {
  return typeof deployed === 'string' ? rows : deployed.map((text) => [text, 'deny'])
}

/** Routes with the gateway's own router. */
export function createDeployment(table: Pick<Table, 'api' | 'rows' | 'deployed'>): Deployment {
  const rows = deployedRows(table)
  if (table.api === 'http') {
    const templates = rows.flatMap(([text]): readonly Row[] =>
      spread(text).map((each) => [each, 'deny']),
    )
    const route = createRouting({ api: 'http', rows: templates })
    return ({ method, path }) => templates[route(method, path) ?? -1]?.[0].split(' ')[1]
  }
  const find = createRouter(
    rows.flatMap(([text]) => parseRoutePattern(text).map((pattern) => ({ pattern, value: text }))),
  )
  return ({ method, path }) => find(method, path)?.resource
}

/** `/a/*` is deployed as `/a` and `/a/{proxy+}`. */
function spread(text: string): readonly string[] {
  if (!text.endsWith('/*')) return [text]
  const above = text.slice(0, -2)
  return [above.endsWith(' ') ? `${above}/` : above, `${above}/{proxy+}`]
}
