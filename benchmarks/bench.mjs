// Speed and size against floors and peers: `pnpm bench`. Ratios count, not times; run it twice before you believe it.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createHandler, createChain, definePlugin, literal, pass } from '@authchain/core'
import {
  createTestContext,
  createTestCall,
  createTestIdentity,
  createTestLogger,
  restRequestEvent,
} from '@authchain/core/testing'
import { apiKey, createApiKey, inlineKeys } from '@authchain/plugins-apikey'
import { createJwtVerifier, jwt } from '@authchain/plugins-jwt'
import { buildBundle } from 'authchain'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { measureDev, printDev } from './dev.mjs'
import { measureGateway, printGateway } from './gateway.mjs'
import { handAuthorizer } from './hand.mjs'
import { compare, compareProcesses } from './measure.mjs'
import { algorithms, audience, floorFor, forgedFor, issuer, jwkFor, tokenFor } from './tokens.mjs'

const logger = createTestLogger()
const silent = { ...logger, info() {}, warn() {}, error() {}, debug() {} }
console.log(
  `Node ${process.version} on ${process.arch}; CPU time per call, ratio to the first row (least–greatest)`,
)

await chainOverLoop()
for (const algorithm of Object.keys(algorithms)) await verification(algorithm)
await wholeAuthorizer()
await apiKeys()
await coldStart()
printGateway(await measureGateway())
printDev(await measureDev())

async function chainOverLoop() {
  const validate = () => pass({ context: { a: 1 } })
  const first = definePlugin({
    name: 'first',
    requires: {},
    validate: () => pass({ principalId: 'u' }),
  })
  const make = (name) => definePlugin({ name, requires: {}, validate })()
  const chain = await createChain(
    { plugins: [first(), make('second'), make('third')] },
    { logger: silent },
  )
  const context = createTestContext()
  const call = createTestCall()
  const identity = createTestIdentity()
  const plain = [() => pass({ principalId: 'u' }), validate, validate]
  await compare('A chain of three plugins that answer at once, over a loop that calls them', {
    loop: async () => {
      let last
      for (const one of plain) last = one(context, identity, call)
      return last
    },
    chain: () => chain(context),
  })
}

async function verification(algorithm) {
  const token = tokenFor(algorithm)
  const forged = forgedFor(algorithm)
  const { secret } = algorithms[algorithm]
  const keys = secret === undefined ? { keys: [jwkFor(algorithm)] } : undefined
  const ours = await createJwtVerifier(
    secret === undefined
      ? { issuer, audience, jwks: keys }
      : { issuer, audience, secret: literal(secret), algorithms: ['HS256'] },
    { logger: silent },
  )
  const joseKey = secret === undefined ? createLocalJWKSet(keys) : new TextEncoder().encode(secret)
  const options = { issuer, audience, algorithms: [algorithm], requiredClaims: ['exp', 'sub'] }
  await assert.rejects(ours.verify(forged))
  await assert.rejects(jwtVerify(forged, joseKey, options))
  await compare(`${algorithm}: verifying a token, over its bare signature`, {
    'node:crypto': floorFor(algorithm, token),
    authchain: () => ours.verify(token),
    jose: () => jwtVerify(token, joseKey, options),
  })
}

async function wholeAuthorizer() {
  const jwk = jwkFor('RS256')
  const handler = createHandler(
    { plugins: [jwt({ issuer, audience, jwks: { keys: [jwk] } })] },
    { logger: silent },
  )
  const hand = handAuthorizer(jwk, issuer, audience)
  const event = restRequestEvent({ headers: { Authorization: `Bearer ${tokenFor('RS256')}` } })
  const forged = restRequestEvent({ headers: { Authorization: `Bearer ${forgedFor('RS256')}` } })
  await assert.rejects(handler(forged))
  await assert.rejects(hand(forged))
  await compare('RS256: event in, policy out, over an authorizer by hand', {
    'by hand': () => hand(event),
    authchain: () => handler(event),
  })
}

async function apiKeys() {
  const contenders = {}
  const { key, record } = createApiKey()
  contenders['SHA-256 of the key'] = () => createHash('sha256').update(key).digest()
  for (const size of [1, 1000, 100_000]) {
    const others = Array.from({ length: size - 1 }, () => createApiKey().record)
    const plugin = apiKey({ keys: inlineKeys([record, ...others]), from: 'bearer' })
    const chain = await createChain({ plugins: [plugin] }, { logger: silent })
    const good = createTestContext({ token: `Bearer ${key}` })
    const bad = createTestContext({ token: `Bearer ${createApiKey().key}` })
    assert.equal((await chain(good)).effect, 'Allow')
    assert.equal((await chain(bad)).effect, 'Deny')
    contenders[`chain with one of ${size} keys`] = () => chain(good)
  }
  await compare('An API key in a chain, over its digest alone', contenders)
}

async function coldStart() {
  const folder = mkdtempSync(join(tmpdir(), 'authchain-bench-'))
  try {
    const jwk = jwkFor('RS256')
    const packages = resolve(import.meta.dirname, '../packages')
    writeFileSync(
      join(folder, 'plugins.config.ts'),
      `import { defineConfig } from '@authchain/core'
       import { jwt } from '@authchain/plugins-jwt'
       export default defineConfig({ plugins: [jwt(${JSON.stringify({ issuer, audience, jwks: { keys: [jwk] } })})] })`,
    )
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    mkdirSync(join(folder, 'node_modules/@authchain'), { recursive: true })
    for (const name of ['core', 'plugins-jwt']) {
      symlinkSync(join(packages, name), join(folder, 'node_modules/@authchain', name))
    }
    const { entryPath, bytes, zipBytes, parts } = await buildBundle({ cwd: folder })
    console.log(`\nA JWT chain, bundled: ${bytes} bytes minified, ${zipBytes} bytes zipped`)
    for (const part of parts)
      console.log(`  ${part.name.padEnd(34)} ${String(part.bytes).padStart(10)} bytes`)
    const hand = join(folder, 'hand.mjs')
    writeFileSync(
      hand,
      `import { handAuthorizer } from '${resolve(import.meta.dirname, 'hand.mjs')}'
       export const handler = handAuthorizer(${JSON.stringify(jwk)}, ${JSON.stringify(issuer)}, ${JSON.stringify(audience)})`,
    )
    const event = restRequestEvent({ headers: { Authorization: `Bearer ${tokenFor('RS256')}` } })
    await compareProcesses(
      'Cold start of a process up to its first answer, over an authorizer by hand',
      {
        'by hand': () => start(hand, event),
        authchain: () => start(entryPath, event),
      },
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function start(module, event) {
  const code = `
    const { handler } = await import(${JSON.stringify(module)})
    const answer = await handler(${JSON.stringify(event)})
    if (answer.policyDocument.Statement[0].Effect !== 'Allow') process.exit(1)
    const { user, system } = process.cpuUsage()
    process.stderr.write(String(user + system))`
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  })
  const microseconds = Number(stderr)
  assert.ok(microseconds > 0, stderr)
  return microseconds
}
