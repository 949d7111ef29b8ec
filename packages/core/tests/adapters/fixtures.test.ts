import { describe, expect, it } from 'vitest'
import type { AuthorizerRequest } from '../../src/adapters/adapter.js'
import { selectAdapter } from '../../src/adapters/adapters.js'
import { toAuthorizerShape } from '../../src/config/authorizer-settings.js'
import { adapterSubjects } from '../helpers/adapter-subjects.js'
import { fixtures } from '../helpers/fixtures.js'
import type { Fixture } from '../helpers/fixtures.js'

const token = 'Bearer ZXhhbXBsZS10b2tlbi1vZi10aGUtZml4dHVyZXM'
const arn = {
  partition: 'aws',
  region: 'us-east-1',
  accountId: '123456789012',
  apiId: 'abcdef123',
  stage: 'test',
}
const request = { method: 'GET', path: '/orders/42', route: '/orders/{id}', sourceIp: '192.0.2.1' }

const members: Readonly<Record<Fixture['source'], object>> = {
  'rest-token': {
    ...request,
    route: undefined,
    sourceIp: undefined,
    requestId: 'lambda-id',
  },
  'rest-request': { ...request, requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef' },
  'http-v1': { ...request, requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef' },
  'http-v2': { ...request, route: 'GET /orders/{id}', requestId: 'JKJaXmPLvHcESHA=' },
  websocket: {
    method: undefined,
    path: undefined,
    route: '$connect',
    sourceIp: '192.0.2.1',
    requestId: 'UFSC7Ga5IAMFq8A=',
  },
}

function read({ source, event }: Fixture): AuthorizerRequest {
  const subject = adapterSubjects.find((each) => each.source === source)
  return selectAdapter(toAuthorizerShape(subject?.authorizer)).toRequest(event, 'lambda-id')
}

const cases = fixtures.map((fixture) => [fixture.source, fixture] as const)

describe('the fixture of each kind of event', () => {
  it.each(cases)('is read right: credential, route, address, API of %s', (source, fixture) => {
    const { context, methodArn } = read(fixture)
    expect(context).toMatchObject({ source, token, resourceArn: arn, ...members[source] })
    expect(methodArn).toBe(fixture.event['methodArn'] ?? fixture.event['routeArn'])
  })

  it.each(cases.filter(([source]) => source !== 'rest-token'))(
    'is read right: headers, cookies, query, stage variables of %s',
    (source, fixture) => {
      const { context } = read(fixture)
      expect(context.header('X-Tenant')).toBe('acme')
      expect(context.header('user-agent')).toBe('curl/8.14.1')
      expect(context.cookie('session')).toBe('s-1')
      expect(context.query('page')).toBe('2')
      expect(() => context.query('tag')).toThrow(
        expect.objectContaining({ code: 'request.ambiguous' }),
      )
      expect(context.stageVariable('table')).toBe('orders')
      expect(context.pathParameter('id')).toBe(source === 'websocket' ? undefined : '42')
    },
  )
})
