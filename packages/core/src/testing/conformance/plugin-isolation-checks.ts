/** Requests do not mix, and nothing that a plugin is given changes. @module */
import { createTestCall, createTestContext, createTestIdentity } from '../contexts.js'
import type { TestRequest } from '../contexts.js'
import type { TestRuntimeOptions } from '../runtime.js'
import { createCheck } from './check.js'
import type { Check } from './check.js'
import { createBenchRuntime, openBench, toLine } from './plugin-bench.js'
import type { Answer, PluginBench } from './plugin-bench.js'
import type { PluginSubject } from './plugin-subject.js'

const interleaved = 100

/** Checks of state: between requests, between set-ups, and in what the chain hands out. */
export function isolationChecks(subject: PluginSubject): readonly Check[] {
  const { good, bad = [], absent = [] } = subject
  const requests: readonly TestRequest[] = [...good, ...bad, ...absent]
  const isSame = toComparison(subject)

  const alone = async (): Promise<readonly string[]> => {
    const lines: string[] = []
    for (const request of requests) {
      lines.push(toLine(await (await openBench(subject)).ask(request)))
    }
    return lines
  }

  return [
    createCheck('answers the same request the same way again', async (it) => {
      const expected = await alone()
      const { ask } = await openBench(subject)
      for (const round of ['first', 'second']) {
        for (const [index, request] of requests.entries()) {
          const answer = await ask(request)
          const words = `request ${index}: another answer, ${round} round`
          it.expect(isSame(index, answer, expected[index]), words)
        }
      }
    }),
    createCheck(`keeps ${interleaved} requests at once apart`, async (it) => {
      const expected = await alone()
      const bench = await openBench(subject, subject.make(), withUnevenNetwork(subject))
      await askAtOnce([bench], requests, (index, answer) => {
        it.expect(isSame(index, answer, expected[index]), `request ${index} gets another’s answer`)
      })
    }),
    createCheck('is set up twice without one knowing of the other', async (it) => {
      const expected = await alone()
      const plugin = subject.make()
      const benches = [
        await openBench(subject, plugin),
        await openBench(subject, plugin),
        await openBench(subject),
      ]
      await askAtOnce(benches, requests, (index, answer) => {
        it.expect(isSame(index, answer, expected[index]), `request ${index}: another answer`)
      })
    }),
    createCheck('changes neither the request nor the identity', async (it) => {
      const validate = await subject
        .make()
        .setup(createBenchRuntime(subject), new AbortController().signal)
      for (const request of requests) {
        const note = (part: string) => (): void => {
          it.expect(false, `it writes to the ${part}`)
        }
        const context = watchWrites(createTestContext(request), note('request'))
        const identity = watchWrites(createTestIdentity(), note('identity'))
        try {
          await validate(context, identity, createTestCall())
        } catch {
          // What it answers is the business of other checks.
        }
      }
    }),
  ]
}

type Comparison = (index: number, answer: Answer, alone: string | undefined) => boolean

/** A volatile plugin may answer otherwise each time, but whoever passes must be who they are. */
function toComparison({ make, good }: PluginSubject): Comparison {
  if (make().requires.volatile !== true) return (_index, answer, alone) => toLine(answer) === alone
  return (index, { outcome, principalId }) => {
    if (outcome !== 'pass' || principalId === undefined) return true
    const request = good[index]
    return request !== undefined && [undefined, principalId].includes(request.principalId)
  }
}

async function askAtOnce(
  benches: readonly PluginBench[],
  requests: readonly TestRequest[],
  report: (index: number, answer: Answer) => void,
): Promise<void> {
  await Promise.all(
    Array.from({ length: interleaved }, async (_, turn) => {
      const index = turn % requests.length
      const bench = benches[turn % benches.length]
      const request = requests[index]
      if (bench === undefined || request === undefined) return
      report(index, await bench.ask(request))
    }),
  )
}

/** The same network with answers in another order than the requests. */
function withUnevenNetwork({ runtime = {} }: PluginSubject): TestRuntimeOptions {
  const { http } = runtime
  if (http === undefined) return {}
  let count = 0
  return {
    async http(request) {
      count += 1
      for (let turns = (count * 7) % 5; turns > 0; turns -= 1) {
        await new Promise((resolve) => {
          setImmediate(resolve)
        })
      }
      return http(request)
    },
  }
}

/** The same object; `note` hears of every attempt to change it. Methods run on the object itself. */
function watchWrites<T extends object>(target: T, note: () => void): T {
  const refuse = (): boolean => {
    note()
    return false
  }
  return new Proxy(target, {
    get(object, key) {
      const value: unknown = Reflect.get(object, key, object)
      return typeof value === 'function' ? (value.bind(object) as unknown) : value
    },
    set: refuse,
    defineProperty: refuse,
    deleteProperty: refuse,
    setPrototypeOf: refuse,
  })
}
