/** Events as API Gateway sends them, of a request that nobody sent. @module */
import type { CachePlan } from '@authchain/core/manifest'
import { randomUUID } from 'node:crypto'
import type { InvokeRequest } from './parse-request.js'

/** An API that does not exist. */
const accountId = '123456789012'
const apiId = 'local12345'
const stage = 'local'
const region = 'us-east-1'

/**
 * Makes the event of a REST API's authorizer.
 *
 * @returns undefined when a TOKEN authorizer would not be asked, because its header is missing or empty.
 */
export function toEvent(
  request: InvokeRequest,
  plan: Pick<CachePlan, 'type' | 'header'>,
): Readonly<Record<string, unknown>> | undefined {
  const methodArn = `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stage}/${request.method}${request.path}`
  if (plan.type === 'REQUEST') return toRequestEvent(request, methodArn)
  const wanted = plan.header.toLowerCase()
  const value = request.headers.findLast(([name]) => name.toLowerCase() === wanted)?.[1]
  if (value === undefined || value === '') return undefined
  return { type: 'TOKEN', authorizationToken: value, methodArn }
}

function toRequestEvent(
  request: InvokeRequest,
  methodArn: string,
): Readonly<Record<string, unknown>> {
  const { method, path, headers, query } = request
  const resource = path === '/' ? '/' : '/{proxy+}'
  return {
    type: 'REQUEST',
    methodArn,
    resource,
    path,
    httpMethod: method,
    headers: Object.fromEntries(headers),
    multiValueHeaders: toLists(headers),
    queryStringParameters: Object.fromEntries(query),
    multiValueQueryStringParameters: toLists(query),
    pathParameters: path === '/' ? {} : { proxy: path.slice(1) },
    stageVariables: {},
    requestContext: {
      accountId,
      apiId,
      stage,
      resourcePath: resource,
      httpMethod: method,
      path: `/${stage}${path}`,
      protocol: 'HTTP/1.1',
      requestId: randomUUID(),
      requestTimeEpoch: Date.now(),
      identity: { sourceIp: '127.0.0.1', userAgent: 'authchain' },
    },
  }
}

function toLists(pairs: InvokeRequest['headers']): Readonly<Record<string, readonly string[]>> {
  const lists = new Map<string, string[]>()
  for (const [name, value] of pairs) lists.set(name, [...(lists.get(name) ?? []), value])
  return Object.fromEntries(lists)
}
