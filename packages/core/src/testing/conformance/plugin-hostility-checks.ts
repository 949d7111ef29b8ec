/** Whatever a caller sends, a plugin neither passes it nor breaks. @module */
import type { RequestInput } from '../../contract/context.js'
import type { TestRequest } from '../contexts.js'
import { createCheck } from './check.js'
import type { Check } from './check.js'
import { hostileValues, spoil } from './hostile-values.js'
import { openBench } from './plugin-bench.js'
import type { PluginSubject } from './plugin-subject.js'
import { findInput, withInput, withoutInputs } from './request-inputs.js'

/** Checks of inputs that a caller controls. */
export function hostilityChecks(subject: PluginSubject): readonly Check[] {
  const { credentials = [], inputs = [] } = subject.make().requires
  return [
    createCheck('lets nobody pass with a hostile credential, and survives it', async (it) => {
      const { ask } = await openBench(subject)
      for (const input of credentials) {
        for (const [name, request] of hostileRequests(subject, input, credentials)) {
          const { outcome, code } = await ask(request)
          it.expect(outcome !== 'pass', `${input}, ${name}: it passes`)
          it.expect(outcome !== 'failure', `${input}, ${name}: ${code}`)
        }
      }
    }),
    createCheck('lets nobody pass with two values of a credential', async (it) => {
      const { ask } = await openBench(subject)
      for (const input of credentials) {
        for (const request of subject.good) {
          const value = findInput(request, input)
          if (value === undefined) continue
          for (const values of [
            [value, 'other'],
            ['other', value],
            [value, ''],
          ]) {
            const { outcome } = await ask(withInput(request, input, values))
            it.expect(outcome === 'denied', `${input}: ${outcome}`)
          }
        }
      }
    }),
    createCheck('survives hostile values of its other inputs', async (it) => {
      const { ask } = await openBench(subject)
      const [good = {}] = subject.good
      for (const input of inputs) {
        for (const [name, value] of hostileValues) {
          const { outcome, code } = await ask(withInput(good, input, value))
          it.expect(outcome !== 'failure', `${input}, ${name}: ${code}`)
        }
        const { outcome, code } = await ask(withInput(good, input, undefined))
        it.expect(outcome !== 'failure', `${input}, absent: ${code}`)
      }
    }),
  ]
}

/** The first good request with one credential replaced and the others gone. */
function* hostileRequests(
  { good }: PluginSubject,
  input: RequestInput,
  credentials: readonly RequestInput[],
): Generator<readonly [name: string, request: TestRequest]> {
  const carrier = good.find((request) => findInput(request, input) !== undefined)
  const base = withoutInputs(carrier ?? good[0] ?? {}, credentials)
  const value = carrier === undefined ? undefined : findInput(carrier, input)
  const scheme = /^[A-Za-z]{1,20} /.exec(value ?? '')?.[0] ?? ''
  for (const [name, hostile] of hostileValues) {
    yield [name, withInput(base, input, hostile)]
    if (scheme !== '') yield [`${name} behind the scheme`, withInput(base, input, scheme + hostile)]
  }
  if (scheme !== '') yield ['the scheme alone', withInput(base, input, scheme.trim())]
  if (value === undefined) return
  for (const [name, spoilt] of spoil(value)) yield [name, withInput(base, input, spoilt)]
}
