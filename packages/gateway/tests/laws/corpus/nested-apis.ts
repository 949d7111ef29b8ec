/** APIs that nest: what they need is a promise of what is deployed, or the route in the cache key. @module */
import { needs, open } from './api.js'
import type { Api } from './api.js'

/** `GET /orders/7/zzz` is not listed, but an Allow for `/orders/{id}` and one for its items hold it between them. */
const orders: Api = {
  name: 'orders',
  api: 'rest',
  rows: [
    ...needs('orders:read', 'GET /orders', 'GET /orders/{id}', 'GET /orders/{id}/items'),
    ...needs('orders:write', 'POST /orders', 'PUT /orders/{id}'),
  ],
  roles: {
    nobody: [],
    reader: ['orders:read'],
    writer: ['orders:read', 'orders:write'],
    importer: ['orders:write'],
  },
  steps: { unknown: 'per-route', listed: 'listed' },
  why: 'unlisted /orders/7/zzz must be denied and /orders/7/items not',
}

const chat: Api = {
  name: 'chat',
  api: 'http',
  rows: [
    ...needs('chat', 'GET /rooms', 'GET /rooms/{room}', 'GET /rooms/{room}/messages'),
    ...needs('chat', 'GET /rooms/{room}/messages/{id}', 'POST /rooms/{room}/messages'),
    ...needs('chat', 'GET /rooms/{room}/members'),
    ...needs('moderate', 'DELETE /rooms/{room}/messages/{id}', 'DELETE /rooms/{room}'),
    ...needs('moderate', 'PUT /rooms/{room}/members/{user}'),
    ...open('GET /status'),
  ],
  roles: { guest: [], member: ['chat'], moderator: ['chat', 'moderate'], bot: ['moderate'] },
  steps: { unknown: 'per-route', listed: 'listed' },
  why: 'unlisted /rooms/7/zzz must be denied and /rooms/7/messages not',
}

const files: Api = {
  name: 'files and shares',
  api: 'rest',
  rows: [
    ...needs('files:read', 'GET /files/{path+}', 'HEAD /files/{path+}', 'GET /files'),
    ...needs('files:write', 'PUT /files/{path+}', 'DELETE /files/{path+}'),
    ...needs('share', 'POST /shares', 'DELETE /shares/{id}', 'PATCH /shares/{id}'),
    ...open('GET /shares/{id}', 'GET /shares/{id}/content', 'GET /shares/{id}/thumbnail/{size}'),
  ],
  roles: {
    guest: [],
    reader: ['files:read'],
    writer: ['files:read', 'files:write'],
    all: ['files:read', 'files:write', 'share'],
  },
  steps: { unknown: 'per-route', listed: 'listed' },
  why: 'unlisted /shares/7/zzz must be denied and /shares/7/content not',
}

const kinds = [
  'accounts',
  'contacts',
  'deals',
  'items',
  'notes',
  'quotes',
  'stocks',
  'tasks',
  'teams',
  'vendors',
]

/** Sixty routes of ten kinds, each with scopes of its own. */
const erp: Api = {
  name: 'ERP of sixty routes',
  api: 'rest',
  rows: kinds.flatMap((kind) => [
    ...needs(`${kind}:read`, `GET /${kind}`, `GET /${kind}/{id}`, `GET /${kind}/{id}/history`),
    ...needs(`${kind}:write`, `POST /${kind}`, `PUT /${kind}/{id}`, `DELETE /${kind}/{id}`),
  ]),
  roles: {
    nobody: [],
    reader: kinds.map((kind) => `${kind}:read`),
    seller: ['deals:read', 'deals:write', 'quotes:read', 'contacts:read'],
    all: kinds.flatMap((kind) => [`${kind}:read`, `${kind}:write`]),
  },
  steps: { unknown: 'per-route', listed: 'listed' },
  why: 'unlisted /deals/7/zzz must be denied and /deals/7/history not',
}

const contents: Api = {
  name: 'repositories and their contents',
  api: 'rest',
  rows: [
    ...open('GET /repos/{owner}/{repo}', 'GET /users/{user}', 'GET /users/{user}/repos'),
    ...needs('code', 'GET /repos/{owner}/{repo}/contents/{path+}'),
    ...needs('code:write', 'PUT /repos/{owner}/{repo}/contents/{path+}'),
    ...needs('code:write', 'DELETE /repos/{owner}/{repo}/contents/{path+}'),
    ...needs('issues', 'GET /repos/{owner}/{repo}/issues', 'POST /repos/{owner}/{repo}/issues'),
    ...needs('issues', 'GET /repos/{owner}/{repo}/issues/{number}'),
    ...needs('admin', 'GET /repos/{owner}/{repo}/collaborators', 'DELETE /repos/{owner}/{repo}'),
    ...needs('admin', 'PUT /repos/{owner}/{repo}/collaborators/{user}'),
  ],
  roles: {
    visitor: [],
    reader: ['code', 'issues'],
    writer: ['code', 'code:write', 'issues'],
    triager: ['issues'],
    admin: ['code', 'code:write', 'issues', 'admin'],
  },
  steps: { unknown: 'per-route', listed: 'per-route' },
  why: 'a file may be called collaborators: /repos/o/r+, /repos/o/r/collaborators-, /repos/o/r/contents/collaborators+',
}

const tenants: Api = {
  name: 'multi-tenant administration',
  api: 'rest',
  rows: [
    ...needs('tenants', 'GET /tenants', 'GET /tenants/{tenant}', 'PATCH /tenants/{tenant}'),
    ...needs('users', 'GET /tenants/{tenant}/{area}', 'POST /tenants/{tenant}/{area}'),
    ...needs('keys', 'GET /tenants/{tenant}/{area}/{id}', 'DELETE /tenants/{tenant}/{area}/{id}'),
    ...needs('audit', 'GET /audit', 'GET /audit/{day}'),
    ...open('GET /me', 'GET /me/tenants'),
  ],
  roles: {
    nobody: [],
    operator: ['tenants', 'users'],
    keeper: ['tenants', 'keys'],
    auditor: ['audit'],
    all: ['tenants', 'users', 'keys', 'audit'],
  },
  steps: { unknown: 'per-route', listed: 'per-route' },
  why: 'three depths, the one in the middle denied to a keeper: a depth cannot be bounded twice',
}

const bff: Api = {
  name: 'proxy for a front end',
  api: 'http',
  rows: [
    ...needs('session', 'ANY /{proxy+}', 'ANY /'),
    ...needs('admin', 'ANY /admin/*'),
    ...open('GET /admin/health', 'GET /health'),
  ],
  roles: { nobody: [], user: ['session'], operator: ['admin'], admin: ['session', 'admin'] },
  steps: { unknown: 'per-route', listed: 'per-route' },
  why: 'a Deny for /admin/* takes /admin/health away from users',
}

/** Every one of them. */
export const nestedApis: readonly Api[] = [orders, chat, files, erp, contents, tenants, bff]
