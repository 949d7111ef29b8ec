/** One bounded GET of a JSON document: no redirects, no retries, nothing kept. @module */
import type { PluginRuntime } from '@authchain/core'
import { parseStrictJson } from './strict-json.js'
import type { JsonObject } from './strict-json.js'

/** Longest document, in bytes. */
const maxDocumentBytes = 256 * 1024

const bounds = { maxDepth: 16, maxMembers: 10_000 } as const
const maxRetryAfterSeconds = 60

/** What is wrong with a document. It goes into the log, so each is a constant. */
export type DocumentFault =
  | 'http-status'
  | 'too-large'
  | 'not-json'
  | 'no-usable-key'
  | 'issuer-mismatch'
  | 'jwks-uri'

/** The server answered, and the answer is of no use. */
export class DocumentRefusedError extends Error {
  override readonly name = 'DocumentRefusedError'
  readonly fault: DocumentFault
  readonly retryAfterMilliseconds: number

  constructor(fault: DocumentFault, retryAfterMilliseconds: number = 0) {
    super(`Refused (${fault})`)
    this.fault = fault
    this.retryAfterMilliseconds = retryAfterMilliseconds
  }
}

/**
 * Fetches a JSON object of at most 256 KiB. Any status but 200 is refused: a redirect could lead anywhere.
 *
 * @throws DocumentRefusedError for an answer that is of no use; whatever `http` throws when there is none.
 */
export async function fetchJson(
  http: PluginRuntime['http'],
  url: URL,
  signal: AbortSignal,
): Promise<JsonObject> {
  const response = await http({ url, maxBytes: maxDocumentBytes, signal })
  if (response.status !== 200) {
    throw new DocumentRefusedError('http-status', toMilliseconds(response.headers['retry-after']))
  }
  if (response.body.byteLength > maxDocumentBytes) throw new DocumentRefusedError('too-large')
  const json = parseStrictJson(response.body, bounds)
  if (json === undefined) throw new DocumentRefusedError('not-json')
  return json
}

/** `Retry-After` in seconds (RFC 9110 section 10.2.3), up to a minute; a date counts as nothing. */
function toMilliseconds(retryAfter: string | undefined): number {
  if (retryAfter === undefined || !/^\d{1,6}$/.test(retryAfter)) return 0
  return Math.min(Number(retryAfter), maxRetryAfterSeconds) * 1000
}
