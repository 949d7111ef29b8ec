/** WebSocket API, `$connect`. @module */
import { Buffer } from 'node:buffer'
import { createContext } from '../contract/request.js'
import { failure } from '../errors.js'
import { parseMethodArn } from '../policy/resource-arn.js'
import type { Adapter } from './adapter.js'
import { findText, toEventRecord } from './event-fields.js'
import { toIamResponse } from './iam-response.js'
import { toRequestParts } from './request-parts.js'

/** What API Gateway takes of an authorizer's whole result; the other kinds of API list no quota. */
const mostBytes = 8192

/**
 * The handshake of a connection. It has headers and query parameters, and neither method nor path.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
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
  /** @throws failure `context.too_large` for an answer that API Gateway would not take. */
  toResponse(decision, request, settings) {
    const answer = toIamResponse(decision, request, settings)
    // The context alone was measured before; principal, policy and types come on top of it.
    if (Buffer.byteLength(JSON.stringify(answer)) <= mostBytes) return answer
    throw failure('context.too_large')
  },
}
