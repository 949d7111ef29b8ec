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
export type ConditionKeys = ReadonlyMap<string, string | undefined>

/**
 * Makes the keys of one request. A key that is not in the map is not known to API Gateway: what depends on
 * it cannot be decided here. API Gateway takes HTTPS only, so the transport always counts as secure.
 */
export function toConditionKeys(facts: ConditionFacts): ConditionKeys {
  return new Map([
    ['aws:currenttime', new Date(facts.nowMilliseconds).toISOString()],
    ['aws:epochtime', String(Math.floor(facts.nowMilliseconds / 1000))],
    ['aws:sourceip', facts.sourceIp],
    ['aws:useragent', facts.userAgent],
    ['aws:referer', facts.referer],
    ['aws:securetransport', 'true'],
    ['aws:sourcearn', undefined],
    ['aws:sourcevpc', undefined],
    ['aws:sourcevpce', undefined],
    ['aws:vpcsourceip', undefined],
  ])
}
