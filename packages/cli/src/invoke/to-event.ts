/** Events as API Gateway sends them, of a request that nobody sent. @module */
import type { CachePlan } from '@authchain/core/manifest'
import {
  httpV1Event,
  httpV2Event,
  restRequestEvent,
  restTokenEvent,
  websocketEvent,
} from '@authchain/core/testing'
import type { TestRequestEvent } from '@authchain/core/testing'
import { randomUUID } from 'node:crypto'
import { ToolError } from '../tool-error.js'
import { toEventShape } from './event-shape.js'
import type { EventShape } from './event-shape.js'
import type { InvokeRequest } from './parse-request.js'
import { readIdentity } from './read-identity.js'

/** An API that does not exist. */
const resourceArn = {
  partition: 'aws',
  region: 'us-east-1',
  accountId: '123456789012',
  apiId: 'local12345',
  stage: 'local',
}

/** What of a plan decides how an event looks. */
type EventPlan = Pick<CachePlan, 'api' | 'type' | 'payload' | 'identitySources'>

/**
 * Makes the event of an authorizer, in the shape that the configuration expects.
 *
 * @returns undefined when API Gateway would not ask, because an identity source is missing or empty.
 * @throws {@link ToolError} AC3002 for a method or path under a WebSocket API, whose handshake has none.
 */
export function toEvent(
  request: InvokeRequest,
  plan: EventPlan,
): Readonly<Record<string, unknown>> | undefined {
  const shape = toEventShape(plan)
  if (shape === 'websocket' && (request.method !== 'GET' || request.path !== '/')) {
    throw new ToolError(
      'AC3002',
      "A WebSocket handshake has neither method nor path: write '/' and the query alone",
    )
  }
  const identity = readIdentity(request, plan)
  if (identity === undefined) return undefined
  const event = toTestEvent(request, shape)
  switch (shape) {
    case 'rest-token':
      return restTokenEvent(identity[0] ?? '', event)
    case 'rest-request':
      return restRequestEvent(event)
    case 'http-v1': {
      const joined = identity.length === 0 ? null : identity.join(',')
      return { ...httpV1Event(event), identitySource: joined, authorizationToken: joined }
    }
    case 'http-v2':
      return { ...httpV2Event(event), identitySource: identity }
    case 'websocket':
      return websocketEvent(event)
    default:
      return shape satisfies never
  }
}

function toTestEvent(
  { method, path, headers, query }: InvokeRequest,
  shape: EventShape,
): TestRequestEvent {
  const isRoot = path === '/'
  const pathParameters = isRoot ? {} : { proxy: path.slice(1) }
  return {
    method,
    path,
    headers: toLists(headers, (name) => name.toLowerCase()),
    query: toLists(query, (name) => name),
    resource: isRoot ? '/' : '/{proxy+}',
    // Payload 2.0 has no empty maps.
    ...(isRoot && shape === 'http-v2' ? {} : { pathParameters }),
    sourceIp: '127.0.0.1',
    requestId: randomUUID(),
    resourceArn,
  }
}

/** All values of one name under its first spelling. */
function toLists(
  pairs: InvokeRequest['headers'],
  toKey: (name: string) => string,
): Readonly<Record<string, readonly string[]>> {
  const lists = new Map<string, readonly [name: string, values: readonly string[]]>()
  for (const [name, value] of pairs) {
    const [first, values] = lists.get(toKey(name)) ?? [name, []]
    lists.set(toKey(name), [first, [...values, value]])
  }
  return Object.fromEntries(lists.values())
}
