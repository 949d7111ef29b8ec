/** HTTP API, payload 1.0. @module */
import { createContext } from '../contract/request.js'
import { failure } from '../errors.js'
import { parseMethodArn } from '../policy/resource-arn.js'
import type { Adapter } from './adapter.js'
import { findText, toEventRecord } from './event-fields.js'
import { toIamResponse } from './iam-response.js'
import { toRequestParts } from './request-parts.js'

/**
 * The shape of a REST REQUEST event with `version: '1.0'`. Method and path are read from `methodArn`, because
 * the event's own path begins with the stage on some domains.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export const httpV1: Adapter = {
  source: 'http-v1',
  toRequest(event, lambdaRequestId) {
    const record = toEventRecord(event)
    const isShape = findText(record, 'type') === 'REQUEST' && findText(record, 'version') === '1.0'
    const { arn, text, method, path } = parseMethodArn(record['methodArn'])
    if (!isShape || method === undefined) throw failure('event.unexpected_shape')
    const context = createContext({
      ...toRequestParts(record, lambdaRequestId),
      source: 'http-v1',
      resourceArn: arn,
      method,
      path,
      route: findText(record, 'resource'),
    })
    return { context, methodArn: text }
  },
  toResponse: toIamResponse,
}
