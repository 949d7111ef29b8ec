import { createPrivateKey, createPublicKey } from 'node:crypto'
import type { JsonWebKey } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTestLogger, restRequestEvent } from '@authchain/core/testing'
import type { AuthchainConfig, AuthorizerHandler } from '@authchain/core'
import { createHandler } from '@authchain/core'
import { jwt } from '@authchain/plugins-jwt'
import { standInFor } from '../../src/local/stand-in.js'
import { startIssuerServer } from '../../src/local/issuer-server.js'
import { openTestKeys, testKeyPrefix, toKeySet } from '../../src/local/test-keys.js'
import { createProject } from '../helpers/project.js'
import { runCli } from '../helpers/run-cli.js'
import { startDev } from '../helpers/start-dev.js'

const configFile = (plugins: string): string => `
import { anyOf, defineConfig, requireScope } from '@authchain/core'
import { cognito, jwt } from '@authchain/plugins-jwt'
export default defineConfig({ plugins: [${plugins}, requireScope('orders:read')] })
`
// Nobody listens there: what is fetched is fetched from the stand-in, or not at all.
const issuer = 'https://auth.example.invalid/'
const plain = configFile(`jwt({ issuer: '${issuer}', audience: 'orders' })`)

async function makeToken(cwd: string, ...args: readonly string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await runCli(['token', ...args], { cwd })
  expect([exitCode, stderr]).toEqual([0, ''])
  return stdout.trim()
}

const scope = ['--scope', 'orders:read']

describe('authchain token', () => {
  it.each([
    ['by discovery', plain],
    [
      'by a key set, with its claims required',
      configFile(
        "cognito({ userPoolId: 'eu-west-1_AbCdEfGhI', clientId: '1example23456789', tokenUse: 'access' })",
      ),
    ],
    [
      'inside of anyOf',
      configFile(
        `anyOf(jwt({ issuer: '${issuer}', audience: 'orders', typ: 'at+jwt' }), jwt({ issuer: 'https://b.example.invalid/', audience: 'b' }, { as: 'other' }))`,
      ),
    ],
  ])(
    'prints a token that the configuration takes %s',
    async (_case, config) => {
      const { folder: cwd } = createProject({ 'plugins.config.ts': config })
      const names = config.includes('b.example') ? ['--issuer', issuer] : []
      const token = await makeToken(cwd, ...scope, '--sub', 'ada', ...names)
      for (const command of ['invoke', 'explain']) {
        const args = [command, 'GET', '/orders', '--issuer', '--token', token]
        const { exitCode, stdout } = await runCli(args, { cwd })
        expect(stdout).toContain('ada')
        expect(exitCode).toBe(0)
      }
    },
    20_000,
  )

  it('takes claims, an audience and an expiry, and the wish goes before the rest', async () => {
    const { folder: cwd } = createProject({ 'plugins.config.ts': plain })
    const claims = ['--claim', 'tier=gold', '--claim', 'seats=7', '--claim', 'roles=["a"]']
    const { stdout } = await runCli(
      ['token', ...claims, '--audience', 'other', '--expires', '5m', '--json'],
      { cwd },
    )
    const { data } = JSON.parse(stdout) as { data: { claims: Record<string, unknown> } }
    expect(data.claims).toMatchObject({ tier: 'gold', seats: 7, roles: ['a'], aud: 'other' })
    expect(Number(data.claims['exp']) - Number(data.claims['iat'])).toBe(300)
  })

  it('keeps its keys for this user alone, and tokens survive', async () => {
    const { folder: cwd } = createProject({ 'plugins.config.ts': plain })
    const first = await makeToken(cwd, ...scope)
    await makeToken(cwd)
    const file = join(cwd, '.authchain/local/test-issuer.json')
    expect(statSync(file).mode & 0o077).toBe(0)
    const args = ['invoke', 'GET', '/orders', '--issuer', '--token', first]
    expect((await runCli(args, { cwd })).exitCode).toBe(0)
  }, 20_000)

  it.each([
    ['there is no jwt()', configFile('anyOf(requireScope("a"), requireScope("b"))'), []],
    [
      'more than one issuer could be meant',
      configFile(
        "jwt({ issuers: [{ name: 'a', issuer: 'https://a.invalid', audience: 'a' }, { name: 'b', issuer: 'https://b.invalid', audience: 'b' }] })",
      ),
      [],
    ],
    ['it is none of the issuers', plain, ['--issuer', 'https://other.invalid']],
    [
      'only algorithms are taken that it has no key of',
      configFile(`jwt({ issuer: '${issuer}', audience: 'orders', algorithms: ['EdDSA'] })`),
      [],
    ],
  ])('says AC3009 when %s', async (_case, config, args) => {
    const { folder: cwd } = createProject({ 'plugins.config.ts': config })
    const { exitCode, stderr } = await runCli(['token', ...args], { cwd })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('AC3009')
  })
})

