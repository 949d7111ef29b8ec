import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { apiKeyConfig, key } from './helpers/configs.js'
import { createLastingProject, createProject } from './helpers/project.js'
import { runCli } from './helpers/run-cli.js'

const tokenEvent = (type: string): string =>
  JSON.stringify({
    type,
    authorizationToken: `Bearer ${key}`,
    methodArn: 'arn:aws:execute-api:us-east-1:123456789012:abcdef123/test/GET/orders/42',
  })

const failing = `
import { defineConfig, definePlugin } from '@authchain/core'
const broken = definePlugin({ name: 'broken', validate() { throw new Error('s3cret') } })
export default defineConfig({ plugins: [broken()] })
`

const project = createLastingProject({
  'plugins.config.ts': apiKeyConfig,
  'token.config.ts': apiKeyConfig.replace(
    'plugins: [',
    "authorizer: { type: 'TOKEN' }, plugins: [",
  ),
  'failing.config.ts': failing,
  'broken.config.ts': apiKeyConfig.replace("from: 'bearer'", "form: 'bearer'"),
  'token.json': tokenEvent('TOKEN'),
  'text.json': `"${key}"`,
  'half.json': `{ "authorizationToken": "${key}`,
})
const cwd = project.folder

afterAll(() => {
  project.remove()
})

describe('authchain invoke', () => {
  it.each([
    ['allowed', 0, ['GET', '/orders/42', '-H', `Authorization: Bearer ${key}`]],
    ['allowed by --token', 0, ['/orders/42', '--token', key]],
    ['allowed but expected to be denied', 3, ['--token', key, '--expect', 'deny']],
    ['denied', 3, ['--token', `${key}x`]],
    ['denied as expected', 0, ['--token', `${key}x`, '--expect', 'deny']],
    ['without credential', 3, ['/orders/42']],
    ['allowed from an event', 0, ['-c', 'token.config.ts', '--event', 'token.json']],
    ['not asked for, without the TOKEN header', 3, ['-c', 'token.config.ts', '/orders']],
    ['allowed as a TOKEN authorizer', 0, ['-c', 'token.config.ts', '--token', key]],
    ['a failure', 1, ['-c', 'failing.config.ts', '/orders', '--token', 'x']],
    [
      'a failure, whatever is expected',
      1,
      ['-c', 'failing.config.ts', '--token', 'x', '--expect', 'deny'],
    ],
    ['of an event of the other type', 2, ['--event', 'token.json']],
    ['of an event that is text', 2, ['--event', 'text.json']],
    ['of an event that is not JSON', 2, ['--event', 'half.json']],
    ['of an event that is not there', 2, ['--event', 'nowhere.json']],
    ['of an event and a token', 2, ['--event', 'token.json', '--token', key]],
    ['of an event and a path', 2, ['/orders', '-c', 'token.config.ts', '--event', 'token.json']],
    ['with a configuration that is invalid', 2, ['-c', 'broken.config.ts']],
    ['with a flag that is misspelt', 2, ['--tokn', key]],
  ])('%s: exit code %d', async (_case, exitCode, args) => {
    const result = await runCli(['invoke', ...args], { cwd })
    expect(result.exitCode).toBe(exitCode)
    expect(result.stdout + result.stderr).not.toContain(key)
  })

  it('writes one envelope with status, principal, context and policy', async () => {
    const { stdout } = await runCli(['invoke', '--token', key, '--json'], { cwd })
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      data: {
        effect: 'Allow',
        status: 200,
        principalId: expect.stringMatching(/^key:/) as string,
        context: { tier: 'gold' },
        policy: { Statement: [{ Effect: 'Allow' }] },
        steps: [{ plugin: 'apiKey', outcome: 'pass' }, { plugin: 'requireScope' }],
      },
    })
  })

  it('says nothing of what a plugin threw unless it is asked', async () => {
    const args = ['invoke', '-c', 'failing.config.ts', '--token', 'x']
    const [text, json] = await Promise.all([
      runCli(args, { cwd }),
      runCli([...args, '--json'], { cwd }),
    ])
    expect(text.stdout + text.stderr + json.stdout).not.toContain('s3cret')
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, error: { code: 'broken.failed' } })
  })
})

