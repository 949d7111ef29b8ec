/**
 * Requests that were, or easily would be, answered wrongly: counter-examples that the laws found while the
 * compiler was written, shrunk, and the traps that every compiler of route tables has to pass.
 *
 * @module
 */
import type { Caller, Row, Table } from './model/table.js'

/** One table, one caller, and what each request must come to: `+ GET /a` is allowed, `- GET /b` is denied. */
export interface Regression {
  readonly name: string
  readonly api: Table['api']
  readonly rows: readonly Row[]
  readonly deployed: 'unknown' | 'listed'
  readonly step: 'complete' | 'listed' | 'per-route'
  readonly requests: readonly string[]
}

/** Holds the scope `r` and nothing else. */
export const reader: Caller = { scopes: ['r'], flags: [] }

/** Every one of them. */
export const regressions: readonly Regression[] = [
  {
    name: 'a greedy end can hold the texts in front of it, so an unlisted path cannot be held apart',
    api: 'rest',
    rows: [['GET /{x}/a/{p+}', 'allow']],
    deployed: 'unknown',
    step: 'per-route',
    requests: ['+ GET /1/a/2', '+ GET /1/a/a/2', '- GET /1/2/a/3', '+ GET /1/a/2/a/3'],
  },
  {
    name: 'the path is not mistaken for a method',
    api: 'rest',
    rows: [
      ['ANY /public/{p+}', 'allow'],
      ['GET /admin/{x}', 'deny'],
    ],
    deployed: 'listed',
    step: 'complete',
    requests: ['- GET /admin/1', '+ GET /public/GET/admin/1', '- POST /zz/GET/public/1'],
  },
  {
    name: 'a parameter is never empty, although a slash stands where it would be',
    api: 'rest',
    rows: [
      ['GET /orders', 'deny'],
      ['GET /orders/{id}', 'allow'],
    ],
    deployed: 'listed',
    step: 'complete',
    requests: ['- GET /orders', '- GET /orders/', '+ GET /orders/7', '+ GET /orders/7/'],
  },
  {
    name: 'a Deny holds with a slash at its end as well',
    api: 'rest',
    rows: [
      ['GET /orders/{id}', 'allow'],
      ['GET /orders/{id}/items', 'deny'],
    ],
    deployed: 'listed',
    step: 'complete',
    requests: ['+ GET /orders/7', '- GET /orders/7/items', '- GET /orders/7/items/'],
  },
  {
    name: 'on an HTTP API a slash at the end makes another path, which the greedy route serves',
    api: 'http',
    rows: [
      ['GET /orders/{id}', 'allow'],
      ['GET /{p+}', 'deny'],
    ],
    deployed: 'listed',
    step: 'complete',
    requests: ['+ GET /orders/7', '- GET /orders/7/', '- GET /orders/', '- GET /orders/7/8'],
  },
  {
    name: 'a path without the method falls through to a less specific one',
    api: 'rest',
    rows: [
      ['PATCH /users/me', 'deny'],
      ['GET /users/{id}', 'allow'],
    ],
    deployed: 'listed',
    step: 'complete',
    requests: ['+ GET /users/me', '- PATCH /users/me', '- PATCH /users/7'],
  },
  {
    name: 'an identifier may equal a text of the table',
    api: 'rest',
    rows: [
      ['GET /t/{t}', 'allow'],
      ['GET /t/{t}/p', 'deny'],
      ['GET /t/{t}/p/{p}/k/{k}', 'allow'],
    ],
    deployed: 'listed',
    step: 'per-route',
    requests: ['+ GET /t/1/p/2/k/p', '- GET /t/1/p', '- GET /t/p/p', '+ GET /t/p'],
  },
  {
    name: 'double slashes are nobody’s path',
    api: 'rest',
    rows: [
      ['GET /a/{x}', 'allow'],
      ['GET /a/{x}/b', 'deny'],
    ],
    deployed: 'listed',
    step: 'complete',
    requests: ['+ GET /a/7', '- GET /a//b', '- GET //a/7/b', '- GET /a/7//b'],
  },
  {
    name: 'ANY is seven methods and no other',
    api: 'rest',
    rows: [['ANY /a', { scopes: ['r'] }]],
    deployed: 'unknown',
    step: 'complete',
    requests: ['+ GET /a', '+ OPTIONS /a', '- TRACE /a', '- get /a', '- PROPFIND /a'],
  },
  {
    name: 'the root is its own path and not below itself',
    api: 'rest',
    rows: [
      ['GET /', 'deny'],
      ['GET /{p+}', 'allow'],
    ],
    deployed: 'unknown',
    step: 'complete',
    requests: ['- GET /', '+ GET /a', '+ GET /a/b/', '- GET //'],
  },
  {
    name: 'wildcards and variables in a path are letters like others',
    api: 'rest',
    rows: [
      ['GET /a/{x}', { scopes: ['r'] }],
      ['GET /a/b', { scopes: ['adm'] }],
    ],
    deployed: 'unknown',
    step: 'complete',
    requests: ['+ GET /a/*', '+ GET /a/?', '+ GET /a/${*}', '- GET /a/b', '- GET /*/b'],
  },
]
