/** What every event adapter promises. @module */
import {
  httpV1Event,
  httpV2Event,
  restRequestEvent,
  restTokenEvent,
  websocketEvent,
} from '../events.js'
import type { RequestInput } from '../../contract/context.js'
import type { TestRequest } from '../contexts.js'
import { createAskAdapter, credentialOf } from './adapter-bench.js'
import type { AdapterSubject, EventFixture } from './adapter-subject.js'
import { adapterHostilityChecks } from './adapter-hostility-checks.js'
import { covers, findShapeFaults, isAllow, resourcesOf } from './answer-shape.js'
import { createCheck } from './check.js'
import type { Check } from './check.js'
import { createLeakFinder } from './leaks.js'
import { findInput } from './request-inputs.js'

const good: TestRequest = {
  token: credentialOf('ada'),
  method: 'POST',
  path: '/orders/42',
  route: '/orders/{id}',
  sourceIp: '192.0.2.7',
  headers: { 'X-Tenant': 'acme', Cookie: 'a=b; session=s' },
  query: { tag: 'c+d e' },
  pathParameters: { id: '42' },
  stageVariables: { table: 'orders' },
}

/** The checks that `describeAdapter` registers, to be run without a test runner. */
export function adapterChecks(subject: AdapterSubject): readonly Check[] {
  return [
    ...readingChecks(subject),
    ...answerChecks(subject),
    ...adapterHostilityChecks(subject, good),
  ]
}

function readingChecks(subject: AdapterSubject): readonly Check[] {
  const ask = createAskAdapter(subject)
  return [
    createCheck('reads what its events say', async (it) => {
      const { seen = {}, thrown } = await ask(subject.event(good))
      it.expect(thrown === undefined, `its own event: ${thrown}`)
      it.expect(seen['source'] === subject.source, `it says the event is of ${seen['source']}`)
      it.expect(seen['stage'] === 'test', 'another stage')
      for (const input of subject.supplies) {
        const expected = expectedOf(input)
        const isRight = typeof expected === 'string' ? seen[input] === expected : true
        it.expect(isRight && seen[input] !== undefined, `${input} is read wrong`)
      }
    }),
    createCheck('understands fixtures of its kind and refuses all others', async (it) => {
      for (const { source, event } of [...builtFixtures(), ...(subject.fixtures ?? [])]) {
        const { thrown, seen, answer } = await ask(event)
        if (source === subject.source) {
          it.expect(thrown !== 'Authorizer failure', 'a fixture of its own is refused')
        } else {
          it.expect(thrown === 'Authorizer failure', `an event of ${source} is taken`)
          it.expect(seen === undefined, `a plugin is asked about an event of ${source}`)
          it.expect(answer === undefined, `an event of ${source} is answered`)
        }
      }
    }),
    createCheck('finds headers whatever their case', async (it) => {
      if (!subject.supplies.includes('header:x-tenant')) return
      for (const name of ['x-tenant', 'X-TENANT', 'x-TeNaNt']) {
        const event = subject.event({ ...good, headers: { [name]: 'acme' } })
        const { seen = {} } = await ask(event)
        it.expect(seen['header:x-tenant'] === 'acme', 'a header in another case is not found')
      }
    }),
    createCheck('lets nobody pass with two values of the credential', async (it) => {
      if (!subject.supplies.includes('header:x-tenant')) return
      const { token: one = '', ...rest } = good
      for (const values of [
        [one, credentialOf('eve')],
        [credentialOf('eve'), one],
        [one, ''],
      ]) {
        const event = subject.event({ ...rest, headers: { Authorization: values } })
        it.expect(!isAllow((await ask(event)).answer), 'one of two credentials is taken')
      }
    }),
    createCheck('keeps 50 requests at once apart', async (it) => {
      await Promise.all(
        Array.from({ length: 50 }, async (_, turn) => {
          const token = credentialOf(`user${turn}`)
          const { answer } = await ask(subject.event({ ...good, token }))
          const text = JSON.stringify(answer) ?? ''
          it.expect(text.includes(`"user${turn}"`), 'a request is answered for another caller')
        }),
      )
    }),
  ]
}

