/** An event that API Gateway never sends is a failure, and never an Allow. @module */
import type { TestRequest } from '../contexts.js'
import { createAskAdapter } from './adapter-bench.js'
import type { AdapterSubject } from './adapter-subject.js'
import { isAllow } from './answer-shape.js'
import { createCheck } from './check.js'
import type { Check } from './check.js'

type EventRecord = Readonly<Record<string, unknown>>

const noEvents: readonly unknown[] = [
  undefined,
  null,
  '',
  'event',
  7,
  true,
  [],
  {},
  [null],
  { type: 'REQUEST' },
  { type: 'TOKEN' },
  { Records: [] },
]
const wrongValues: readonly unknown[] = [7, true, [], [null], [{}], { a: { b: 1 } }, { a: [[]] }]
const constants: ReadonlySet<string | undefined> = new Set(['Authorizer failure', 'Unauthorized'])

/** Checks of events that are no events. */
export function adapterHostilityChecks(
  subject: AdapterSubject,
  good: TestRequest,
): readonly Check[] {
  const ask = createAskAdapter(subject)
  const event = subject.event(good) as EventRecord
  return [
    createCheck('fails for what is no event of its kind', async (it) => {
      const nested = JSON.parse(`{"__proto__":${JSON.stringify(event)}}`) as unknown
      for (const [index, value] of [...noEvents, [event], nested].entries()) {
        const { thrown, seen } = await ask(value)
        it.expect(thrown === 'Authorizer failure', `no event ${index}: ${thrown ?? 'answered'}`)
        it.expect(seen === undefined, `no event ${index}: a plugin is asked`)
      }
    }),
    createCheck('fails without its ARN or with a wrong one', async (it) => {
      const [name = ''] =
        Object.entries(event).find(([, value]) => String(value).startsWith('arn:')) ?? []
      const arn = String(event[name])
      const { [name]: _arn, ...rest } = event
      const wrong = [null, 7, [], {}, '', 'arn:aws:s3:::bucket', `x${arn}`, arn.split('/')[0]]
      for (const [index, event_] of [
        rest,
        ...wrong.map((v) => ({ ...event, [name]: v })),
      ].entries()) {
        const { thrown } = await ask(event_)
        it.expect(thrown === 'Authorizer failure', `wrong ARN ${index}: ${thrown ?? 'answered'}`)
      }
    }),
    createCheck('survives wrong types in every member', async (it) => {
      for (const [path, spoilt] of spoilEach(event)) {
        const { thrown, answer } = await ask(spoilt)
        const isKnown = thrown === undefined || constants.has(thrown)
        it.expect(isKnown, `${path}: another error gets out`)
        it.expect(thrown !== undefined || typeof answer === 'object', `${path}: no answer`)
      }
    }),
    createCheck(
      'fails for headers and parameters of a wrong type, or does not read them',
      async (it) => {
        const usual = JSON.stringify(await ask(event))
        for (const name of mapNames(event)) {
          for (const value of [7, true, 'text', ['a'], [{}]]) {
            const reply = await ask({ ...event, [name]: value })
            const isRight = reply.thrown === 'Authorizer failure' || JSON.stringify(reply) === usual
            it.expect(isRight, `${name}: ${reply.thrown ?? 'answered otherwise'}`)
          }
        }
      },
    ),
    createCheck('takes no credential from names that every object has', async (it) => {
      const { token = '' } = good
      const { token: _token, ...anonymous } = good
      const bare = JSON.stringify(subject.event({ ...anonymous, headers: { 'x-place': 'x' } }))
      const inherited = JSON.stringify({ Authorization: token, authorization: token })
      const text = bare
        .replaceAll('"x-place":"x"', `"__proto__":${inherited},"constructor":${inherited}`)
        .replaceAll('"x-place":["x"]', `"__proto__":["${token}"]`)
      const { answer } = await ask(JSON.parse(text))
      it.expect(!isAllow(answer), 'it does')
    }),
  ]
}

function mapNames(event: EventRecord): readonly string[] {
  const maps = /^(?:headers|multiValueHeaders|.*[pP]arameters|stageVariables)$/
  return Object.keys(event).filter((name) => maps.test(name))
}

/** Each member of an event, and of the objects in it, with a value of another type. */
function* spoilEach(event: EventRecord): Generator<readonly [path: string, event: EventRecord]> {
  for (const [name, value] of Object.entries(event)) {
    for (const wrong of [...wrongValues, null, undefined, '\uD800', '__proto__']) {
      yield [name, { ...event, [name]: wrong }]
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue
    for (const [path, inner] of spoilEach(value as EventRecord)) {
      yield [`${name}.${path}`, { ...event, [name]: inner }]
    }
  }
}