describe('the test issuer', () => {
  it('is trusted by dev --issuer, and by no other dev', async () => {
    const { folder: cwd } = createProject({ 'plugins.config.ts': plain })
    const token = await makeToken(cwd, ...scope)
    const [trusting, plainDev] = await Promise.all([
      startDev(cwd, ['--issuer']),
      startDev(cwd, ['--no-inspector']),
    ])
    const ask = async (url: string): Promise<number> =>
      (await fetch(`${url}/orders`, { headers: { authorization: `Bearer ${token}` } })).status
    expect(await ask(trusting.url)).toBe(200)
    expect(await ask(plainDev.url)).not.toBe(200)
    await Promise.all([trusting.interrupt(), plainDev.interrupt()])
  }, 30_000)

  it('is not trusted where other machines could reach the gateway', async () => {
    const { folder: cwd } = createProject({ 'plugins.config.ts': plain })
    const { exitCode, stderr } = await runCli(
      ['dev', '--port', '0', '--host', '0.0.0.0', '--issuer'],
      { cwd },
    )
    expect([exitCode, stderr.includes('AC3004')]).toEqual([2, true])
  })

  it('needs the flag: without it a test token is a stranger, and it is said why', async () => {
    const { folder: cwd } = createProject({ 'plugins.config.ts': plain })
    const token = await makeToken(cwd, ...scope)
    const { exitCode, stderr } = await runCli(['invoke', 'GET', '/orders', '--token', token], {
      cwd,
    })
    expect(exitCode).not.toBe(0)
    expect(stderr).toContain('--issuer')
  }, 20_000)

  it('stands in for the issuer of the configuration alone', async () => {
    const asked: string[] = []
    const http = standInFor(
      [
        {
          issuer,
          name: undefined,
          audience: null,
          algorithms: ['ES256'],
          source: { kind: 'discovery' },
          type: undefined,
          requiredClaims: [],
        },
      ],
      [],
      async ({ url }) => {
        asked.push(url.href)
        return Promise.reject(new Error('not here'))
      },
    )
    const signal = AbortSignal.timeout(1000)
    await http({ url: new URL(`${issuer}.well-known/openid-configuration`), signal })
    await expect(http({ url: new URL('https://auth.example.invalid.x/'), signal })).rejects.toThrow(
      'not here',
    )
    expect(asked).toEqual(['https://auth.example.invalid.x/'])
  })
})

