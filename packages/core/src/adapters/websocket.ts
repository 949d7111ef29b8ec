/** WebSocket API, `$connect`. @module */
import { createContext } from '../contract/request.js'
import { failure } from '../errors.js'
import { parseMethodArn } from '../policy/resource-arn.js'
import type { Adapter } from './adapter.js'
import { findText, toEventRecord } from './event-fields.js'
import { toIamResponse } from './iam-response.js'
import { toRequestParts } from './request-parts.js'

/**
 * The handshake of a connection. It has headers and query parameters, and neither method nor path.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html
 */
export const websocket: Adapter = {
  source: 'websocket',
  toRequest(event, lambdaRequestId) {
    const record = toEventRecord(event)
    const { arn, text, method } = parseMethodArn(record['methodArn'])
    if (findText(record, 'type') !== 'REQUEST' || method !== undefined) {
      throw failure('event.unexpected_shape')
    }
    const context = createContext({
      ...toRequestParts(record, lambdaRequestId),
      source: 'websocket',
      resourceArn: arn,
      route: '$connect',
    })
    return { context, methodArn: text }
  },
  toResponse: toIamResponse,
}
