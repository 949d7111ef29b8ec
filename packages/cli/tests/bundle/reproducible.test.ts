import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { apiKeyConfig, jwtConfig } from '../helpers/configs.js'
import { createProject } from '../helpers/project.js'
import { runCli } from '../helpers/run-cli.js'

const withChunks = `
import { defineConfig } from '@authchain/core'
import { apiKey, ssmKeys } from '@authchain/plugins-apikey'
import { one } from './src/one'
export default defineConfig({
  plugins: [apiKey({ keys: ssmKeys('/orders/keys'), from: 'bearer' })],
  context: () => ({ one }),
})
`
const source = { 'src/one.ts': "export const one = 'one'" }

async function build(
  config: string,
  install: 'link' | 'copy',
  timeZone: string,
): Promise<{ sha256: string; bytes: Buffer; manifest: string }> {
  const { folder } = createProject(
    { 'plugins.config.ts': config, ...source },
    { install, packages: ['@aws-sdk/client-ssm'] },
  )
  const env = { TZ: timeZone, LC_ALL: 'C' }
  const { exitCode, stdout } = await runCli(['build', '--json'], { cwd: folder, env })
  expect(exitCode).toBe(0)
  const bytes = readFileSync(join(folder, '.authchain/authorizer.zip'))
  const { data } = JSON.parse(stdout) as { data: { sha256Hex: string } }
  const manifest = readFileSync(join(folder, '.authchain/manifest.json'), 'utf8')
  return { sha256: data.sha256Hex, bytes, manifest }
}

describe('two builds of the same sources', () => {
  it.each([
    ['an API key chain', apiKeyConfig],
    ['a JWT chain', jwtConfig],
    ['a chain with the AWS SDK in chunks', withChunks],
  ])(
    'are equal byte for byte in two folders, time zones and package layouts: %s',
    async (_case, config) => {
      const tokyo = await build(config, 'link', 'Asia/Tokyo')
      const newYork = await build(config, 'copy', 'America/New_York')
      expect(newYork.bytes.equals(tokyo.bytes)).toBe(true)
      expect(newYork.manifest).toBe(tokyo.manifest)
      expect(newYork.sha256).toBe(createHash('sha256').update(tokyo.bytes).digest('hex'))
    },
    30_000,
  )
})
