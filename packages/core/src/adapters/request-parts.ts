/** What REST REQUEST, HTTP API 1.0 and WebSocket events say in the same way. @module */
import type { RequestParts } from '../contract/request.js'
import type { EventRecord } from './event-fields.js'
import { findRecord, findText, toValueLists } from './event-fields.js'

/** @throws failure `event.unexpected_shape` */
export function toRequestParts(
  record: EventRecord,
  lambdaRequestId: string,
): Omit<RequestParts, 'source' | 'resourceArn'> {
  const requestContext = findRecord(record, 'requestContext')
  const caller = requestContext === undefined ? undefined : findRecord(requestContext, 'identity')
  return {
    requestId: findText(requestContext, 'requestId') ?? lambdaRequestId,
    sourceIp: findText(caller, 'sourceIp'),
    headers: toValueLists(record, 'headers', 'multiValueHeaders', toLowerCase),
    query: toValueLists(record, 'queryStringParameters', 'multiValueQueryStringParameters'),
    pathParameters: toValueLists(record, 'pathParameters', undefined),
    stageVariables: toValueLists(record, 'stageVariables', undefined),
  }
}

const toLowerCase = (name: string): string => name.toLowerCase()
