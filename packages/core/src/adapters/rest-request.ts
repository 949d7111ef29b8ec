/** REST API, REQUEST authorizer. @module */
import { createContext } from '../contract/request.js'
import { failure } from '../errors.js'
import { parseMethodArn } from '../policy/resource-arn.js'
import type { Adapter } from './adapter.js'
import { findMember, findText, toEventRecord } from './event-fields.js'
import { toIamResponse } from './iam-response.js'
import { toRequestParts } from './request-parts.js'

/**
 * Header names keep the caller's case; `headers` holds the last value of each and `multiValueHeaders` all
 * of them. Empty maps are `{}`, from the console's tester null; both are taken. Method and path are read from
 * `methodArn`, because the event's own path begins with the base path on custom domains: what is decided must be
 * what the policy is evaluated for.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
export const restRequest: Adapter = {
  source: 'rest-request',
  toRequest(event, lambdaRequestId) {
    const record = toEventRecord(event)
    const isRest =
      findText(record, 'type') === 'REQUEST' && findMember(record, 'version') === undefined
    const { arn, text, method, path } = parseMethodArn(record['methodArn'])
    if (!isRest || method === undefined) throw failure('event.unexpected_shape')
    const context = createContext({
      ...toRequestParts(record, lambdaRequestId),
      source: 'rest-request',
      resourceArn: arn,
      method,
      path,
      route: findText(record, 'resource'),
    })
    return { context, methodArn: text }
  },
  toResponse: toIamResponse,
}
