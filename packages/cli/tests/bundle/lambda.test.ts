import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/bundle/build-bundle.js'
import { apiKeyConfig, jwtConfig, key } from '../helpers/configs.js'
import { createProject } from '../helpers/project.js'

/** Imports a bundle as Lambda does, sends one event and says what the process has loaded. */
const runtime = `
const started = performance.now()
const events = []
globalThis[Symbol.for('authchain.tracer')] = { event: (name) => events.push(name) }
const { handler } = await import(process.argv[1])
const importMilliseconds = performance.now() - started
const event = {
  type: 'REQUEST',
  methodArn: 'arn:aws:execute-api:us-east-1:123456789012:abcdef123/test/GET/orders/42',
  resource: '/orders/{id}', path: '/orders/42', httpMethod: 'GET',
  headers: process.argv[2] === '' ? {} : { Authorization: process.argv[2] },
  requestContext: { requestId: 'r-1', identity: {} },
}
console.log = console.info = console.error = console.warn = () => {}
const answer = await handler(event).catch((error) => error.message)
process.stdout.write('\\n' + JSON.stringify({
  answer, events, importMilliseconds,
  loaded: process.moduleLoadList.filter((name) => /undici/.test(name)),
}) + '\\n')
`

interface Report {
  readonly answer: unknown
  readonly events: readonly string[]
  readonly importMilliseconds: number
  readonly loaded: readonly string[]
}

interface Answer {
  readonly policyDocument: {
    readonly Statement: readonly { readonly Effect: string; readonly Resource: readonly string[] }[]
  }
}

async function invoke(entryPath: string, authorization: string): Promise<Report> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '--eval',
    runtime,
    entryPath,
    authorization,
  ])
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Report
}

describe('the built bundle', () => {
  it('allows and denies in a process of its own', async () => {
    const { folder } = createProject({ 'plugins.config.ts': apiKeyConfig })
    const { entryPath } = await buildBundle({ cwd: folder })
    const allowed = await invoke(entryPath, `Bearer ${key}`)
    expect(allowed.answer).toMatchObject({
      policyDocument: { Statement: [{ Effect: 'Allow' }] },
      context: { tier: 'gold' },
    })
    expect(await invoke(entryPath, '')).toMatchObject({ answer: 'Unauthorized' })
  })

  it('carries the route table, and only where the config has one', async () => {
    const routed = `
      import { defineConfig, definePlugin, pass, requireScope } from '@authchain/core'
      const who = definePlugin({
        name: 'who',
        requires: { credentials: ['token'] },
        validate: ({ token }) => pass({ principalId: 'u', scopes: [token] }),
      })
      export default defineConfig({
        plugins: [who()],
        routes: { 'GET /orders/{id}': requireScope('read'), 'POST /orders': requireScope('write') },
      })`
    const { folder, write } = createProject({ 'plugins.config.ts': routed })
    const { entryPath, bytes } = await buildBundle({ cwd: folder })
    const { answer } = await invoke(entryPath, 'read')
    const resources = (answer as Answer).policyDocument.Statement.flatMap(({ Effect, Resource }) =>
      Effect === 'Allow' ? Resource : [],
    )
    expect(resources).toEqual([
      'arn:aws:execute-api:us-east-1:123456789012:abcdef123/test/GET/orders/?*',
    ])
    write('plugins.config.ts', routed.replace(/routes: [^]*\n/, '\n'))
    const plain = await buildBundle({ cwd: folder })
    expect(bytes - plain.bytes).toBeGreaterThan(5000)
  })

  it('tells a tracer that was there before it', async () => {
    const { folder } = createProject({ 'plugins.config.ts': apiKeyConfig })
    const { entryPath } = await buildBundle({ cwd: folder })
    expect((await invoke(entryPath, `Bearer ${key}`)).events).toContain('decision')
  })

  it('starts although a key set cannot be reached, and denies', async () => {
    const { folder } = createProject({ 'plugins.config.ts': jwtConfig })
    const { entryPath } = await buildBundle({ cwd: folder })
    const { answer, importMilliseconds } = await invoke(entryPath, 'Bearer a.b.c')
    expect(['Unauthorized', 'Authorizer failure']).toContain(answer)
    expect(importMilliseconds).toBeLessThan(5500)
  })

  it.each([
    ['API keys', apiKeyConfig],
    ['JWT', jwtConfig],
  ])('loads no undici, no AWS SDK and no zod: %s', async (_case, config) => {
    const { folder } = createProject(
      { 'plugins.config.ts': config },
      { packages: ['zod', '@aws-sdk/client-ssm'] },
    )
    const { entryPath, parts } = await buildBundle({ cwd: folder })
    expect((await invoke(entryPath, `Bearer ${key}`)).loaded).toEqual([])
    expect(parts.map(({ name }) => name).filter((name) => /zod|aws|smithy/.test(name))).toEqual([])
  })
})
