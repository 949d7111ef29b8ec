import { parseManifest } from '@authchain/core/manifest/schema'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/bundle/build-bundle.js'
import type { BuildOptions } from '../../src/bundle/build-bundle.js'
import { apiKeyConfig, jwtConfig } from '../helpers/configs.js'
import { createProject } from '../helpers/project.js'
import type { ProjectOptions } from '../helpers/project.js'

const stageConfig = `
import { defineConfig } from '@authchain/core'
import { jwt } from '@authchain/plugins-jwt'
export default defineConfig({
  plugins: [jwt({ issuer: process.env.MAN_ISSUER ?? 'https://auth.example.com/', audience: 'orders' })],
  context: () => ({ stage: process.env.MAN_STAGE ?? 'none' }),
})
`
const secretConfig = (secret: string): string => `
import { defineConfig, env, literal, ssm } from '@authchain/core'
import { jwt } from '@authchain/plugins-jwt'
export default defineConfig({
  plugins: [jwt({ issuer: 'https://a.example/', audience: 'o', algorithms: ['HS256'], secret: ${secret} })],
})
`

async function build(config: string, options: BuildOptions = {}, install: ProjectOptions = {}) {
  const { folder } = createProject({ 'plugins.config.ts': config }, install)
  const bundle = await buildBundle({ cwd: folder, ...options })
  const text = readFileSync(bundle.manifestPath, 'utf8')
  return { bundle, folder, text, manifest: parseManifest(text) }
}

describe('the manifest that build writes', () => {
  afterEach(() => {
    delete process.env['MAN_ISSUER']
    delete process.env['MAN_SECRET']
  })

  it('describes the archive beside it', async () => {
    const { bundle, manifest } = await build(apiKeyConfig)
    const archive = readFileSync(join(dirname(bundle.manifestPath), manifest.function.file))
    const hash = createHash('sha256').update(archive)
    expect(manifest.function).toMatchObject({
      handler: 'index.handler',
      runtime: 'nodejs22.x',
      bytes: archive.byteLength,
      sha256Hex: hash.copy().digest('hex'),
      sha256Base64: hash.digest('base64'),
    })
    expect(manifest).toEqual(bundle.manifest)
  })

  it('tells infrastructure what the chain declares', async () => {
    const { manifest } = await build(jwtConfig)
    expect(manifest.authorizer.identitySources).toEqual(['method.request.header.Authorization'])
    expect(manifest.hosts).not.toEqual([])
    expect(manifest.policy.scope).toBe('stage')
  })

  it('is the same for the same sources, wherever they are and however they were installed', async () => {
    const linked = await build(stageConfig)
    const copied = await build(stageConfig, {}, { install: 'copy' })
    expect(copied.text).toBe(linked.text)
    expect(linked.text).not.toContain(linked.folder)
  })

  it('differs in the values of a stage', async () => {
    process.env['MAN_ISSUER'] = 'https://test.example.com/'
    const test = await build(stageConfig)
    process.env['MAN_ISSUER'] = 'https://prod.example.com/'
    const prod = await build(stageConfig)
    expect(test.manifest.environment).toEqual([
      { name: 'MAN_ISSUER', secret: false, value: 'https://test.example.com/' },
    ])
    expect(prod.manifest.hosts).toEqual(['prod.example.com'])
    expect(prod.manifest.function.sha256Hex).not.toBe(test.manifest.function.sha256Hex)
  })

  it('asks for what reading secrets takes', async () => {
    const { manifest } = await build(secretConfig("ssm('/orders/jwt')"))
    expect(manifest.secrets).toEqual([{ store: 'ssm', name: '/orders/jwt' }])
    expect(manifest.statements.map(({ actions }) => actions)).toEqual([['ssm:GetParameters']])
  })

  it.each([
    ['env() refers to it', "env('MAN_SECRET')"],
    ['env() refers to it and the config reads it', "(process.env.MAN_SECRET, env('MAN_SECRET'))"],
    ['literal() holds it', "literal(process.env.MAN_SECRET ?? '')"],
  ])('never has the value of a variable when %s', async (_case, secret) => {
    const value = 'hunter2-hunter2-hunter2-hunter2-hunter2'
    process.env['MAN_SECRET'] = value
    const { manifest, text, bundle } = await build(secretConfig(secret), { allowEnvSecrets: true })
    expect(manifest.environment).toEqual([{ name: 'MAN_SECRET', secret: true, value: null }])
    expect(text).not.toContain('hunter2')
    // A secret is rotated without a build.
    expect(readFileSync(bundle.entryPath, 'utf8')).not.toContain('MAN_SECRET:')
  })

  it('warns of a variable that looks like a secret, and of a copy of the environment', async () => {
    process.env['MAN_SECRET'] = 'x'
    const code = `process.env.MAN_SECRET; ({ ...process.env });${stageConfig}`
    const { bundle } = await build(code)
    expect(bundle.warnings.map(({ code: fault }) => fault)).toEqual(['AC2008', 'AC2009'])
  })

  it('names the runtime that was asked for', async () => {
    const { manifest } = await build(apiKeyConfig, { runtime: 'nodejs24.x' })
    expect(manifest.function.runtime).toBe('nodejs24.x')
  })

  it('comes without zod in the bundle', async () => {
    const { bundle } = await build(jwtConfig, {}, { packages: ['zod'] })
    expect(bundle.parts.map(({ name }) => name)).not.toContain('zod')
    expect(readFileSync(bundle.entryPath, 'utf8')).not.toMatch(/schemaVersion|ZodError/)
  })
})
