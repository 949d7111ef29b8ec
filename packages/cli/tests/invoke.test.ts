import { afterAll, describe, expect, it } from 'vitest'
import { apiKeyConfig, key } from './helpers/configs.js'
import { createLastingProject } from './helpers/project.js'
import { runCli } from './helpers/run-cli.js'
import type { CliResult } from './helpers/run-cli.js'
import { shapes } from './helpers/shapes.js'

const toFile = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
const withAuthorizer = (authorizer: object): string =>
  apiKeyConfig.replace('plugins: [', `authorizer: ${JSON.stringify(authorizer)}, plugins: [`)

const project = createLastingProject({
  ...Object.fromEntries(
    shapes.flatMap(({ name, authorizer, toEvent }) => [
      [`${toFile(name)}.config.ts`, withAuthorizer(authorizer)],
      [`${toFile(name)}.json`, JSON.stringify(toEvent(`Bearer ${key}`))],
    ]),
  ),
  'bad.json': JSON.stringify({ httpMethod: 'GET', headers: { Authorization: `Bearer ${key}` } }),
})
const cwd = project.folder

afterAll(() => {
  project.remove()
})

const dataOf = ({ stdout }: CliResult): Readonly<Record<string, unknown>> =>
  (JSON.parse(stdout) as { readonly data: Readonly<Record<string, unknown>> }).data

describe.each(shapes.map((shape, index) => [shape.name, shape, index] as const))(
  'authchain invoke for %s',
  (name, { unauthenticated }, index) => {
    const config = `${toFile(name)}.config.ts`
    const run = async (...args: readonly string[]): Promise<CliResult> =>
      runCli(['invoke', '-c', config, '--json', ...args], { cwd })

    it('decides requests from flags and says what the client gets', async () => {
      const [allowed, denied, bare] = await Promise.all([
        run('--token', key),
        run('--token', `${key}x`),
        run(),
      ])
      expect([allowed.exitCode, denied.exitCode, bare.exitCode]).toEqual([0, 3, 3])
      expect(dataOf(allowed)).toMatchObject({
        effect: 'Allow',
        status: 200,
        principalId: expect.stringMatching(/^key:/) as string,
        context: { tier: 'gold' },
        ...(name === 'HTTP 2.0, simple' ? { isAuthorized: true } : { policy: {} }),
      })
      expect(dataOf(denied)).toMatchObject({ effect: 'Deny', status: unauthenticated })
      // No identity source: nobody is asked, and every kind of API answers 401.
      expect(dataOf(bare)).toMatchObject({ effect: 'Deny', status: 401, steps: [] })
    })

    it('decides its own event from a file, and explains those of the others', async () => {
      // Two further on is always another shape: both kinds of payload 2.0 stand side by side.
      const other = shapes[(index + 2) % shapes.length]
      const [own, foreign, none] = await Promise.all([
        run('--event', `${toFile(name)}.json`),
        run('--event', `${toFile(other?.name ?? '')}.json`),
        run('--event', 'bad.json'),
      ])
      expect(own.exitCode).toBe(0)
      expect(dataOf(own)).toMatchObject({ effect: 'Allow', status: 200 })
      for (const { exitCode, stdout } of [foreign, none]) {
        expect(exitCode).toBe(2)
        expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'AC3005' } })
        expect(stdout).not.toContain(key)
      }
    })
  },
)
