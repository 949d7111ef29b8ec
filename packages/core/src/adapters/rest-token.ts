/** REST API, TOKEN authorizer. @module */
import { createContext } from '../contract/request.js'
import { failure } from '../errors.js'
import { parseMethodArn } from '../policy/resource-arn.js'
import type { Adapter } from './adapter.js'
import { findText, toEventRecord } from './event-fields.js'
import { toIamResponse } from './iam-response.js'

/**
 * The event has three members: `type`, `authorizationToken`, `methodArn`. The context has exactly one
 * header, the configured one.
 *
 * @param headerName - Which header API Gateway reads; the event does not say.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
export function restToken(headerName: string): Adapter {
  return {
    source: 'rest-token',
    toRequest(event, lambdaRequestId) {
      const record = toEventRecord(event)
      const token = findText(record, 'authorizationToken')
      if (findText(record, 'type') !== 'TOKEN' || token === undefined) {
        throw failure('event.unexpected_shape')
      }
      const { arn, method, path, text } = parseMethodArn(record['methodArn'])
      if (method === undefined) throw failure('event.method_arn')
      const context = createContext({
        source: 'rest-token',
        resourceArn: arn,
        requestId: lambdaRequestId,
        token,
        method,
        path,
        headers: new Map([[headerName.toLowerCase(), [token]]]),
      })
      return { context, methodArn: text }
    },
    toResponse: toIamResponse,
  }
}
