/** HTTP API, payload 2.0. @module */
import { createContext } from '../contract/request.js'
import type { RequestParts, ValueLists } from '../contract/request.js'
import { failure } from '../errors.js'
import { parseMethodArn } from '../policy/resource-arn.js'
import type { Adapter } from './adapter.js'
import type { EventRecord } from './event-fields.js'
import { findMember, findRecord, findText, toEventRecord, toValueLists } from './event-fields.js'
import { toIamResponse } from './iam-response.js'
import { toSimpleResponse } from './simple-response.js'

/**
 * Names of headers are in lower case, values of one name are joined with commas, cookies stand in a list of
 * their own, and maps without entries are absent. Method and path are read from `routeArn`, because
 * `rawPath` begins with the stage; query parameters from `rawQueryString`, because the event's map joins
 * repeated ones.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function httpV2(simpleResponses: boolean): Adapter {
  return {
    source: 'http-v2',
    toRequest(event, lambdaRequestId) {
      const record = toEventRecord(event)
      const isShape =
        findText(record, 'type') === 'REQUEST' && findText(record, 'version') === '2.0'
      const { arn, text, method, path } = parseMethodArn(record['routeArn'])
      if (!isShape || method === undefined) throw failure('event.unexpected_shape')
      const parts = toParts(record, lambdaRequestId)
      const context = createContext({ ...parts, source: 'http-v2', resourceArn: arn, method, path })
      return { context, methodArn: text }
    },
    toResponse: simpleResponses ? toSimpleResponse : toIamResponse,
  }
}

function toParts(
  record: EventRecord,
  lambdaRequestId: string,
): Omit<RequestParts, 'source' | 'resourceArn'> {
  const requestContext = findRecord(record, 'requestContext')
  const http = requestContext === undefined ? undefined : findRecord(requestContext, 'http')
  return {
    requestId: findText(requestContext, 'requestId') ?? lambdaRequestId,
    route: findText(record, 'routeKey'),
    sourceIp: findText(http, 'sourceIp'),
    headers: withCookies(record, toValueLists(record, 'headers', undefined, toLowerCase)),
    query: toQuery(findText(record, 'rawQueryString') ?? ''),
    pathParameters: toValueLists(record, 'pathParameters', undefined),
    stageVariables: toValueLists(record, 'stageVariables', undefined),
  }
}

function withCookies(record: EventRecord, headers: ValueLists): ValueLists {
  const cookies = findMember(record, 'cookies')
  if (cookies === undefined) return headers
  if (!Array.isArray(cookies) || !cookies.every((cookie) => typeof cookie === 'string')) {
    throw failure('event.unexpected_shape')
  }
  return new Map([...headers, ['cookie', cookies]])
}

function toQuery(rawQueryString: string): ValueLists {
  const lists = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    lists.set(name, [...(lists.get(name) ?? []), value])
  }
  return lists
}

const toLowerCase = (name: string): string => name.toLowerCase()
