import type { RequestRecord } from '@authchain/inspector/record'
import { describe, expect, it } from 'vitest'
import { findRequestSurprises, findRouteSurprises } from '../../src/dev/surprises.js'
import { findReliedOn } from '../../src/dev/relied-on.js'
import { explainWithHandler } from '../helpers/hand-written.js'

const kindsOf = (routes: readonly string[], publicRoutes: readonly string[] = []): string[] =>
  findRouteSurprises(routes, publicRoutes).map(({ kind }) => kind)

describe('surprises of routes', () => {
  it.each([
    ['OPTIONS is protected', ['OPTIONS /orders'], [], ['routes.preflight']],
    ['ANY takes OPTIONS along', ['ANY /orders'], [], ['routes.preflight']],
    ['OPTIONS beside ANY is public', ['ANY /orders'], ['OPTIONS /orders'], []],
    ['only other methods are protected', ['GET /orders'], [], []],
    ['the routes are everything', ['ANY /', 'ANY /{proxy+}'], [], []],
    [
      'another method of a path is public',
      ['POST /orders'],
      ['GET /orders'],
      ['routes.unprotected_sibling'],
    ],
    [
      'a public path lies where a parameter is',
      ['GET /orders/{id}'],
      ['GET /orders/export'],
      ['routes.unprotected_sibling'],
    ],
    ['what is public lies elsewhere', ['GET /orders/{id}'], ['GET /health', 'GET /orders'], []],
  ])('%s', (_case, routes, publicRoutes, expected) => {
    expect(kindsOf(routes, publicRoutes)).toEqual(expected)
  })
})

describe('surprises of requests', () => {
  const kinds = (record: RequestRecord | undefined): readonly string[] =>
    record === undefined ? [] : findRequestSurprises(record, false).map(({ kind }) => kind)

  it('says what a cached Allow opens besides, and what it will deny', async () => {
    const wide = await explainWithHandler('*', ['GET /orders/1'])
    const [first] = wide as [RequestRecord]
    expect(findRequestSurprises(first, false)[0]?.text).toContain('also opens')
    expect(findRequestSurprises(first, true)).toEqual([])
    const narrow = await explainWithHandler('self', ['GET /orders/1', 'DELETE /orders/7'])
    expect(narrow.map(kinds)).toEqual([['cache.single_request'], ['cache.not_covered']])
  })

  it('says that a preflight was denied', async () => {
    const records = await explainWithHandler('*', ['OPTIONS /orders'], [])
    expect(records.map(kinds)).toEqual([['routes.preflight']])
  })
})

describe('what a run relies on', () => {
  const rest = {
    type: 'REQUEST',
    identitySources: ['method.request.header.A'],
    ttlSeconds: 300,
  } as const

  it('counts what can matter for this authorizer alone', () => {
    expect(findReliedOn(rest, true)).toEqual(['repeatedHeader', 'leadingSlashes'])
    expect(findReliedOn({ ...rest, ttlSeconds: 0 }, true)).toContain('sourcesWithoutCache')
    expect(findReliedOn(rest, false)).toContain('emptyStatement')
    expect(findReliedOn({ ...rest, api: 'http' }, true)).not.toContain('leadingSlashes')
  })
})
