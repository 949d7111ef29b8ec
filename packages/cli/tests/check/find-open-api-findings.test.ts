import { allow, requireScope } from '@authchain/core'
import { parseOpenApiRoutes } from '@authchain/gateway'
import { describe, expect, it } from 'vitest'
import { findOpenApiFindings } from '../../src/check/find-open-api-findings.js'

const openApi = (security: string): string => `
openapi: 3.0.3
components: { securitySchemes: { own: { type: http, scheme: bearer } } }
paths:
  /orders:
    get: { ${security} }
    options: {}
    post: { security: [{ own: [] }] }
  /status: { get: {} }
`
const routes = {
  'GET /orders': requireScope('read'),
  'OPTIONS /orders': requireScope('read'),
  'POST /orders': requireScope('write'),
  'GET /status': allow,
} as const
const find = (text: string): readonly string[] =>
  findOpenApiFindings(
    { plugins: [allow], routes, routesFrom: 'api.yaml' },
    parseOpenApiRoutes(text, 'api.yaml'),
  ).map(({ level, code, message }) => `${level} ${code} ${message}`)

describe('the file of routesFrom beside the table', () => {
  it('is an error where it makes public what the table gives to some callers', () => {
    expect(find(openApi('security: []'))).toEqual([
      'error AC5022 GET /orders has no security scheme in api.yaml, in the table as GET /orders',
    ])
  })

  it('is fine where only `allow` and preflight requests are public', () => {
    expect(find(openApi('security: [{ own: [] }]'))).toEqual([])
  })

  it('is a warning where it is a mere list of routes', () => {
    const list = openApi('').replace('security: [{ own: [] }]', '')
    expect(find(list)).toEqual(['warning AC5022 api.yaml names no security scheme at all'])
  })
})
