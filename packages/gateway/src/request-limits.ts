/** What a request may be at all. @module */
import type { GatewayRequest } from './events/gateway-request.js'
import type { Answer } from './gateway-responses/gateway-response.js'

/** Of the method ARN, in bytes. */
const longestMethodArn = 1600
/** Of request line and headers together, in bytes. */
const longestHead = 10_240
/** Of the body, in bytes. */
export const longestBody = 10_485_760

/**
 * Finds what is wrong with a request before it is looked at: characters that no URI has, or a limit that it
 * exceeds.
 *
 * @returns The answer to it; undefined when nothing is. 414 is documented, the texts of 400 and 431 are not.
 */
export function findUnacceptable(request: GatewayRequest, methodArn: string): Answer | undefined {
  if (/[^\x21-\x7e]/.test(request.target)) return toJsonAnswer(400, 'Bad Request')
  // A character is three bytes at most, so most requests need no counting of bytes.
  if (methodArn.length * 3 > longestMethodArn && Buffer.byteLength(methodArn) > longestMethodArn) {
    return { status: 414, headers: [['Content-Type', 'text/plain']], body: 'Request URI too long' }
  }
  const characters = measure(request, (text) => text.length)
  return characters * 3 > longestHead &&
    measure(request, (text) => Buffer.byteLength(text)) > longestHead
    ? toJsonAnswer(431, 'Request Header Fields Too Large')
    : undefined
}

function measure(request: GatewayRequest, sizeOf: (text: string) => number): number {
  let size = request.method.length + sizeOf(request.target)
  for (const [name, value] of request.headers) size += sizeOf(name) + sizeOf(value)
  return size
}

/** The answer to a body that is too long. */
export const bodyTooLong: Answer = toJsonAnswer(
  413,
  'HTTP content length exceeded 10485760 bytes.',
  'RequestTooLargeException',
)

function toJsonAnswer(status: number, message: string, errorType?: string): Answer {
  return {
    status,
    headers: [
      ['Content-Type', 'application/json'],
      ...(errorType === undefined ? [] : [['x-amzn-ErrorType', errorType] as const]),
    ],
    body: JSON.stringify({ message }),
  }
}
