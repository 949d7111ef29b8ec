/** Denials as problem details. @module */
import type { DenialResponse } from './config.js'

/** What a problem says. */
export interface ProblemOptions {
  /** 300 to 599; the answer's status too. */
  readonly status: number
  /** The same for every problem of its type: `Unauthorized`. */
  readonly title: string
  /** A URI that identifies the type; default `about:blank`. */
  readonly type?: string
  /** What the caller can do about it. The same text for everybody. */
  readonly detail?: string
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * A {@link DenialResponse} of `application/problem+json`, with API Gateway's request id as `instance`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9457
 * @example
 * ```ts
 * responses: { forbidden: problem({ status: 403, title: 'Forbidden', detail: 'Ask for the scope orders:read.' }) }
 * ```
 */
export function problem({
  status,
  title,
  type = 'about:blank',
  detail,
  headers,
}: ProblemOptions): DenialResponse {
  const instance = 'urn:request:$context.requestId'
  return {
    status,
    headers: { ...headers, 'Content-Type': 'application/problem+json' },
    body: JSON.stringify({ type, title, status, detail, instance }),
  }
}
