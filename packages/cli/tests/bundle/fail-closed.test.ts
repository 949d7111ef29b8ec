import { pathToFileURL } from 'node:url'
import { restRequestEvent } from '@authchain/core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/bundle/build-bundle.js'
import { createLastingProject } from '../helpers/project.js'
import type { Project } from '../helpers/project.js'

/**
 * The bundle as Lambda runs it: a bundler could drop a guard that every test of the sources sees. What the
 * plugin does stands in a header.
 */
const hostileConfig = `
import { abstain, anyOf, defineConfig, definePlugin, forbidden, pass, unauthenticated } from '@authchain/core'
const behaviours = {
  pass: () => pass({ principalId: 'u' }),
  'pass-nobody': () => pass(),
  abstain: () => abstain('none'),
  unauthenticated: () => { throw unauthenticated('hostile.bad') },
  forbidden: () => { throw forbidden('hostile.no') },
  nothing: () => undefined,
  null: () => null,
  true: () => true,
  lookalike: () => ({ kind: 'pass', patch: { principalId: 'root' } }),
  json: () => JSON.parse(JSON.stringify(pass({ principalId: 'root' }))),
  'late-nothing': async () => {},
  throws: () => { throw new Error('Unauthorized') },
  'throws-text': () => { throw 'Unauthorized' },
  rejects: async () => { throw new Error('later') },
  hangs: () => new Promise(() => {}),
  undeclared: (context) => { context.path; return pass({ principalId: 'root' }) },
  'undeclared-caught': (context) => { try { context.path } catch {} return pass({ principalId: 'root' }) },
  'bad-principal': () => pass({ principalId: 7 }),
  'nested-context': () => pass({ principalId: 'u', context: { a: { b: 1 } } }),
  'reserved-context': () => pass({ principalId: 'u', context: { principalId: 'root' } }),
  expired: () => pass({ principalId: 'u', expiresAtSeconds: 1 }),
}
const hostile = definePlugin({
  name: 'hostile',
  requires: { credentials: ['header:x-do'] },
  validate: (context) => {
    const behaviour = context.header('x-do')
    return behaviour === undefined ? abstain('nothing to do') : behaviours[behaviour](context)
  },
})
const weaker = definePlugin({ name: 'weaker', requires: {}, validate: () => abstain('never mine') })
export default defineConfig({
  deadlineMilliseconds: 50,
  plugins: [anyOf(hostile(), weaker())],
})
`
type Handler = (event: unknown) => Promise<unknown>

describe('the built bundle fails closed', () => {
  let project: Project
  let handler: Handler

  beforeAll(async () => {
    project = createLastingProject({ 'plugins.config.ts': hostileConfig })
    process.env['LOG_LEVEL'] = 'SILENT'
    const { entryPath } = await buildBundle({ cwd: project.folder })
    const module = (await import(pathToFileURL(entryPath).href)) as { readonly handler: Handler }
    handler = module.handler
  })
  afterAll(() => {
    project.remove()
  })

  const answer = async (behaviour: string): Promise<unknown> =>
    handler(restRequestEvent({ headers: { 'X-Do': behaviour } })).catch(
      (error: unknown) => (error as Error).message,
    )

  it('and allows what is to be allowed', async () => {
    expect(await answer('pass')).toMatchObject({
      principalId: 'u',
      policyDocument: { Statement: [{ Effect: 'Allow' }] },
    })
  })

  it.each(['pass-nobody', 'abstain', 'unauthenticated', 'expired'])(
    'with 401 when the plugin does this: %s',
    async (behaviour) => {
      expect(await answer(behaviour)).toBe('Unauthorized')
    },
  )

  it('with 403 when the caller may not', async () => {
    expect(await answer('forbidden')).toMatchObject({
      policyDocument: { Statement: [{ Effect: 'Deny' }] },
    })
  })

  it.each([
    'nothing',
    'null',
    'true',
    'lookalike',
    'json',
    'late-nothing',
    'throws',
    'throws-text',
    'rejects',
    'hangs',
    'undeclared',
    'undeclared-caught',
    'bad-principal',
    'nested-context',
    'reserved-context',
    'no such behaviour',
  ])('with 500 when the plugin does this: %s', async (behaviour) => {
    expect(await answer(behaviour)).toBe('Authorizer failure')
  })

  it.each([
    ['null', null],
    ['nothing', {}],
    ['another shape', { type: 'TOKEN', authorizationToken: 'a', methodArn: 'b' }],
    ['no ARN', { ...restRequestEvent({ headers: { 'X-Do': 'pass' } }), methodArn: '*' }],
  ])('with 500 for an event that is %s', async (_case, event) => {
    await expect(handler(event)).rejects.toThrow(/^Authorizer failure$/)
  })

  it('with 401 when two values of the credential were sent', async () => {
    const event = restRequestEvent({ headers: { 'X-Do': ['pass', 'pass-nobody'] } })
    await expect(handler(event)).rejects.toThrow(/^Unauthorized$/)
  })
})
