/**
 * The events that an HTTP API sends to its authorizer.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 * @module
 */
import { toRequestEvent } from './authorizer-event.js'
import type { AuthorizerEvent } from './authorizer-event.js'
import type { HeaderPair } from './gateway-request.js'
import { toStagePath } from './http-request-context.js'
import type { RoutedRequest } from './routed-request.js'

/**
 * The event with payload 2.0: names of headers in lower case, values of one name joined with commas,
 * cookies in a list of their own, `rawPath` behind the stage. What is empty is absent.
 *
 * @param identity - Values of the identity sources, in their order.
 */
export function toHttpV2Event(
  request: RoutedRequest,
  identity: readonly string[],
): AuthorizerEvent {
  const { headers, cookies } = splitCookies(request.headers)
  return {
    version: '2.0',
    type: 'REQUEST',
    routeArn: request.methodArn,
    identitySource: identity,
    routeKey: request.routeKey,
    rawPath: toStagePath(request),
    rawQueryString: request.queryText,
    ...(cookies.length === 0 ? {} : { cookies }),
    headers,
    ...unlessEmpty('queryStringParameters', joinLists(request.query.multi)),
    requestContext: request.requestContext,
    ...unlessEmpty('pathParameters', request.pathParameters),
    ...unlessEmpty('stageVariables', request.api.stageVariables),
  }
}

/** The event with payload 1.0: a REST API's with `version` and the identity, joined with commas. */
export function toHttpV1Event(
  request: RoutedRequest,
  identity: readonly string[],
): AuthorizerEvent {
  const joined = identity.join(',')
  return {
    version: '1.0',
    ...toRequestEvent(request),
    path: toStagePath(request),
    identitySource: joined,
    authorizationToken: joined,
  }
}

function splitCookies(pairs: readonly HeaderPair[]): {
  readonly headers: Readonly<Record<string, string>>
  readonly cookies: readonly string[]
} {
  const headers = new Map<string, string>()
  const cookies: string[] = []
  for (const [name, value] of pairs) {
    const lower = name.toLowerCase()
    if (lower === 'cookie') {
      cookies.push(...value.split(';').map((cookie) => cookie.trim()))
      continue
    }
    const earlier = headers.get(lower)
    headers.set(lower, earlier === undefined ? value : `${earlier},${value}`)
  }
  return { headers: Object.fromEntries(headers), cookies: cookies.filter((each) => each !== '') }
}

function joinLists(
  lists: Readonly<Record<string, readonly string[]>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(lists).map(([name, values]) => [name, values.join(',')]))
}

function unlessEmpty(
  name: string,
  record: Readonly<Record<string, string>>,
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return Object.keys(record).length === 0 ? {} : { [name]: record }
}
