/** The request behind an authorizer's event, as far as the event tells. @module */
import type { InvokeRequest } from '../invoke/parse-request.js'
import { ToolError } from '../tool-error.js'

type Event = Readonly<Record<string, unknown>>
type Pairs = InvokeRequest['headers']

/**
 * Reads the request of an event that `readEvent` has accepted.
 *
 * @param tokenHeader - Where a TOKEN event's token was sent.
 * @throws {@link ToolError} AC3001 when the event says neither method nor path.
 */
export function toEventRequest(event: Event, tokenHeader: string): InvokeRequest {
  const { type, authorizationToken } = event
  const [method, path] = toMethodAndPath(event)
  if (type === 'TOKEN') {
    return { method, path, query: [], headers: [[tokenHeader, String(authorizationToken)]] }
  }
  const cookies = Array.isArray(event['cookies']) ? event['cookies'].map(String) : []
  return {
    method,
    path,
    query: toQuery(event),
    headers: [
      ...toPairs(event['multiValueHeaders'], event['headers']),
      ...(cookies.length === 0 ? [] : [['Cookie', cookies.join('; ')] as const]),
    ],
  }
}

function toMethodAndPath(event: Event): readonly [string, string] {
  const { httpMethod, path, rawPath, methodArn } = event
  const http = toRecord(toRecord(event['requestContext'])['http'])
  // The ARN has the path as it was sent; `path` of an event has been decoded by some tools.
  const [, , arnMethod, ...rest] = typeof methodArn === 'string' ? methodArn.split('/') : []
  const method = arnMethod ?? httpMethod ?? http['method']
  // A WebSocket's handshake has neither.
  if (arnMethod === '$connect') return ['GET', '/']
  const { stage } = toRecord(event['requestContext'])
  const target =
    arnMethod === undefined ? withoutStage(rawPath ?? path, stage) : `/${rest.join('/')}`
  if (typeof method === 'string' && typeof target === 'string') return [method, target]
  throw new ToolError('AC3001', 'The event names neither a method nor a path')
}

/** `rawPath` begins with the stage, unless it is the default one. */
function withoutStage(path: unknown, stage: unknown): unknown {
  const prefix = `/${String(stage)}`
  if (typeof path !== 'string' || !`${path}/`.startsWith(`${prefix}/`)) return path
  return path.slice(prefix.length) || '/'
}

function toQuery(event: Event): Pairs {
  const { rawQueryString } = event
  if (typeof rawQueryString === 'string') return [...new URLSearchParams(rawQueryString)]
  return toPairs(event['multiValueQueryStringParameters'], event['queryStringParameters'])
}

/** From the map with all values, or the one with the last value of each. */
function toPairs(multi: unknown, single: unknown): Pairs {
  const entries = Object.entries(toRecord(multi ?? single))
  return entries.flatMap(([name, value]) =>
    [value].flat().map((each) => [name, String(each)] as const),
  )
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
