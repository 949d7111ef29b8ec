/**
 * A stranger's plugin: packs core, installs the tarball into an empty project outside this repository, and
 * runs the conformance suite there on a good plugin (must be green) and on three broken ones (must be red,
 * by the check that is meant).
 *
 *     node scripts/packed-plugin-author.mjs
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { pnpm } from './pnpm.mjs'

await import('./check-node.mjs')

const root = new URL('..', import.meta.url).pathname
const versionOf = (name) =>
  new RegExp(`^  '?${name}'?: (\\S+)$`, 'm').exec(
    readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8'),
  )?.[1]

const plugin = `import { abstain, definePlugin, forbidden, pass, unauthenticated } from '@authchain/core'
import { z } from 'zod'

const Options = z.strictObject({
  header: z.string().regex(/^[a-z-]+$/).default('x-session'),
  sessions: z.record(z.string(), z.object({ user: z.string(), isClosed: z.boolean() })),
})

export const session = definePlugin({
  name: 'session',
  options: Options,
  requires: ({ header }) => ({ credentials: [\`header:\${header}\`] }),
  setup({ header, sessions }, { logger }) {
    const known = new Map(Object.entries(sessions))
    return async (context) => {
      const id = context.header(header)
      if (id === undefined || id === '') return abstain('no session')
      const found = known.get(id)
      logger.debug('session looked up', { isKnown: found !== undefined })
      if (found === undefined) throw unauthenticated('session.unknown')
      if (found.isClosed) throw forbidden('session.closed')
      return pass({ principalId: found.user, provides: { user: found.user } })
    }
  },
})
`

const test = `import { describePlugin } from '@authchain/core/testing/conformance'
import { session } from './session.ts'

const [ada, bob, closed] = ['session-of-ada-0123456789', 'session-of-bob-9876543210', 'session-of-eve-5555555555']
const sessions = {
  [ada]: { user: 'ada', isClosed: false },
  [bob]: { user: 'bob', isClosed: false },
  [closed]: { user: 'eve', isClosed: true },
}
const present = (id: string) => ({ headers: { 'X-Session': id } })

describePlugin({
  make: () => session({ sessions }),
  good: [
    { ...present(ada), principalId: 'ada' },
    { ...present(bob), principalId: 'bob' },
  ],
  bad: [
    { ...present('session-of-nobody-000000'), code: 'session.unknown' },
    { ...present(closed), code: 'session.closed' },
  ],
  absent: [{}],
  badOptions: [() => session({ sessions, heder: 'x' } as never), () => session({} as never)],
})
`

const log = `logger.debug('session looked up', { isKnown: found !== undefined })`
const breaks = [
  {
    what: 'logs the session',
    check: 'lets no credential out',
    from: log,
    to: `logger.debug('session looked up', { id })`,
  },
  {
    what: 'looks it up in an object',
    check: 'lets nobody pass with a hostile credential',
    from: 'known.get(id)',
    to: 'sessions[id]',
  },
  {
    what: 'reads an input that it does not declare',
    check: 'reads what it declares',
    from: log,
    to: `context.header('x-other')`,
  },
]

const folder = mkdtempSync(join(tmpdir(), 'plugin-author-'))
// Another package manager's settings in the environment must not reach the stranger's project.
const environment = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:npm|pnpm)_/i.test(name)),
  ),
  PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
}
const run = (command, args, cwd) =>
  execFileSync(command, args, { cwd, env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
const runTests = () => {
  const args = ['vitest', 'run', '--reporter=verbose', '--no-color']
  const { status, stdout } = spawnSync('npx', args, {
    cwd: folder,
    env: { ...environment, NO_COLOR: '1', CI: 'true' },
    encoding: 'utf8',
  })
  return { status, stdout }
}
const demand = (holds, words) => {
  if (!holds) throw new Error(words)
}

try {
  const core = join(root, 'packages', 'core')
  const [command, ...first] = pnpm
  run(command, [...first, 'run', 'build'], core)
  run(command, [...first, 'pack', '--pack-destination', folder], core)
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))
  const manifest = { name: 'session', private: true, type: 'module' }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  const tools = ['vitest', 'zod', 'typescript', '@types/node'].map(
    (name) => `${name}@${versionOf(name)}`,
  )
  run('npm', ['install', '--no-audit', '--no-fund', `./${tarball}`, ...tools], folder)

  writeFileSync(join(folder, 'session.ts'), plugin)
  writeFileSync(join(folder, 'session.test.ts'), test)
  const compiler = '--noEmit --strict --skipLibCheck false --module nodenext --target es2023'
  const loose = '--allowImportingTsExtensions --types node'
  run('npx', ['tsc', ...`${compiler} ${loose}`.split(' '), 'session.test.ts'], folder)
  process.stdout.write('it compiles\n')

  const good = runTests()
  demand(good.status === 0, `the good plugin does not conform:\n${good.stdout}`)
  process.stdout.write(`it conforms:${/Tests .*/.exec(good.stdout)?.[0].slice(5) ?? ''}\n`)

  for (const { what, check, from, to } of breaks) {
    writeFileSync(join(folder, 'session.ts'), plugin.replace(from, to))
    const { status, stdout } = runTests()
    const isTold = stdout.split('\n').some((line) => line.includes('×') && line.includes(check))
    demand(status !== 0 && isTold, `a plugin that ${what} is not told of:\n${stdout}`)
    process.stdout.write(`one that ${what} does not\n`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
