/** The ARN in an authorizer's event. @module */
import type { ResourceArn } from '../contract/context.js'
import { failure } from '../errors.js'

/** What `methodArn` says. */
export interface MethodArn {
  readonly arn: ResourceArn
  /** The verb as sent; undefined on WebSocket. */
  readonly method: string | undefined
  /** With a leading slash, as sent; undefined on WebSocket. */
  readonly path: string | undefined
  /** The text itself. It holds what the caller sent: never put it into a policy unchecked. */
  readonly text: string
}

const shape =
  /^arn:(aws[a-z-]{0,20}):execute-api:([a-z0-9-]{1,40}):([A-Za-z0-9-]{1,40}):([A-Za-z0-9-]{1,40})\/([A-Za-z0-9_$-]{1,128})\/([^]*)$/

/**
 * Parses `arn:{partition}:execute-api:{region}:{account}:{apiId}/{stage}/{VERB}/{path}`. Only the path may
 * hold colons, slashes and wildcards.
 *
 * @throws failure `event.method_arn` for anything else: what is not understood is never allowed.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
export function parseMethodArn(text: unknown): MethodArn {
  const parts = typeof text === 'string' ? shape.exec(text) : null
  if (parts === null) throw failure('event.method_arn')
  const [, partition = '', region = '', accountId = '', apiId = '', stage = '', tail = ''] = parts
  const arn = Object.freeze({ partition, region, accountId, apiId, stage })
  if (tail === '$connect') return { arn, method: undefined, path: undefined, text: text as string }
  const slash = tail.indexOf('/')
  const method = slash === -1 ? tail : tail.slice(0, slash)
  if (!/^[A-Za-z]{1,20}$/.test(method)) throw failure('event.method_arn')
  return { arn, method, path: slash === -1 ? '/' : tail.slice(slash), text: text as string }
}

/** `arn:…:{apiId}/{stage}`, without wildcards: the prefix of every resource that a policy names. */
export function toStagePrefix(arn: ResourceArn): string {
  const { partition, region, accountId, apiId, stage } = arn
  return `arn:${partition}:execute-api:${region}:${accountId}:${apiId}/${stage}`
}
