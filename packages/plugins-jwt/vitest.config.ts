import { fileURLToPath } from 'node:url'
import { defineProject } from 'vitest/config'

export default defineProject({
  // The guides' configurations name the package as their readers do.
  resolve: {
    alias: {
      '@authchain/plugins-jwt': fileURLToPath(new URL('src/index.ts', import.meta.url)),
    },
  },
  test: {
    name: '@authchain/plugins-jwt',
    include: ['tests/**/*.test.ts'],
    // Room for a machine that is busy with other things.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
