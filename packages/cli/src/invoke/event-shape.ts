/** The shapes of events that API Gateway sends to authorizers. @module */
import type { CachePlan } from '@authchain/core/manifest'

/** One shape. HTTP APIs send the same payload 2.0 whichever kind of response they expect. */
export type EventShape = 'rest-token' | 'rest-request' | 'http-v1' | 'http-v2' | 'websocket'

/** Shapes in words, with the `authorizer` that expects them. */
export const eventShapes: Readonly<
  Record<EventShape, { readonly title: string; readonly settings: string }>
> = {
  'rest-token': { title: 'REST API, TOKEN authorizer', settings: "{ type: 'TOKEN' }" },
  'rest-request': { title: 'REST API, REQUEST authorizer', settings: "{ type: 'REQUEST' }" },
  'http-v1': { title: 'HTTP API, payload 1.0', settings: "{ api: 'http', payload: '1.0' }" },
  'http-v2': { title: 'HTTP API, payload 2.0', settings: "{ api: 'http', payload: '2.0' }" },
  websocket: { title: 'WebSocket API, $connect', settings: "{ api: 'websocket' }" },
}

/** The shape that a configuration expects. */
export function toEventShape({
  api,
  type,
  payload,
}: Pick<CachePlan, 'api' | 'type' | 'payload'>): EventShape {
  if (api === 'websocket') return 'websocket'
  if (api === 'http') return payload === '1.0' ? 'http-v1' : 'http-v2'
  return type === 'TOKEN' ? 'rest-token' : 'rest-request'
}

/** The shape that an event has, or undefined when it is none of an authorizer's. */
export function findEventShape(event: Readonly<Record<string, unknown>>): EventShape | undefined {
  const { type, version, methodArn } = event
  if (type === 'TOKEN') return 'rest-token'
  if (type !== 'REQUEST') return undefined
  if (version === '2.0') return 'http-v2'
  if (version === '1.0') return 'http-v1'
  const isConnect = typeof methodArn === 'string' && methodArn.endsWith('/$connect')
  return isConnect ? 'websocket' : 'rest-request'
}
