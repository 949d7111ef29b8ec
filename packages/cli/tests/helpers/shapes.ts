/** The six ways in which API Gateway asks an authorizer and reads its answer. */
import type { AuthorizerSettings } from '@authchain/core'
import {
  httpV1Event,
  httpV2Event,
  restRequestEvent,
  restTokenEvent,
  websocketEvent,
} from '@authchain/core/testing'

export interface Shape {
  readonly name: string
  readonly authorizer: AuthorizerSettings
  /** The event of a request with this `Authorization` header; undefined: without any. */
  readonly toEvent: (authorization: string | undefined) => Readonly<Record<string, unknown>>
  /** What a caller without a good credential gets. */
  readonly unauthenticated: 401 | 403
}

const headers = (
  authorization: string | undefined,
): { readonly headers?: { Authorization: string } } =>
  authorization === undefined ? {} : { headers: { Authorization: authorization } }

export const shapes: readonly Shape[] = [
  {
    name: 'REST TOKEN',
    authorizer: { type: 'TOKEN' },
    toEvent: (authorization = '') => restTokenEvent(authorization),
    unauthenticated: 401,
  },
  {
    name: 'REST REQUEST',
    authorizer: { type: 'REQUEST' },
    toEvent: (authorization) => restRequestEvent(headers(authorization)),
    unauthenticated: 401,
  },
  {
    name: 'HTTP 1.0',
    authorizer: { api: 'http', payload: '1.0' },
    toEvent: (authorization) => httpV1Event(headers(authorization)),
    unauthenticated: 403,
  },
  {
    name: 'HTTP 2.0, policy',
    authorizer: { api: 'http' },
    toEvent: (authorization) => httpV2Event(headers(authorization)),
    unauthenticated: 403,
  },
  {
    name: 'HTTP 2.0, simple',
    authorizer: { api: 'http', response: 'simple' },
    toEvent: (authorization) => httpV2Event(headers(authorization)),
    unauthenticated: 403,
  },
  {
    name: 'WebSocket',
    authorizer: { api: 'websocket' },
    toEvent: (authorization) => websocketEvent(headers(authorization)),
    unauthenticated: 403,
  },
]
