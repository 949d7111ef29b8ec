import type { RequestRecord } from '@authchain/inspector/record'
import { restRequestEvent } from '@authchain/core/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { apiKeyConfig, key } from './helpers/configs.js'
import { createLastingProject } from './helpers/project.js'
import { runCli } from './helpers/run-cli.js'
import type { CliResult } from './helpers/run-cli.js'

const project = createLastingProject({
  'plugins.config.ts': apiKeyConfig,
  'http.config.ts': apiKeyConfig.replace('plugins: [', "authorizer: { api: 'http' }, plugins: ["),
  'strict.config.ts': apiKeyConfig.replace("requireScope('orders:read')", "requireScope('all')"),
  'authorizer.mjs': `export const handler = async (event) => ({
    principalId: 'ada',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: event.methodArn }],
    },
  })`,
  'authorizer.cjs': `exports.handler = async () => { throw new Error('Unauthorized') }`,
  'nothing.mjs': 'export const handle = 1',
  'event.json': JSON.stringify(
    restRequestEvent({ path: '/orders/9', headers: { Authorization: [`Bearer ${key}`] } }),
  ),
})
const cwd = project.folder

afterAll(() => {
  project.remove()
})

const run = async (...args: readonly string[]): Promise<CliResult> =>
  runCli(['explain', ...args], { cwd })
const recordsOf = ({ stdout }: CliResult): readonly RequestRecord[] =>
  (JSON.parse(stdout) as { readonly data: readonly RequestRecord[] }).data

describe('authchain explain', () => {
  it('says who decided, what was added, what is cached and what else it opens', async () => {
    const { stdout, exitCode } = await run('GET', '/orders/1', '--token', key)
    expect(exitCode).toBe(0)
    for (const part of ['200 Allow', 'apiKey', 'pass', 'requireScope', '▸ 0 Allow', 'kept 300 s']) {
      expect(stdout).toContain(part)
    }
    expect(stdout).not.toContain(key)
  })

  it('says why it was denied and what to change, with a link', async () => {
    const { stdout, exitCode } = await run('/orders/1', '--token', `${key}x`)
    expect(exitCode).toBe(3)
    expect(stdout).toContain('api_key.malformed')
    expect(stdout).toContain('/errors/#api-keys')
    expect(stdout).toContain('not-asked')
  })

  it('names who was denied, and not the nobody for whom the policy is', async () => {
    const args = ['GET', '/orders/1', '--token', key, '-c', 'strict.config.ts']
    const denied = await run(...args, '--then', 'GET /orders/2', '--json')
    const [first, second] = recordsOf(denied)
    expect(first).toMatchObject({ code: 'require_scope.missing' })
    expect(first?.principalId).toMatch(/^key:/)
    expect(first?.decision.explanation).toContain('denied key:')
    expect(second?.decision.explanation).toContain('denied the caller')
  })

  it('reproduces the classic bug with a hand-written handler, and its end', async () => {
    const args = ['GET', '/orders/1', '--token', 'credential', '--handler', './authorizer.mjs']
    const denied = await run(...args, '--then', 'DELETE /orders/7', '--json')
    expect(denied.exitCode).toBe(3)
    expect(recordsOf(denied).map(({ answer, cache }) => [answer.status, cache.use])).toEqual([
      [200, 'MISS'],
      [403, 'HIT'],
    ])
    expect(recordsOf(denied)[1]?.advice[0]?.code).toBe('cache.not_covered')

    const text = await run(...args, '--then', 'DELETE /orders/7')
    expect(text.stdout).toContain('GET /orders/1 was cached and does not cover DELETE /orders/7')

    const [late, uncached, split] = await Promise.all([
      run(...args, '--then', '+301s', '--then', 'DELETE /orders/7'),
      run(...args, '--ttl', '0', '--then', 'DELETE /orders/7'),
      run(
        ...args,
        '--identity-source',
        'method.request.header.Authorization',
        'context.httpMethod',
        'context.path',
        '--then',
        'DELETE /orders/7',
      ),
    ])
    expect([late.exitCode, uncached.exitCode, split.exitCode]).toEqual([0, 0, 0])
  })

  it('takes CommonJS handlers and TOKEN authorizers', async () => {
    const args = ['--token', 'credential', '--handler', 'authorizer.cjs', '--type', 'TOKEN']
    const result = await run(...args, '--json')
    expect(recordsOf(result)).toMatchObject([
      { answer: { status: 401 }, event: { type: 'TOKEN', authorizationToken: '***' } },
    ])
  })

  it('takes an event, as invoke does', async () => {
    const result = await run('--event', 'event.json', '--json')
    expect(recordsOf(result)).toMatchObject([{ effect: 'Allow', request: { path: '/orders/9' } }])
    expect(result.stdout).not.toContain(key)
  })

  it('explains HTTP APIs with their own answers', async () => {
    const args = ['-c', 'http.config.ts', '--json', '--then', '/orders/2']
    const [allowed, missing] = await Promise.all([
      run('GET', '/orders/1', '--token', key, ...args),
      run('GET', '/orders/1', ...args),
    ])
    expect(recordsOf(allowed)).toMatchObject([
      { effect: 'Allow', cache: { use: 'MISS' }, event: { version: '2.0' } },
      { effect: 'Allow', cache: { use: 'HIT' }, chain: [] },
    ])
    expect(recordsOf(missing)[0]).toMatchObject({
      answer: { status: 401 },
      decision: { kind: 'unauthenticated' },
    })
    expect(allowed.stdout).not.toContain(key)
  })

  it.each([
    ['a handler that is not there', ['--handler', 'none.mjs'], 'AC3010'],
    ['a module without a handler', ['--handler', 'nothing.mjs'], 'AC3010'],
    ['a step that is none', ['--then', 'orders'], 'AC3002'],
    ['an event and a path', ['/x', '--event', 'event.json'], 'AC3002'],
    ['a route that is none', ['--routes', 'orders'], 'AC1001'],
  ])('refuses %s', async (_case, args, code) => {
    const { exitCode, stdout } = await run(...args, '--json')
    expect(exitCode).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code } })
  })
})
