/** The conformance suite for event adapters. @module */
import { adapterChecks } from './adapter-checks.js'
import type { AdapterSubject } from './adapter-subject.js'
import { describeChecks } from './describe-checks.js'

/**
 * Registers the tests that every event adapter must pass, through a handler and a plugin that does what the
 * credential says:
 *
 * * it reads its own events, headers in any case, and refuses those of every other kind;
 * * two values of a credential never pass, and 50 events at once stay apart;
 * * its answers hold the keys that API Gateway knows and no other; an Allow opens this API alone, a Deny
 *   closes the stage, a failure throws the constant;
 * * whatever is no event of its kind is a failure, wrong types in any member included.
 *
 * @example
 * ```ts
 * describeAdapter({
 *   authorizer: { api: 'websocket' },
 *   source: 'websocket',
 *   event: (request) => websocketEvent({ headers: { Authorization: request.token ?? '' } }),
 *   supplies: ['token', 'source-ip'],
 *   answers: 'policy',
 * })
 * ```
 */
export function describeAdapter(subject: AdapterSubject): void {
  const name = subject.name ?? JSON.stringify(subject.authorizer)
  describeChecks(`${name} has an adapter that`, adapterChecks(subject))
}