describe('a bundle', () => {
  it('never trusts the test issuer, whatever stands in the folder or the environment it is built in', async () => {
    const published = createProject({}).folder
    const real = openTestKeys(published)
    const config = configFile(
      `jwt({ issuer: 'https://auth.example.invalid/', audience: 'orders', jwks: ${JSON.stringify(toKeySet(real))} })`,
    )
    // The issuer's own keys stand in the config, so that the bundle can judge without a network.
    const { folder: cwd, write } = createProject({ 'plugins.config.ts': plain })
    const token = await makeToken(cwd, ...scope)
    const trusting = await startDev(cwd, ['--issuer'])
    write('plugins.config.ts', config)
    const build = await runCli(['build'], { cwd, env: { AUTHCHAIN_TEST_ISSUER: '1' } })
    expect(build.exitCode).toBe(0)
    await trusting.interrupt()

    const keysText = readFileSync(join(cwd, '.authchain/local/test-issuer.json'), 'utf8')
    const { keys } = JSON.parse(keysText) as { keys: readonly JsonWebKey[] }
    const zip = readFileSync(join(cwd, '.authchain/authorizer.zip'))
    for (const key of keys) {
      expect(zip.includes(String(key['kid']))).toBe(false)
      const { x, n } = createPublicKey(createPrivateKey({ key, format: 'jwk' })).export({
        format: 'jwk',
      })
      expect(zip.includes(String(x ?? n))).toBe(false)
    }
    expect(zip.includes('test-issuer')).toBe(false)

    const entry = pathToFileURL(join(cwd, '.authchain/bundle/index.mjs')).href
    const { handler } = (await import(entry)) as { handler: AuthorizerHandler }
    const event = restRequestEvent({ headers: { Authorization: [`Bearer ${token}`] } })
    await expect(handler(event)).rejects.toThrow('Unauthorized')
  }, 30_000)

  it('is built alike whether or not there is a test issuer', async () => {
    const { folder: cwd } = createProject({ 'plugins.config.ts': plain })
    const build = async (): Promise<Buffer> => {
      expect((await runCli(['build'], { cwd })).exitCode).toBe(0)
      return readFileSync(join(cwd, '.authchain/authorizer.zip'))
    }
    const before = await build()
    const token = await makeToken(cwd, ...scope)
    expect((await build()).equals(before)).toBe(true)

    // Its issuer cannot be reached, and nobody stands in for it.
    const entry = pathToFileURL(join(cwd, '.authchain/bundle/index.mjs')).href
    const { handler } = (await import(entry)) as { handler: AuthorizerHandler }
    const event = restRequestEvent({ headers: { Authorization: [`Bearer ${token}`] } })
    await expect(handler(event)).rejects.toThrow('Authorizer failure')
  }, 30_000)

  it('would deny its tokens as those of an unknown key', async () => {
    const [mine, others] = [createProject({}).folder, createProject({}).folder].map(openTestKeys)
    const codes: string[] = []
    const config: AuthchainConfig = {
      plugins: [jwt({ issuer, audience: 'orders', jwks: toKeySet(mine ?? []) })],
    }
    const handler = createHandler(config, {
      logger: createTestLogger(),
      tracer: {
        event: (name, { decision }) =>
          name === 'decision' && codes.push(String((decision as { code?: string }).code)),
      },
    })
    const { signToken } = await import('../../src/local/sign-token.js')
    const key = others?.[0]
    if (key === undefined) throw new Error('no key')
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: issuer, aud: 'orders', sub: 'x', iat: now, exp: now + 60 }
    const event = restRequestEvent({
      headers: { Authorization: [`Bearer ${signToken(key, { typ: 'JWT' }, claims)}`] },
    })
    await expect(handler(event)).rejects.toThrow('Unauthorized')
    expect(codes).toEqual(['jwt.unknown_key'])
    expect(key.keyId.startsWith(testKeyPrefix)).toBe(true)
  })
})

describe('the server of the test issuer', () => {
  it('publishes public keys, on loopback names alone, and makes no token', async () => {
    const keys = openTestKeys(createProject({}).folder)
    const server = await startIssuerServer(keys, 0)
    onTestFinished(() => {
      server.close()
    })
    const discovery = await fetch(`${server.url}/.well-known/openid-configuration`)
    expect(await discovery.json()).toMatchObject({
      issuer: server.url,
      jwks_uri: `${server.url}/jwks`,
    })
    const text = await (await fetch(`${server.url}/jwks`)).text()
    expect(JSON.parse(text)).toEqual(toKeySet(keys))
    expect(text).not.toMatch(/"(?:d|p|q)":/)
    expect((await fetch(`${server.url}/token`, { method: 'POST' })).status).toBe(404)
    const { port } = new URL(server.url)
    const { request } = await import('node:http')
    const status = await new Promise((resolve, reject) => {
      request({ port, host: '127.0.0.1', headers: { host: 'evil.example' }, path: '/jwks' })
        .on('response', (response) => {
          response.resume()
          resolve(response.statusCode)
        })
        .on('error', reject)
        .end()
    })
    expect(status).toBe(421)
  })
})
