import { fileURLToPath } from 'node:url'
import { defineProject } from 'vitest/config'

const source = fileURLToPath(new URL('src/index.ts', import.meta.url))

export default defineProject({
  resolve: { alias: { '@authchain/gateway': source } },
  test: {
    name: '@authchain/gateway',
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/laws/**'],
  },
})