describe('authchain build', () => {
  it.each([
    ['an unknown option', 'broken.config.ts', 'AC1004'],
    ['a file that is not there', 'nowhere.ts', 'AC2001'],
  ])('ends with 2 and the code for %s', async (_case, config, code) => {
    const args = ['build', '-c', config, '--out', 'nothing']
    const [text, json] = await Promise.all([
      runCli(args, { cwd }),
      runCli([...args, '--json'], { cwd }),
    ])
    expect([text.exitCode, json.exitCode]).toEqual([2, 2])
    expect(text.stderr).toContain(code)
    expect(text.stdout).toBe('')
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, error: { code } })
    expect(existsSync(join(cwd, 'nothing'))).toBe(false)
  })

  it.each([
    [
      "{ api: 'http', response: 'simple' }",
      'HTTP REQUEST, payload 2.0, simple',
      'every route of the stage',
    ],
    [
      "{ api: 'http', payload: '1.0' }",
      'HTTP REQUEST, payload 1.0, policy',
      'every route of the stage',
    ],
    ["{ api: 'websocket' }", 'WEBSOCKET REQUEST', 'the connection'],
  ])('says how the authorizer of %s is set up', async (authorizer, text, opened) => {
    const { folder } = createProject({
      'plugins.config.ts': apiKeyConfig.replace(
        'plugins: [',
        `authorizer: ${authorizer}, plugins: [`,
      ),
    })
    const { stdout, exitCode } = await runCli(['build'], { cwd: folder })
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(new RegExp(`authorizer +${text}\n`))
    expect(stdout).toMatch(new RegExp(`an Allow opens +${opened}\n`))
  })

  it('shows a stack trace only when it is asked to', async () => {
    const args = ['build', '-c', 'broken.config.ts']
    const [quiet, verbose] = await Promise.all([
      runCli(args, { cwd }),
      runCli([...args, '--verbose'], { cwd }),
    ])
    expect(quiet.stderr).not.toMatch(/\n\s+at /)
    expect(verbose.stderr).toMatch(/\n\s+at /)
  })

  it('reads variables from a file', async () => {
    const { folder } = createProject({
      'plugins.config.ts': `if (process.env.TENANT !== 'acme') throw new Error('x')\n${apiKeyConfig}`,
      '.env.prod': 'TENANT=acme',
    })
    expect((await runCli(['build'], { cwd: folder })).exitCode).toBe(2)
    const built = await runCli(['build', '--env-file', '.env.prod'], { cwd: folder })
    expect(built.exitCode).toBe(0)
    const missing = await runCli(['build', '--env-file', '.env.nope'], { cwd: folder })
    // Node reads --env-file too, wherever it stands, and ends with 9 before the program begins.
    expect([2, 9]).toContain(missing.exitCode)
    expect(missing.stderr).toContain('.env.nope')
  })
})

describe('authchain keys create', () => {
  it('makes a key that apiKey accepts with its record', async () => {
    const args = [
      'keys',
      'create',
      '--prefix',
      'test',
      '--principal',
      'ci',
      '--scope',
      'orders:read',
    ]
    const made = await runCli([...args, '--expires', '90d', '--json'], { cwd })
    const { data } = JSON.parse(made.stdout) as { data: { key: string; record: object } }
    const { folder } = createProject({
      'plugins.config.ts': `
        import { defineConfig, requireScope } from '@authchain/core'
        import { apiKey, inlineKeys } from '@authchain/plugins-apikey'
        export default defineConfig({
          plugins: [
            apiKey({ keys: inlineKeys([${JSON.stringify(data.record)}]), from: 'bearer', prefix: 'test' }),
            requireScope('orders:read'),
          ],
        })`,
    })
    const { stdout, exitCode } = await runCli(['invoke', '--token', data.key, '--json'], {
      cwd: folder,
    })
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ data: { principalId: 'ci' } })
    expect(JSON.stringify(data.record)).not.toContain(data.key)
  })

  it('puts the key and the record alone on stdout', async () => {
    const { stdout } = await runCli(['keys', 'create'], { cwd })
    const [first = '', ...rest] = stdout.split('\n')
    expect(first).toMatch(/^ac_/)
    expect(JSON.parse(rest.join('\n'))).toHaveProperty('digest')
  })

  it.each([
    ['an expiry that has passed', ['--expires', '2020-01-01']],
    ['a flag that is misspelt', ['--expire', '90d']],
  ])('ends with 2 for %s', async (_case, args) => {
    const { exitCode, stdout } = await runCli(['keys', 'create', ...args], { cwd })
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
  })
})

describe('authchain', () => {
  it.each([
    ['no command', [], 2],
    ['a misspelt command', ['biuld'], 2],
    ['--help', ['--help'], 0],
    ['--version', ['--version'], 0],
    ['help of a command', ['dev', '--help'], 0],
    ['a port that is none', ['dev', '--port', '99999'], 2],
    ['a backend that is no URL', ['dev', '--target', 'localhost:4000'], 2],
  ])('%s: exit code as documented', async (_case, args, exitCode) => {
    expect((await runCli(args, { cwd })).exitCode).toBe(exitCode)
  })

  it('says what was probably meant', async () => {
    expect((await runCli(['biuld'], { cwd })).stderr).toContain('Did you mean build?')
  })
})
