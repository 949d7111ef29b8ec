/** The ids of one request: made up, well formed, and made only when somebody asks. @module */
import { randomUUID } from 'node:crypto'

/** The ids of one request. */
export interface RequestIds {
  /** A UUID; HTTP and WebSocket APIs show {@link extendedRequestId} instead. */
  readonly requestId: string
  /** What `x-amz-apigw-id` carries: 15 characters of Base64 and `=`. */
  readonly extendedRequestId: string
  /** In the form of `X-Amzn-Trace-Id`. */
  readonly traceId: string
}

/** Makes the ids of one request. */
export function createRequestIds(nowMilliseconds: number): RequestIds {
  return new Ids(nowMilliseconds)
}

class Ids implements RequestIds {
  readonly requestId: string = randomUUID()
  readonly #nowMilliseconds: number

  constructor(nowMilliseconds: number) {
    this.#nowMilliseconds = nowMilliseconds
  }

  /** From the same UUID: an id for show need not be drawn anew. */
  get extendedRequestId(): string {
    const id = this.requestId
    return `${id.slice(0, 8)}${id.slice(9, 13)}${id.slice(15, 18)}=`
  }

  get traceId(): string {
    const seconds = Math.floor(this.#nowMilliseconds / 1000)
    const epoch = seconds.toString(16).padStart(8, '0')
    return `Root=1-${epoch}-${this.requestId.replaceAll('-', '').slice(8, 32)}`
  }
}
