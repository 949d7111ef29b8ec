/** A plugin ends when it is told to. @module */
import type { PluginRuntime } from '../../contract/runtime.js'
import type { Secret } from '../../contract/secret-store.js'
import { untilAborted } from '../../contract/until-aborted.js'
import { createTestCall, createTestContext, createTestIdentity } from '../contexts.js'
import { createCheck, settlesWithin } from './check.js'
import type { Check } from './check.js'
import { createBenchRuntime, openBench } from './plugin-bench.js'
import type { PluginSubject } from './plugin-subject.js'

/** How long a plugin may take to notice, on a busy machine. */
const patienceMilliseconds = 1000

/** Checks of signals and deadlines, with a network and secrets that never answer. */
export function timeChecks(subject: PluginSubject): readonly Check[] {
  const requests = [...subject.good, ...(subject.bad ?? [])]
  return [
    createCheck('ends its set-up when the signal says so', async (it) => {
      for (const when of ['before', 'during'] as const) {
        const controller = new AbortController()
        if (when === 'before') controller.abort(new Error('aborted by the suite'))
        const runtime = withHanging(createBenchRuntime(subject), () => true)
        const work = attempt(async () => subject.make().setup(runtime, controller.signal))
        setTimeout(() => {
          controller.abort(new Error('aborted by the suite'))
        }, 20)
        const isOver = await settlesWithin(work, patienceMilliseconds)
        it.expect(isOver, `aborted ${when} it, set-up goes on`)
      }
    }),
    createCheck('ends a call when the signal says so', async (it) => {
      for (const [index, request] of requests.entries()) {
        let isHanging = false
        const runtime = withHanging(createBenchRuntime(subject), () => isHanging)
        const validate = await subject.make().setup(runtime, new AbortController().signal)
        isHanging = true
        const controller = new AbortController()
        const work = attempt(async () =>
          validate(
            createTestContext(request),
            createTestIdentity(),
            createTestCall(controller.signal),
          ),
        )
        setTimeout(() => {
          controller.abort(new Error('aborted by the suite'))
        }, 20)
        const isOver = await settlesWithin(work, patienceMilliseconds)
        it.expect(isOver, `request ${index} goes on after its signal was aborted`)
      }
    }),
    createCheck('leaves the chain its time', async (it) => {
      for (const [index, request] of requests.entries()) {
        const { decide } = await openBench(subject)
        const startedAt = performance.now()
        const decision = await decide(request, 50)
        const isInTime = performance.now() - startedAt < patienceMilliseconds
        it.expect(isInTime, `request ${index} holds the chain up beyond its deadline`)
        const isHonest = decision.effect === 'Deny' || index < subject.good.length
        it.expect(isHonest, `request ${index} passes when time is short`)
      }
    }),
  ]
}

/** The same runtime with a network and secrets that do not answer while `isHanging`; their signals end that. */
function withHanging(runtime: PluginRuntime, isHanging: () => boolean): PluginRuntime {
  const never = new Promise<never>(() => {})
  return {
    ...runtime,
    http: async (request) =>
      isHanging() ? untilAborted(never, request.signal) : runtime.http(request),
    secrets: {
      async open(ref) {
        let secret: Secret | undefined
        return Promise.resolve({
          async read(signal) {
            if (isHanging()) return untilAborted(never, signal)
            secret ??= await runtime.secrets.open(ref)
            return secret.read(signal)
          },
        })
      },
    },
  }
}

/** Settles as `work` does; a throw is a rejection, and both are fine. */
async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch {
    // That it ends is all that matters.
  }
}
