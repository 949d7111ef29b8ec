/** Every adapter of this package, as the conformance suite wants it. */
import type { RequestInput } from '../../src/index.js'
import {
  httpV1Event,
  httpV2Event,
  restRequestEvent,
  restTokenEvent,
  websocketEvent,
} from '../../src/testing/index.js'
import type { TestRequest, TestRequestEvent } from '../../src/testing/index.js'
import type { AdapterSubject } from '../../src/testing/conformance/index.js'

function toRequestEvent({ token, route, headers, ...rest }: TestRequest): TestRequestEvent {
  const authorization = token === undefined ? {} : { Authorization: token }
  return {
    ...rest,
    headers: { ...authorization, ...headers },
    ...(route === undefined ? {} : { resource: route }),
  }
}

const always: readonly RequestInput[] = [
  'token',
  'header:x-tenant',
  'query:tag',
  'cookie:session',
  'stage-variable:table',
  'source-ip',
  'route',
]
const withRoute: readonly RequestInput[] = [...always, 'method', 'path', 'path-parameters']

export const adapterSubjects: readonly AdapterSubject[] = [
  {
    name: 'REST TOKEN',
    authorizer: { type: 'TOKEN' },
    source: 'rest-token',
    event: ({ token = '', ...rest }) => restTokenEvent(token, rest),
    supplies: ['token', 'method', 'path'],
    answers: 'policy',
  },
  {
    name: 'REST REQUEST',
    authorizer: { type: 'REQUEST' },
    source: 'rest-request',
    event: (request) => restRequestEvent(toRequestEvent(request)),
    supplies: withRoute,
    answers: 'policy',
  },
  {
    name: 'HTTP 1.0',
    authorizer: { api: 'http', payload: '1.0' },
    source: 'http-v1',
    event: (request) => httpV1Event(toRequestEvent(request)),
    supplies: withRoute,
    answers: 'policy',
  },
  {
    name: 'HTTP 2.0 with a policy',
    authorizer: { api: 'http', response: 'policy' },
    source: 'http-v2',
    event: (request) => httpV2Event(toRequestEvent(request)),
    supplies: withRoute,
    answers: 'policy',
  },
  {
    name: 'HTTP 2.0 with a simple response',
    authorizer: { api: 'http', response: 'simple' },
    source: 'http-v2',
    event: (request) => httpV2Event(toRequestEvent(request)),
    supplies: withRoute,
    answers: 'simple',
  },
  {
    name: 'WebSocket',
    authorizer: { api: 'websocket' },
    source: 'websocket',
    event: (request) => websocketEvent(toRequestEvent(request)),
    supplies: always,
    answers: 'policy',
  },
]
