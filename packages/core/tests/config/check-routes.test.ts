import { describe, expect, it } from 'vitest'
import { allow } from '../../src/index.js'
import { checkRoutes } from '../../src/config/check-routes.js'

const routes = { 'GET /orders': allow }

describe('the route table of a configuration', () => {
  it.each([
    ['none', {}],
    ['a table', { routes }],
    ['a table that lists everything', { routes, routesFrom: 'table', defaultRule: allow }],
    ['an OpenAPI file', { routes, routesFrom: 'openapi.yaml', authorizer: { api: 'http' } }],
  ])('is taken: %s', (_case, config) => {
    expect(() => checkRoutes(config)).not.toThrow()
  })

  it.each([
    ['a list', { routes: ['GET /orders'] }],
    ['a text', { routes: 'GET /orders' }],
    ['null', { routes: null }],
    ['an empty table', { routes: {} }],
    ['a default rule without a table', { defaultRule: allow }],
    ['what is deployed without a table', { routesFrom: 'table' }],
    ['a file without a name', { routes, routesFrom: '' }],
    ['a list of files', { routes, routesFrom: ['a.yaml'] }],
    ['a WebSocket API', { routes, authorizer: { api: 'websocket' } }],
  ])('is refused: %s', (_case, config) => {
    expect(() => checkRoutes(config)).toThrow(expect.objectContaining({ code: 'AC1001' }))
  })
})
