/** REST API, REQUEST authorizer. @module */
import { createContext } from '../contract/request.js'
import { failure } from '../errors.js'
import { parseMethodArn } from '../policy/resource-arn.js'
import type { Adapter } from './adapter.js'
import { findMember, findRecord, findText, toEventRecord, toValueLists } from './event-fields.js'
import { toIamResponse } from './iam-response.js'

/**
 * Header names keep the caller's case; `headers` holds the last value of each and `multiValueHeaders` all
 * of them. Empty maps are `{}`, from the console's tester null; both are taken.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
export const restRequest: Adapter = {
  source: 'rest-request',
  toRequest(event, lambdaRequestId) {
    const record = toEventRecord(event)
    const isRest =
      findText(record, 'type') === 'REQUEST' && findMember(record, 'version') === undefined
    const { arn, text, method } = parseMethodArn(record['methodArn'])
    if (!isRest || method === undefined) throw failure('event.unexpected_shape')
    const requestContext = findRecord(record, 'requestContext')
    const caller = requestContext === undefined ? undefined : findRecord(requestContext, 'identity')
    const context = createContext({
      source: 'rest-request',
      resourceArn: arn,
      requestId: findText(requestContext, 'requestId') ?? lambdaRequestId,
      method: findText(record, 'httpMethod'),
      path: findText(record, 'path'),
      route: findText(record, 'resource'),
      sourceIp: findText(caller, 'sourceIp'),
      headers: toValueLists(record, 'headers', 'multiValueHeaders', toLowerCase),
      query: toValueLists(record, 'queryStringParameters', 'multiValueQueryStringParameters'),
      pathParameters: toValueLists(record, 'pathParameters', undefined),
      stageVariables: toValueLists(record, 'stageVariables', undefined),
    })
    return { context, methodArn: text }
  },
  toResponse: toIamResponse,
}

const toLowerCase = (name: string): string => name.toLowerCase()
