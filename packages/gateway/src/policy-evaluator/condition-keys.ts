/**
 * The condition keys that API Gateway supplies when the caller does not use IAM authorization.
 *
 * Source: API Gateway Developer Guide, "AWS condition keys that can be used in API Gateway resource policies".
 *
 * @module
 */

/** What a request says to conditions. Instants in milliseconds since the epoch. */
export interface ConditionFacts {
  readonly nowMilliseconds: number
  readonly sourceIp: string
  readonly userAgent: string | undefined
  readonly referer: string | undefined
}

/** Values by key in lower case; `undefined` is a key that API Gateway knows and this request does not have. */
export interface ConditionKeys {
  has(key: string): boolean
  get(key: string): string | undefined
}

type Reader = (facts: ConditionFacts) => string | undefined

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['aws:currenttime', ({ nowMilliseconds }) => toIsoTime(nowMilliseconds)],
  ['aws:epochtime', ({ nowMilliseconds }) => String(Math.floor(nowMilliseconds / 1000))],
  ['aws:sourceip', ({ sourceIp }) => sourceIp],
  ['aws:useragent', ({ userAgent }) => userAgent],
  ['aws:referer', ({ referer }) => referer],
  ['aws:securetransport', () => 'true'],
  ['aws:sourcearn', () => undefined],
  ['aws:sourcevpc', () => undefined],
  ['aws:sourcevpce', () => undefined],
  ['aws:vpcsourceip', () => undefined],
])

let last = { milliseconds: Number.NaN, text: '' }

/** Many requests share one millisecond. */
function toIsoTime(milliseconds: number): string {
  if (last.milliseconds !== milliseconds) {
    last = { milliseconds, text: new Date(milliseconds).toISOString() }
  }
  return last.text
}

/**
 * Makes the keys of one request; a fact is read when a condition asks for it. A key that is not there is not
 * known to API Gateway: what depends on it cannot be decided here. API Gateway takes HTTPS only, so the
 * transport always counts as secure.
 */
export function toConditionKeys(facts: ConditionFacts): ConditionKeys {
  return {
    has: (key) => readers.has(key),
    get: (key) => readers.get(key)?.(facts),
  }
}
