import type { RequestList } from '@authchain/inspector/api'
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { apiKeyConfig, key } from './helpers/configs.js'
import { createProject } from './helpers/project.js'
import { collect, runCli, spawnCli } from './helpers/run-cli.js'
import { startDev } from './helpers/start-dev.js'

describe('authchain dev', () => {
  it('answers denials as the config says', async () => {
    const responses =
      "responses: { unauthenticated: { headers: { 'WWW-Authenticate': 'Bearer' } } },"
    const { folder } = createProject({
      'plugins.config.ts': apiKeyConfig.replace('plugins:', `${responses} plugins:`),
    })
    const dev = await startDev(folder)
    const { status, headers } = await fetch(new URL('/orders/1', dev.url))
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  })

  it('goes on with the old chain while the new one is broken, and takes the next good one', async () => {
    const { folder, write } = createProject({ 'plugins.config.ts': apiKeyConfig })
    const dev = await startDev(folder)
    expect(await dev.status('/orders/1')).toBe(200)

    write('plugins.config.ts', apiKeyConfig.replace("from: 'bearer'", "form: 'bearer'"))
    expect((await dev.until('failed')).error?.code).toBe('AC1004')
    expect(await dev.status('/orders/2')).toBe(200)

    write(
      'plugins.config.ts',
      apiKeyConfig.replace("requireScope('orders:read')", "requireScope('x')"),
    )
    await dev.until('reloaded')
    expect(await dev.status('/orders/3')).toBe(403)
    expect(await dev.interrupt()).toBe(130)
  }, 30_000)

  it('goes on as an HTTP API when the configuration becomes one', async () => {
    const { folder, write } = createProject({ 'plugins.config.ts': apiKeyConfig })
    const dev = await startDev(folder)
    const bare = async (): Promise<string> => (await fetch(new URL('/orders', dev.url))).text()
    expect(await bare()).toBe('{"message":"Unauthorized"}')
    write(
      'plugins.config.ts',
      apiKeyConfig.replace('plugins: [', "authorizer: { api: 'http' }, plugins: ["),
    )
    await dev.until('reloaded')
    const { headers } = await fetch(new URL('/orders', dev.url))
    expect(headers.has('apigw-requestid')).toBe(true)
    expect(await dev.status('/orders/2')).toBe(200)
    await dev.interrupt()
  }, 30_000)

  it('opens and refuses WebSocket connections', async () => {
    const { folder } = createProject({
      'plugins.config.ts': apiKeyConfig.replace(
        'plugins: [',
        "authorizer: { api: 'websocket' }, plugins: [",
      ),
    })
    const dev = await startDev(folder)
    expect(await shake(dev.url, { authorization: `Bearer ${key}` })).toBe(101)
    expect(await shake(dev.url, { authorization: `Bearer ${key}x` })).toBe(403)
    expect(await shake(dev.url, {})).toBe(401)
    await dev.interrupt()
  }, 30_000)

  it('takes the routes of an OpenAPI file', async () => {
    const { folder } = createProject({
      'plugins.config.ts': apiKeyConfig,
      'openapi.yaml': `
openapi: 3.0.3
security: [{ bearer: [] }]
paths:
  /orders/{id}: { get: {} }
  /health: { get: { security: [] } }
components: { securitySchemes: { bearer: { type: http, scheme: bearer } } }
`,
    })
    const args = ['--openapi', 'openapi.yaml', '--public', 'GET /version']
    const dev = await startDev(folder, args)
    const bare = async (path: string): Promise<number> =>
      (await fetch(new URL(path, dev.url))).status
    expect(await dev.status('/orders/1')).toBe(200)
    expect(await dev.status('/orders')).toBe(403)
    expect(await bare('/orders/1')).toBe(401)
    expect(await bare('/health')).toBe(200)
    expect(await bare('/version')).toBe(200)
    await dev.interrupt()
  }, 30_000)

  it('says AC3006 for an OpenAPI file that is not there, and where one is wrong', async () => {
    const { folder } = createProject({
      'plugins.config.ts': apiKeyConfig,
      'broken.json': '{"openapi":"3.0.0","paths":{"/a":7}}',
    })
    const missing = await runCli(['dev', '--port', '0', '--openapi', 'no.yaml'], { cwd: folder })
    expect(missing).toMatchObject({ exitCode: 2, stdout: '' })
    expect(missing.stderr).toContain('AC3006')
    const broken = await runCli(['dev', '--port', '0', '--openapi', 'broken.json'], { cwd: folder })
    expect(broken).toMatchObject({ exitCode: 2, stdout: '' })
    expect(broken.stderr).toContain('broken.json: /paths/~1a')
  }, 30_000)

  it('follows files that the configuration imports, also while they are broken', async () => {
    const { folder, write } = createProject({
      'src/scope.ts': "export const scope = 'orders:read'",
      'plugins.config.ts': `import { scope } from './src/scope'\n${apiKeyConfig.replace("'orders:read'),", 'scope),')}`,
    })
    const dev = await startDev(folder)
    write('src/scope.ts', 'export const scope = ')
    await dev.until('failed')
    write('src/scope.ts', "export const scope = 'other'")
    await dev.until('reloaded')
    expect(await dev.status('/orders')).toBe(403)
    await dev.interrupt()
  }, 30_000)

  it('tells one event for each request, and never the credential', async () => {
    const { folder } = createProject({ 'plugins.config.ts': apiKeyConfig })
    const dev = await startDev(folder)
    await dev.status('/orders/1')
    await dev.status('/orders/2')
    const second = await dev.until('request', 2)
    expect(second).toMatchObject({ path: '/orders/2', status: 200, cache: 'HIT' })
    expect(JSON.stringify(dev.events())).not.toContain(key)
    await dev.interrupt()
  }, 30_000)

  it('shows every request in the inspector, follows reloads there, and keeps it from the authorizer', async () => {
    const { folder, write } = createProject({ 'plugins.config.ts': apiKeyConfig })
    const dev = await startDev(folder)
    const { inspectorUrl } = await dev.until('ready')
    expect(inspectorUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/__authchain\/#token=[\w-]{43}$/)
    await dev.status('/orders/1')
    const [place = '', token = ''] = inspectorUrl?.split('#token=') ?? []
    const list = async (): Promise<RequestList> => {
      const headers = { 'X-Authchain-Token': token }
      return (await (await fetch(`${place}api/requests`, { headers })).json()) as RequestList
    }
    const { gateway, records } = await list()
    expect(gateway).toMatchObject({ config: 'plugins.config.ts', authorizer: { ttlSeconds: 300 } })
    expect(records).toMatchObject([
      {
        effect: 'Allow',
        decision: { context: { tier: 'gold' } },
        chain: [{ plugin: 'apiKey' }, {}],
      },
    ])
    expect(JSON.stringify(records)).not.toContain(key)

    const uncached = "authorizer: { type: 'REQUEST', ttlSeconds: 0 }, plugins: ["
    write('plugins.config.ts', apiKeyConfig.replace('plugins: [', uncached))
    await dev.until('reloaded')
    expect((await list()).gateway.authorizer.ttlSeconds).toBe(0)
    await fetch(place)
    expect(dev.events().filter(({ event }) => event === 'request')).toHaveLength(1)
    await dev.interrupt()
  }, 30_000)

  it.each([
    ['where it is not wanted', ['--no-inspector']],
    ['where others could reach it', ['--host', '0.0.0.0']],
  ])(
    'has no inspector %s: its path is one of the API',
    async (_case, args) => {
      const { folder } = createProject({ 'plugins.config.ts': apiKeyConfig })
      const dev = await startDev(folder, args)
      expect((await dev.until('ready')).inspectorUrl).toBeNull()
      const { port } = new URL(dev.url)
      const response = await fetch(`http://127.0.0.1:${port}/__authchain/api/requests`)
      expect(response.status).toBe(401)
      expect(response.headers.get('x-amzn-errortype')).toBe('UnauthorizedException')
      await dev.interrupt()
    },
    30_000,
  )

  it('forwards allowed requests to --target', async () => {
    const backend = createServer((_request, response) => {
      response.writeHead(418).end()
    })
    await new Promise<void>((resolve) => {
      backend.listen(0, '127.0.0.1', resolve)
    })
    onTestFinished(() => {
      backend.close()
    })
    const { port } = backend.address() as AddressInfo
    const { folder } = createProject({ 'plugins.config.ts': apiKeyConfig })
    const dev = await startDev(folder, ['--target', `http://127.0.0.1:${port}`])
    expect(await dev.status('/orders')).toBe(418)
    await dev.interrupt()
  }, 30_000)

  it('reads secrets of env() from .env', async () => {
    const { folder } = createProject({
      'plugins.config.ts': `if (process.env.TENANT !== 'acme') throw new Error('x')\n${apiKeyConfig}`,
      '.env': 'TENANT=acme',
    })
    const dev = await startDev(folder)
    expect(await dev.interrupt()).toBe(130)
  }, 30_000)

  it('serves a hand-written handler: the classic bug happens, is shown, and ends with a save', async () => {
    const toHandler = (resource: string): string => `
export const handler = async ({ methodArn }: { methodArn: string }) => ({
  principalId: 'ada',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: ${resource} }],
  },
})`
    const { folder, write } = createProject({ 'authorizer.ts': toHandler('methodArn') })
    const dev = await startDev(folder, ['--handler', 'authorizer.ts', '--ttl', '60'])
    expect(await dev.status('/orders/1')).toBe(200)
    expect(await dev.status('/orders/2')).toBe(403)
    const { inspectorUrl } = await dev.until('ready')
    const [place = '', token = ''] = inspectorUrl?.split('#token=') ?? []
    const list = await fetch(`${place}api/requests`, { headers: { 'X-Authchain-Token': token } })
    const { gateway, records } = (await list.json()) as RequestList
    expect(gateway).toMatchObject({ authorizer: { ttlSeconds: 60 }, can: { faults: [] } })
    expect(records.at(-1)?.advice[0]?.code).toBe('cache.not_covered')

    write('authorizer.ts', toHandler("methodArn.split('/', 2).join('/') + '/*/*'"))
    await dev.until('reloaded')
    expect([await dev.status('/orders/1'), await dev.status('/orders/2')]).toEqual([200, 200])
    await dev.interrupt()
  }, 30_000)

  it('says each surprise once, and colours nothing where NO_COLOR is set', async () => {
    const { folder } = createProject({ 'plugins.config.ts': apiKeyConfig })
    const child = spawnCli(['dev', '--port', '0', '--routes', 'ANY /orders/{id}'], { cwd: folder })
    onTestFinished(() => {
      child.kill('SIGKILL')
    })
    const stdout = collect(child.stdout)
    const stderr = collect(child.stderr)
    await expect.poll(() => stdout(), { timeout: 10_000 }).toContain('Assumptions')
    const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(stdout()) ?? []
    const headers = { authorization: `Bearer ${key}` }
    for (const path of ['/orders/1', '/orders/2', `/orders/3?key=${key}`]) {
      await (await fetch(`${url}${path}`, { headers })).text()
    }
    await expect.poll(() => stdout(), { timeout: 10_000 }).toContain('/orders/3')
    expect(stdout()).toMatch(/GET {5}\/orders\/2 +200 +key:\w+ +HIT +\d+\.\d ms/)
    expect(stderr().match(/This cached Allow also opens/g)).toHaveLength(1)
    expect(stderr().match(/stands behind the authorizer/g)).toHaveLength(1)
    expect(stdout() + stderr()).not.toContain('\u001B')
    expect(stdout() + stderr()).not.toContain(key)
  }, 30_000)

  it('says AC3003 when the port is taken', async () => {
    const { folder } = createProject({ 'plugins.config.ts': apiKeyConfig })
    const dev = await startDev(folder)
    const port = new URL(dev.url).port
    const second = await runCli(['dev', '--port', port], { cwd: folder })
    expect(second.exitCode).toBe(1)
    expect(second.stderr).toContain('AC3003')
    await dev.interrupt()
  }, 30_000)
})

/** The status of a handshake. */
async function shake(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, {
      headers: {
        connection: 'upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        ...headers,
      },
    })
    request.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve(response.statusCode ?? 0)
    })
    request.on('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    request.on('error', reject)
    request.end()
  })
}
