import {
  allOf,
  anyOf,
  createHandler,
  definePlugin,
  header,
  not,
  optional,
  pass,
  when,
} from '@authchain/core'
import type { AnyPlugin } from '@authchain/core'
import { createTestLogger } from '@authchain/core/testing'
import { custom, schema } from '@authchain/core/schema'
import { describe, expect, it } from 'vitest'
import { startGateway } from '../helpers/running-gateway.js'
import { shapes } from '../helpers/shapes.js'

const good = definePlugin({ name: 'good', validate: () => pass({ principalId: 'ada' }) })
const forever = new Promise<never>(() => {})
const thrown = (value: unknown) => (): never => {
  throw value
}
const answered = (value: unknown) => (): unknown => value

/** Ways for a plugin to break, in `validate`. */
const faults: readonly (readonly [string, () => unknown])[] = [
  ['throws an error', thrown(new Error('Bearer the-callers-own-credential'))],
  ['throws the word of API Gateway', thrown(new Error('Unauthorized'))],
  ['throws text', thrown('Unauthorized')],
  ['throws nothing', thrown(undefined)],
  ['rejects', async () => Promise.reject(new TypeError('x'))],
  ['hangs', async () => forever],
  ['returns nothing', answered(undefined)],
  ['returns null', answered(null)],
  ['returns true', answered(true)],
  ['returns text', answered('allow')],
  ['returns an Allow of its own', answered({ effect: 'Allow', principalId: 'eve' })],
  ['returns a look-alike of pass', answered({ kind: 'pass', patch: { principalId: 'eve' } })],
  ['returns a copy of pass', answered({ ...pass({ principalId: 'eve' }) })],
  ['returns the function that makes a pass', answered(pass)],
  ['returns a policy', answered({ principalId: 'eve', policyDocument: { Statement: [] } })],
]
/** The same in `setup`. */
const setUps: readonly (readonly [string, () => unknown])[] = [
  ['throws in setup', thrown(new Error('x'))],
  ['rejects in setup', async () => Promise.reject(new Error('x'))],
  ['hangs in setup', async () => forever],
  ['makes nothing in setup', answered(undefined)],
  ['makes a pass in setup', answered(pass({ principalId: 'eve' }))],
]

const anything = schema<undefined>(custom<undefined>(() => true, 'anything'))

function toBroken(setup: () => unknown): AnyPlugin {
  return definePlugin({
    name: 'broken',
    options: anything,
    setup: setup as () => () => ReturnType<typeof pass>,
  })(undefined)
}

/** Places in a chain where a plugin that breaks must end it, with a good plugin beside it. */
const places: readonly (readonly [string, (broken: AnyPlugin) => readonly AnyPlugin[]])[] = [
  ['alone', (broken) => [broken]],
  ['before a good plugin', (broken) => [broken, good()]],
  ['behind a good plugin', (broken) => [good(), broken]],
  ['first of anyOf', (broken) => [anyOf(broken, good())]],
  ['last of allOf', (broken) => [allOf(good(), broken)]],
  ['allOf in anyOf', (broken) => [anyOf(allOf(broken, good()), good(undefined, { as: 'spare' }))]],
  ['optional', (broken) => [good(), optional(broken)]],
  ['under a condition that holds', (broken) => [good(), when(not(header('x-skip')), broken)]],
]

const broken = [
  ...faults.map(([how, validate]) => [how, () => toBroken(() => validate)] as const),
  ...setUps.map(([how, setup]) => [how, () => toBroken(setup)] as const),
]
const deadlineMilliseconds = 60

describe.concurrent.each(broken)('a plugin that %s', (_case, create) => {
  it.for(places)('is a 500 over HTTP: %s', async ([, toPlugins], { onTestFinished }) => {
    const config = { plugins: toPlugins(create()), deadlineMilliseconds }
    const gateway = await startGateway(config, onTestFinished)
    // Cold, and again with whatever the first request has left.
    for (let time = 0; time < 2; time += 1) {
      expect(await gateway.ask('any')).toMatch(/^500 /)
    }
  })

  it.each(shapes.map((shape) => [shape.name, shape] as const))(
    'is thrown to API Gateway as a constant: %s',
    async (_name, { authorizer, toEvent }) => {
      const config = { authorizer, plugins: [good(), create()], deadlineMilliseconds }
      const handler = createHandler(config, { logger: createTestLogger() })
      const error: unknown = await handler(toEvent('Bearer the-callers-own-credential')).catch(
        (cause: unknown) => cause,
      )
      expect(error).toBeInstanceOf(Error)
      expect(error).toHaveProperty('message', 'Authorizer failure')
      expect(Object.keys(error as Error)).toEqual([])
      expect((error as Error).stack).not.toContain('the-callers-own-credential')
    },
  )
})
