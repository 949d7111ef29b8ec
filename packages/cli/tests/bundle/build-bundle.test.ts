import { unzipSync } from 'fflate'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/bundle/build-bundle.js'
import { apiKeyConfig, jwtConfig } from '../helpers/configs.js'
import { createProject } from '../helpers/project.js'

const ssmConfig = `
import { defineConfig } from '@authchain/core'
import { apiKey, ssmKeys } from '@authchain/plugins-apikey'
export default defineConfig({ plugins: [apiKey({ keys: ssmKeys('/orders/keys'), from: 'bearer' })] })
`

const secretConfig = (secret: string): string => `
import { defineConfig, env, literal, ssm } from '@authchain/core'
import { jwt } from '@authchain/plugins-jwt'
export default defineConfig({
  plugins: [jwt({ issuer: 'https://a.example/', audience: 'o', algorithms: ['HS256'], secret: ${secret} })],
})
`

const validatorConfig = (importLine: string): string => `
${importLine}
import { defineConfig, definePlugin, pass } from '@authchain/core'
const tenant = definePlugin({ name: 'tenant', validate: () => pass({ principalId: z.string().parse('x') }) })
export default defineConfig({ plugins: [tenant()] })
`

describe('buildBundle', () => {
  it('writes an archive whose files are those beside it', async () => {
    const { folder } = createProject({ 'plugins.config.ts': apiKeyConfig })
    const bundle = await buildBundle({ cwd: folder })
    const files = unzipSync(readFileSync(bundle.zipPath))
    expect(Object.keys(files)).toEqual(bundle.files)
    for (const [path, bytes] of Object.entries(files)) {
      const unpacked = readFileSync(join(folder, '.authchain/bundle', path))
      expect(unpacked.equals(bytes)).toBe(true)
    }
  })

  it('says what every byte is for', async () => {
    const { folder } = createProject({ 'plugins.config.ts': apiKeyConfig })
    const { parts, bytes } = await buildBundle({ cwd: folder })
    expect(parts.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['@authchain/core', '@authchain/plugins-apikey', 'your code']),
    )
    expect(parts.reduce((sum, part) => sum + part.bytes, 0)).toBe(bytes)
  })

  it('keeps a chain with JWT small', async () => {
    const { folder } = createProject({ 'plugins.config.ts': jwtConfig })
    const { bytes } = await buildBundle({ cwd: folder })
    expect(bytes).toBeLessThanOrEqual(49_000)
  })

  it('holds no path of the machine', async () => {
    const { folder } = createProject({ 'plugins.config.ts': apiKeyConfig })
    const { entryPath } = await buildBundle({ cwd: folder })
    const text = readFileSync(entryPath, 'utf8')
    expect(text).not.toContain(folder)
    expect(text).not.toContain('node_modules')
  })

  it('bundles the AWS SDK beside the entry when it is used and installed', async () => {
    const { folder } = createProject(
      { 'plugins.config.ts': ssmConfig },
      { packages: ['@aws-sdk/client-ssm'] },
    )
    const { entryPath, files } = await buildBundle({ cwd: folder })
    expect(files.length).toBeGreaterThan(1)
    expect(readFileSync(entryPath, 'utf8')).not.toContain('GetParametersCommand')
  })

  it("leaves the SDK to Lambda's own copy where the project has none", async () => {
    const { folder } = createProject({ 'plugins.config.ts': ssmConfig }, { install: 'copy' })
    const { entryPath, files } = await buildBundle({ cwd: folder })
    expect(files).toEqual(['index.mjs'])
    expect(readFileSync(entryPath, 'utf8')).toContain('import("@aws-sdk/client-ssm")')
  })

  it('ships no AWS SDK to a chain that never uses it', async () => {
    const { folder } = createProject(
      { 'plugins.config.ts': jwtConfig },
      { packages: ['@aws-sdk/client-ssm'] },
    )
    const { files, parts } = await buildBundle({ cwd: folder })
    expect(files).toEqual(['index.mjs'])
    expect(parts.filter(({ name }) => /aws|smithy/.test(name))).toEqual([])
  })

  it.each(["env('SECRET')", "literal('0123456789abcdef0123456789abcdef')"])(
    'refuses a secret from %s and writes nothing',
    async (secret) => {
      const { folder } = createProject({ 'plugins.config.ts': secretConfig(secret) })
      await expect(buildBundle({ cwd: folder })).rejects.toMatchObject({ code: 'AC2005' })
      expect(existsSync(join(folder, '.authchain'))).toBe(false)
    },
  )

  it('finds a secret inside a combinator too', async () => {
    const { folder } = createProject({
      'plugins.config.ts': secretConfig("env('SECRET')")
        .replace('[jwt(', '[optional(anyOf(anonymous(), jwt(')
        .replace('})],', '})))],')
        .replace('{ defineConfig', '{ anonymous, anyOf, defineConfig, optional'),
    })
    await expect(buildBundle({ cwd: folder })).rejects.toMatchObject({ code: 'AC2005' })
  })

  it('never says what a literal secret is', async () => {
    const { folder } = createProject({
      'plugins.config.ts': secretConfig("literal('0123456789abcdef0123456789abcdef')"),
    })
    const error: unknown = await buildBundle({ cwd: folder }).catch((thrown: unknown) => thrown)
    expect(String(error)).not.toContain('0123456789abcdef')
  })

  it.each(["env('SECRET')", "ssm('/jwt/secret')"])(
    'takes a secret from %s where allowed',
    async (secret) => {
      const { folder } = createProject({ 'plugins.config.ts': secretConfig(secret) })
      const allowEnvSecrets = secret.startsWith('env')
      await expect(buildBundle({ cwd: folder, allowEnvSecrets })).resolves.toHaveProperty('zipPath')
    },
  )

  it.each([
    ['warns of', "import { z } from 'zod'", ['AC2006']],
    ['is content with', "import * as z from 'zod'", []],
  ])('%s %s', async (_what, line, codes) => {
    const { folder } = createProject(
      { 'plugins.config.ts': validatorConfig(line) },
      { packages: ['zod'] },
    )
    const { warnings } = await buildBundle({ cwd: folder })
    expect(warnings.map(({ code }) => code)).toEqual(codes)
  })

  it('writes nothing for a configuration that core refuses', async () => {
    const broken = apiKeyConfig.replace('plugins: [', "authorizer: { type: 'TOKN' }, plugins: [")
    const { folder } = createProject({ 'plugins.config.ts': broken })
    await expect(buildBundle({ cwd: folder })).rejects.toMatchObject({ code: 'AC1001' })
    expect(existsSync(join(folder, '.authchain'))).toBe(false)
  })

  it('removes chunks of an earlier build and nothing else', async () => {
    const stale = `.authchain/bundle/chunks/${'0'.repeat(16)}.mjs`
    const { folder } = createProject({
      'plugins.config.ts': apiKeyConfig,
      [stale]: '',
      '.authchain/bundle/chunks/mine.txt': '',
    })
    await buildBundle({ cwd: folder })
    expect(existsSync(join(folder, stale))).toBe(false)
    expect(existsSync(join(folder, '.authchain/bundle/chunks/mine.txt'))).toBe(true)
  })
})
