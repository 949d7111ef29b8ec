// What a user gets: packs every package, installs the tarballs into an empty npm project outside of the
// workspace, and goes the stranger's way there: a plugin of one's own beside `jwt`, `build`, `invoke`, `dev`.
import { execFileSync, spawn } from 'node:child_process'
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pnpm } from './pnpm.mjs'

const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'authchain-packed-'))
const tarballs = join(folder, 'tarballs')
const packages = ['core', 'plugins-jwt', 'plugins-apikey', 'gateway', 'cli']
/** The ten lines of "Writing a plugin". */
const plugin = `
import { abstain, definePlugin, forbidden, pass } from '@authchain/core'

export const myValidator = definePlugin({
  name: 'my-validator',
  requires: { credentials: ['header:x-user'] },
  validate(context) {
    const user = context.header('x-user')
    if (user === undefined) return abstain('no x-user header')
    if (user === 'mallory') throw forbidden('my_validator.banned')
    return pass({ principalId: user, context: { userTier: 'premium' } })
  },
})
`
const config = `
import { anyOf, defineConfig } from '@authchain/core'
import { jwt } from '@authchain/plugins-jwt'
import { myValidator } from './my-validator.js'

export default defineConfig({
  plugins: [anyOf(myValidator(), jwt({ issuer: 'https://auth.example.com/', audience: 'orders' }))],
})
`
const exits = { ok: 0, failure: 1, usage: 2, deny: 3 }

try {
  mkdirSync(tarballs)
  for (const name of packages) {
    const [command, ...first] = pnpm
    const args = [...first, 'pack', '--pack-destination', tarballs]
    run(command, args, join(root, 'packages', name))
  }
  const files = readdirSync(tarballs).map((name) => join(tarballs, name))
  assert.equal(files.length, packages.length)
  aloneInAnEmptyProject(files)
  await asAStranger(files)
  console.log('\nThe packed packages install and work.')
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Each plugin package and core, with nothing but what npm brings along, and types that compile. */
function aloneInAnEmptyProject(files) {
  const core = files.find((file) => file.includes('authchain-core'))
  for (const [name, exported, ...brought] of [
    ['authchain-core', 'createHandler'],
    ['authchain-plugins-jwt', 'jwt'],
    ['authchain-plugins-apikey', 'apiKey'],
    ['authchain-gateway', 'createGateway', 'ws', 'yaml'],
  ]) {
    const project = emptyProject(name)
    const own = files.find((file) => file.includes(name))
    install(project, [...new Set([core, own])])
    const specifier = name.replace('authchain-', '@authchain/')
    const code = `import { ${exported} } from '${specifier}'; console.log(typeof ${exported})`
    assert.equal(run('node', ['--input-type=module', '-e', code], project).trim(), 'function')
    const installed = readdirSync(join(project, 'node_modules')).filter(
      (entry) => !entry.startsWith('.'),
    )
    assert.deepEqual(
      installed,
      ['@authchain', '@standard-schema', ...brought],
      `${name} brings more than it needs`,
    )
    console.log(`✓ ${specifier} alone`)
  }
}

async function asAStranger(files) {
  const project = emptyProject('stranger')
  install(project, files)
  writeFileSync(join(project, 'my-validator.ts'), plugin)
  writeFileSync(join(project, 'plugins.config.ts'), config)

  authchain(project, ['build'], exits.ok, /authorizer\.zip/)
  authchain(project, ['invoke', 'GET', '/orders'], exits.deny, /401/)
  authchain(project, ['invoke', 'GET', '/orders', '-H', 'x-user: ada'], exits.ok, /Allow/)
  authchain(
    project,
    ['invoke', 'GET', '/orders', '-H', 'Authorization: Bearer x.y.z'],
    exits.deny,
    /jwt\./,
  )
  await inDev(project)

  writeFileSync(join(project, 'plugins.config.ts'), config.replace('audience', 'audiance'))
  authchain(project, ['build'], exits.usage, /AC1004[^]*audiance[^]*did you mean "audience"/i)
  console.log('✓ a misspelt option is refused with its code and the right spelling')
}

async function inDev(project) {
  const child = spawn('npx', ['authchain', 'dev', '--port', '0'], {
    cwd: project,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  try {
    const url = await new Promise((done, fail) => {
      let text = ''
      const timer = setTimeout(() => fail(new Error(`dev did not start:\n${text}`)), 20_000)
      const read = (chunk) => {
        text += String(chunk)
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text)
        if (found === null) return
        clearTimeout(timer)
        done(found[0])
      }
      child.stdout.on('data', read)
      child.stderr.on('data', read)
    })
    assert.equal(await statusOf(url, {}), 401)
    assert.equal(await statusOf(url, { 'x-user': 'ada' }), 200)
    assert.equal(await statusOf(url, { 'x-user': 'mallory' }), 403)
    assert.equal(await statusOf(url, { authorization: 'Bearer x.y.z' }), 401)
    console.log('✓ authchain dev answers 200, 401 and 403')
  } finally {
    process.kill(-(child.pid ?? 0), 'SIGINT')
  }
}

function statusOf(url, headers) {
  return new Promise((done, fail) => {
    const sent = request(`${url}/orders`, { headers }, (response) => {
      response.resume().on('end', () => done(response.statusCode))
    })
    sent.on('error', fail).end()
  })
}

function authchain(project, args, code, output) {
  let text = ''
  let actual = 0
  try {
    text = run('npx', ['authchain', ...args], project, 'pipe')
  } catch (error) {
    actual = error.status
    text = `${error.stdout}${error.stderr}`
  }
  assert.equal(actual, code, `authchain ${args.join(' ')} ended with ${actual}:\n${text}`)
  assert.match(text, output)
  console.log(`✓ authchain ${args.join(' ')}`)
}

function emptyProject(name) {
  const project = join(folder, name)
  mkdirSync(project)
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ name, private: true, type: 'module' }),
  )
  return project
}

function install(project, files) {
  run(
    'npm',
    ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--silent', ...files],
    project,
  )
}

function run(command, args, cwd, stderr = 'inherit') {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', stderr] })
}
