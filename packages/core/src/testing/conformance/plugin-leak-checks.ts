/** No credential leaves a plugin. @module */
import type { RequestInput } from '../../contract/context.js'
import type { Decision } from '../../contract/decision.js'
import type { TestRequest } from '../contexts.js'
import { createCheck } from './check.js'
import type { Check } from './check.js'
import { createLeakFinder } from './leaks.js'
import type { LeakFinder } from './leaks.js'
import { openBench } from './plugin-bench.js'
import type { PluginSubject } from './plugin-subject.js'
import { findInput } from './request-inputs.js'

/** Checks of everything that a plugin says: log, console, errors, traces, and what goes to the backend. */
export function leakChecks(subject: PluginSubject): readonly Check[] {
  const { good, bad = [], absent = [] } = subject
  const requests: readonly TestRequest[] = [...good, ...bad, ...absent]
  return [
    createCheck('lets no credential out in logs, errors, traces or answers', async (it) => {
      const finder = finderOf(subject, requests)
      const console = listenToConsole()
      try {
        const { decide, said } = await openBench(subject)
        for (const request of requests) {
          const decision = await decide(request)
          it.expect(!finder.isLeaking(toShown(decision)), `it shows in ${whereOf(decision)}`)
        }
        for (const line of said) {
          const where = (line as { level?: unknown }).level === undefined ? 'a trace' : 'the log'
          it.expect(!finder.isLeaking(line), `it shows in ${where}`)
        }
      } finally {
        console.stop()
      }
      it.expect(!finder.isLeaking(console.heard), 'it shows on the console')
    }),
    createCheck('writes nothing to the console', async (it) => {
      const console = listenToConsole()
      try {
        const { ask } = await openBench(subject)
        for (const request of requests) await ask(request)
      } finally {
        console.stop()
      }
      it.expect(console.heard.length === 0, 'it writes there; runtime.logger is for that')
    }),
  ]
}

/** Principals that the author expects are known to be fit to be seen. */
function finderOf(subject: PluginSubject, requests: readonly TestRequest[]): LeakFinder {
  const { credentials = [] } = subject.make().requires
  const secrets = requests.flatMap((request) =>
    credentials.flatMap((input: RequestInput) => findInput(request, input) ?? []),
  )
  const principals = subject.good.flatMap(({ principalId }) => principalId ?? [])
  return createLeakFinder(secrets, [...principals, ...(subject.open ?? [])])
}

/** The identity's claims and provisions stay inside; everything else may be logged or sent. */
function toShown(decision: Decision): unknown {
  if (decision.effect === 'Deny') return decision
  const { principalId, context, usageIdentifierKey } = decision
  return { principalId, context, usageIdentifierKey }
}

function whereOf(decision: Decision): string {
  return decision.effect === 'Deny' ? 'an error, its details or its cause' : 'what is passed on'
}

const methods = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const

function listenToConsole(): { readonly heard: readonly unknown[]; stop(): void } {
  const heard: unknown[] = []
  const originals = methods.map((method) => [method, console[method]] as const)
  for (const method of methods) {
    console[method] = (...words: unknown[]): void => {
      heard.push(...words)
    }
  }
  return {
    heard,
    stop() {
      for (const [method, original] of originals) console[method] = original
    },
  }
}
