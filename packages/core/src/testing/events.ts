/** Events as API Gateway sends them. @module */
import { toStagePrefix } from '../policy/resource-arn.js'
import type { ResourceArn } from '../contract/context.js'
import { testArn } from './contexts.js'
import { eventTime, toDomain, toRestContext } from './event-context.js'

type Values = Readonly<Record<string, string | readonly string[]>>

/** What a test says of its event; the rest is a `GET /orders/42`. */
export interface TestEvent {
  readonly method?: string
  readonly path?: string
  readonly resourceArn?: Partial<ResourceArn>
}

/** REQUEST events say more. A list stands for a header or parameter that was sent more than once. */
export interface TestRequestEvent extends TestEvent {
  readonly headers?: Values
  readonly query?: Values
  /** The route template. */
  readonly resource?: string
  readonly pathParameters?: Readonly<Record<string, string>>
  readonly stageVariables?: Readonly<Record<string, string>>
  readonly sourceIp?: string
  readonly requestId?: string
}

/**
 * The event of a REST API's TOKEN authorizer: exactly three members.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 * @example
 * ```ts
 * await handler(restTokenEvent('Bearer abc', { method: 'POST', path: '/orders' }))
 * ```
 */
export function restTokenEvent(
  authorizationToken: string,
  event: TestEvent = {},
): Readonly<Record<string, unknown>> {
  return { type: 'TOKEN', authorizationToken, methodArn: toMethodArn(event) }
}

/**
 * The event of a REST API's REQUEST authorizer. `headers` holds the last value of each header,
 * `multiValueHeaders` all of them; maps without entries are `{}`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 * @example
 * ```ts
 * await handler(restRequestEvent({ headers: { Authorization: 'Bearer abc' } }))
 * ```
 */
export function restRequestEvent(event: TestRequestEvent = {}): Readonly<Record<string, unknown>> {
  const { method = 'GET', path = '/orders/42', resource = '/orders/{id}' } = event
  const arn = { ...testArn, ...event.resourceArn }
  return {
    type: 'REQUEST',
    methodArn: toMethodArn(event),
    resource,
    path,
    httpMethod: method,
    headers: toLast(event.headers),
    multiValueHeaders: toLists(event.headers),
    queryStringParameters: toLast(event.query),
    multiValueQueryStringParameters: toLists(event.query),
    pathParameters: event.pathParameters ?? { id: '42' },
    stageVariables: event.stageVariables ?? {},
    requestContext: toRestContext({
      arn,
      method,
      path,
      resource,
      requestId: event.requestId ?? 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
      sourceIp: event.sourceIp ?? '192.0.2.1',
      userAgent: findUserAgent(event.headers),
    }),
  }
}

/**
 * The event of an HTTP API with payload 1.0: that of a REST API with `version` and the identity sources'
 * values, joined with commas.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function httpV1Event(event: TestRequestEvent = {}): Readonly<Record<string, unknown>> {
  const { method = 'GET', resource = '/orders/{id}' } = event
  const credential = toLast(event.headers)['Authorization'] ?? null
  const rest = restRequestEvent(event)
  const resourceId = `${method} ${resource}`
  return {
    ...rest,
    requestContext: { ...(rest['requestContext'] as object), resourceId },
    version: '1.0',
    identitySource: credential,
    authorizationToken: credential,
  }
}

/**
 * The event of an HTTP API with payload 2.0: header names in lower case, repeated values joined, cookies in
 * a list, maps without entries absent, `rawPath` with the stage in front.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function httpV2Event(event: TestRequestEvent = {}): Readonly<Record<string, unknown>> {
  const { method = 'GET', path = '/orders/42', resource = '/orders/{id}' } = event
  const arn = { ...testArn, ...event.resourceArn }
  const rawPath = arn.stage === '$default' ? path : `/${arn.stage}${path}`
  const lower = Object.entries(toLists(event.headers)).map(
    ([name, values]) => [name.toLowerCase(), values] as const,
  )
  const headers = Object.fromEntries(
    lower.filter(([name]) => name !== 'cookie').map(([name, values]) => [name, values.join(',')]),
  )
  const cookies = lower
    .filter(([name]) => name === 'cookie')
    .flatMap(([, values]) => values.flatMap((value) => value.split('; ')))
  const query = Object.entries(toLists(event.query))
  const pairs = query.flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, value]),
  )
  const routeKey = `${method} ${resource}`
  return {
    version: '2.0',
    type: 'REQUEST',
    routeArn: toMethodArn(event),
    identitySource:
      toLast(event.headers)['Authorization'] === undefined ? [] : [headers['authorization']],
    routeKey,
    rawPath,
    rawQueryString: new URLSearchParams(pairs).toString(),
    headers,
    ...(cookies.length === 0 ? {} : { cookies }),
    ...(query.length === 0
      ? {}
      : {
          queryStringParameters: Object.fromEntries(query.map(([name, v]) => [name, v.join(',')])),
        }),
    ...(event.pathParameters === undefined ? {} : { pathParameters: event.pathParameters }),
    ...(event.stageVariables === undefined ? {} : { stageVariables: event.stageVariables }),
    requestContext: {
      accountId: arn.accountId,
      apiId: arn.apiId,
      ...toDomain(arn),
      stage: arn.stage,
      routeKey,
      requestId: event.requestId ?? 'JKJaXmPLvHcESHA=',
      time: eventTime.text,
      timeEpoch: eventTime.epochMilliseconds,
      http: {
        method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: event.sourceIp ?? '192.0.2.1',
        userAgent: findUserAgent(event.headers),
      },
    },
  }
}

/**
 * The event of a WebSocket API's `$connect`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html
 */
export function websocketEvent(
  event: Omit<TestRequestEvent, 'method' | 'path' | 'resource' | 'pathParameters'> = {},
): Readonly<Record<string, unknown>> {
  const arn = { ...testArn, ...event.resourceArn }
  return {
    type: 'REQUEST',
    methodArn: `${toStagePrefix(arn)}/$connect`,
    headers: toLast(event.headers),
    multiValueHeaders: toLists(event.headers),
    queryStringParameters: toLast(event.query),
    multiValueQueryStringParameters: toLists(event.query),
    stageVariables: event.stageVariables ?? {},
    requestContext: {
      routeKey: '$connect',
      eventType: 'CONNECT',
      messageDirection: 'IN',
      connectionId: 'L0SM9cOFvHcCIhw=',
      connectedAt: eventTime.epochMilliseconds,
      apiId: arn.apiId,
      domainName: toDomain(arn).domainName,
      stage: arn.stage,
      requestId: event.requestId ?? 'L0SM9cOFvHcCIhw=',
      extendedRequestId: 'UFSC7Ga5IAMFq8A=',
      requestTime: eventTime.text,
      requestTimeEpoch: eventTime.epochMilliseconds,
      identity: { sourceIp: event.sourceIp ?? '192.0.2.1' },
    },
  }
}

function toMethodArn({ method = 'GET', path = '/orders/42', resourceArn }: TestEvent): string {
  return `${toStagePrefix({ ...testArn, ...resourceArn })}/${method}${path}`
}

function findUserAgent(headers: Values = {}): string {
  const entries = Object.entries(toLast(headers))
  return entries.find(([name]) => name.toLowerCase() === 'user-agent')?.[1] ?? 'test-agent/1.0'
}

function toLast(values: Values = {}): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : value.at(-1),
    ]),
  )
}

function toLists(values: Values = {}): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? [value] : value,
    ]),
  )
}
