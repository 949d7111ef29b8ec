import { fileURLToPath } from 'node:url'
import { defineProject } from 'vitest/config'

const source = fileURLToPath(new URL('src/index.ts', import.meta.url))

export default defineProject({
  resolve: { alias: { '@authchain/gateway': source } },
  test: {
    name: '@authchain/gateway',
    include: ['tests/**/*.test.ts'],
    // Memory is measured after a collection.
    execArgv: ['--expose-gc'],
    exclude: ['tests/laws/**'],
    // Room for a machine that is busy with other things.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
