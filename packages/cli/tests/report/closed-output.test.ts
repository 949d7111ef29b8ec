import { expect, it, onTestFinished } from 'vitest'
import { apiKeyConfig } from '../helpers/configs.js'
import { createProject } from '../helpers/project.js'
import { collect, spawnCli } from '../helpers/run-cli.js'

it('dev ends without a word when nobody reads its output any more', async () => {
  const { folder } = createProject({ 'plugins.config.ts': apiKeyConfig })
  const child = spawnCli(['dev', '--port', '0', '--json'], { cwd: folder })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const stderr = collect(child.stderr)
  const closed = new Promise<number | null>((resolve) => {
    child.once('close', resolve)
  })
  const line = await new Promise<string>((resolve) => {
    child.stdout?.once('data', (chunk: Buffer) => {
      resolve(chunk.toString())
    })
  })
  const { url } = JSON.parse(line) as { readonly url: string }
  child.stdout?.destroy()
  await fetch(new URL('/orders/1', url)).catch(() => undefined)
  expect(await closed).toBe(141)
  expect(stderr()).not.toContain('EPIPE')
})