function answerChecks(subject: AdapterSubject): readonly Check[] {
  const ask = createAskAdapter(subject)
  const eventOf = (name: string): unknown => subject.event({ ...good, token: credentialOf(name) })
  return [
    createCheck('allows with nothing but what API Gateway knows, for this API only', async (it) => {
      const event = eventOf('ada')
      const { answer } = await ask(event)
      for (const fault of findShapeFaults(answer, subject.answers)) it.expect(false, fault)
      it.expect(isAllow(answer), 'a good request is not allowed')
      it.expect(resourcesOf(answer, 'Deny').length === 0, 'it allows and denies at once')
      if (subject.answers === 'simple') return
      const opened = resourcesOf(answer, 'Allow')
      const arn = findArn(event)
      it.expect(
        opened.some((resource) => covers(resource, arn)),
        'its own request stays closed',
      )
      for (const other of ['/prod/GET/orders', '/test2/GET/orders', '/*']) {
        const foreign = arn.replace(/\/test\/.*$/s, other)
        it.expect(!opened.some((resource) => covers(resource, foreign)), 'another stage is opened')
      }
    }),
    createCheck('closes the whole stage when it denies', async (it) => {
      const event = eventOf('forbidden')
      const { answer, thrown } = await ask(event)
      it.expect(thrown === undefined, `a caller who may not: ${thrown}`)
      for (const fault of findShapeFaults(answer, subject.answers)) it.expect(false, fault)
      it.expect(!isAllow(answer), 'what is forbidden is allowed')
      if (subject.answers === 'simple') return
      const closed = resourcesOf(answer, 'Deny')
      const arn = findArn(event)
      for (const tail of ['', '/test/GET/', '/test/DELETE/a/b', '/test/$connect']) {
        const target = tail === '' ? arn : arn.replace(/\/test\/.*$/s, tail)
        it.expect(
          closed.some((resource) => covers(resource, target)),
          'a part stays open',
        )
      }
    }),
    createCheck('says 401 as API Gateway reads it', async (it) => {
      const { token: _token, ...anonymous } = good
      for (const event of [eventOf('not a name'), subject.event(anonymous)]) {
        const { answer, thrown } = await ask(event)
        const words = `a bad credential: ${thrown}`
        if (thrown === undefined) {
          for (const fault of findShapeFaults(answer, subject.answers)) it.expect(false, fault)
          it.expect(!isAllow(answer), 'a bad credential is allowed')
        } else it.expect(['Unauthorized', 'Authorizer failure'].includes(thrown), words)
      }
    }),
    createCheck('throws the constant when something breaks', async (it) => {
      const { answer, thrown } = await ask(eventOf('broken'))
      it.expect(thrown === 'Authorizer failure', 'the error is another')
      it.expect(answer === undefined, 'a failure is answered')
    }),
    createCheck('lets no credential out in an answer or an error', async (it) => {
      for (const name of ['ada', 'forbidden', 'broken', 'not a name']) {
        const finder = createLeakFinder([credentialOf(name)])
        const { answer, thrown } = await ask(eventOf(name))
        it.expect(!finder.isLeaking([answer, thrown]), 'it shows')
      }
    }),
  ]
}

/** What a good event says in an input; undefined when any value is right. */
function expectedOf(input: RequestInput): string | undefined {
  if (input === 'method') return good.method
  if (input === 'path') return good.path
  if (input === 'path-parameters') return '42'
  if (input === 'source-ip') return good.sourceIp
  return input.startsWith('stage-variable:') ? 'orders' : findInput(good, input)
}

function findArn(event: unknown): string {
  const values = Object.values(event as Readonly<Record<string, unknown>>)
  return String(values.find((value) => typeof value === 'string' && value.startsWith('arn:')))
}

/** One event of each kind, as the builders make them. */
function builtFixtures(): readonly EventFixture[] {
  const headers = { Authorization: credentialOf('ada') }
  return [
    { source: 'rest-token', event: restTokenEvent(credentialOf('ada')) },
    { source: 'rest-request', event: restRequestEvent({ headers }) },
    { source: 'http-v1', event: httpV1Event({ headers }) },
    { source: 'http-v2', event: httpV2Event({ headers }) },
    { source: 'websocket', event: websocketEvent({ headers }) },
  ]
}
