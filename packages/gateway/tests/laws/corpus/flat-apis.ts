/** APIs that one policy can say for any path at all. @module */
import { needs, open } from './api.js'
import type { Api } from './api.js'

const complete = { unknown: 'complete', listed: 'complete' } as const

/** Reads end at the identifier; what lies deeper is only ever written. */
const billing: Api = {
  name: 'billing',
  api: 'rest',
  rows: [
    ...needs('billing:read', 'GET /invoices', 'GET /invoices/{id}', 'GET /payments/{id}'),
    ...needs('billing:read', 'GET /plans', 'GET /plans/{plan}', 'GET /subscriptions/{id}'),
    ...needs('billing:write', 'POST /invoices', 'POST /invoices/{id}/void', 'POST /plans'),
    ...needs('billing:write', 'PATCH /subscriptions/{id}', 'DELETE /subscriptions/{id}'),
    ...needs('billing:refund', 'POST /payments/{id}/refunds'),
    ...open('GET /me'),
  ],
  roles: {
    nobody: [],
    reader: ['billing:read'],
    clerk: ['billing:read', 'billing:write'],
    refunder: ['billing:read', 'billing:refund'],
    all: ['billing:read', 'billing:write', 'billing:refund'],
  },
  steps: complete,
}

/** Greedy routes own all that is below them, so nothing below is unlisted. */
const cms: Api = {
  name: 'CMS with greedy pages',
  api: 'rest',
  rows: [
    ...open('GET /', 'GET /pages/{slug+}', 'HEAD /pages/{slug+}', 'GET /assets/{path+}'),
    ...needs('edit', 'PUT /pages/{slug+}', 'DELETE /pages/{slug+}', 'GET /drafts/{slug+}'),
    ...needs('edit', 'POST /assets', 'GET /drafts'),
    ...needs('publish', 'POST /drafts/{slug}/publish'),
    ...needs('admin', 'ANY /settings/*'),
  ],
  roles: {
    visitor: [],
    editor: ['edit'],
    publisher: ['edit', 'publish'],
    admin: ['admin'],
    all: ['edit', 'publish', 'admin'],
  },
  steps: complete,
}

/** Two levels and no more. */
const scim: Api = {
  name: 'SCIM',
  api: 'rest',
  rows: ['Users', 'Groups'].flatMap((kind) => [
    ...needs('scim:read', `GET /scim/v2/${kind}`, `GET /scim/v2/${kind}/{id}`),
    ...needs('scim:write', `POST /scim/v2/${kind}`, `PUT /scim/v2/${kind}/{id}`),
    ...needs('scim:write', `PATCH /scim/v2/${kind}/{id}`, `DELETE /scim/v2/${kind}/{id}`),
  ]),
  roles: { nobody: [], reader: ['scim:read'], writer: ['scim:read', 'scim:write'] },
  steps: complete,
}

/** `things/{thing}` itself is not a route, and what follows it ends in different texts. */
const iot: Api = {
  name: 'IoT',
  api: 'http',
  rows: [
    ...needs('thing:read', 'GET /things', 'GET /things/{thing}/shadow', 'GET /things/{thing}/jobs'),
    ...needs('thing:write', 'POST /things/{thing}/shadow', 'DELETE /things/{thing}'),
    ...needs('fleet', 'POST /fleets/{fleet}/rollouts', 'GET /fleets/{fleet}'),
    ...open('GET /time'),
  ],
  roles: {
    device: ['thing:write'],
    monitor: ['thing:read'],
    operator: ['thing:read', 'thing:write', 'fleet'],
    nobody: [],
  },
  steps: complete,
}

/** Both depths are open to the same callers, and nothing is deeper. */
const hooks: Api = {
  name: 'webhook hub',
  api: 'rest',
  rows: [
    ...open('POST /hooks/{source}', 'POST /hooks/{source}/{event}'),
    ...needs('hub:read', 'GET /deliveries', 'GET /deliveries/{id}'),
    ...needs('hub:write', 'POST /deliveries/{id}/retry', 'PUT /hooks/{source}'),
    ...needs('hub:admin', 'DELETE /hooks/{source}'),
  ],
  roles: {
    sender: [],
    reader: ['hub:read'],
    operator: ['hub:read', 'hub:write'],
    admin: ['hub:read', 'hub:write', 'hub:admin'],
  },
  steps: complete,
}

/** The public greedy route and the closed literal ones beside it: literals are easily denied. */
const search: Api = {
  name: 'search',
  api: 'http',
  rows: [
    ...open('GET /search', 'GET /suggest/{prefix}', 'GET /docs/{path+}'),
    ...needs('index', 'PUT /docs/{path+}', 'POST /reindex'),
    ...needs('stats', 'GET /docs/stats'),
  ],
  roles: { anybody: [], indexer: ['index'], analyst: ['stats'], all: ['index', 'stats'] },
  steps: complete,
}

/** Every one of them. */
export const flatApis: readonly Api[] = [billing, cms, scim, iot, hooks, search]
