import { defineProject } from 'vitest/config'

export default defineProject({
  test: {
    name: '@authchain/core',
    include: ['tests/**/*.test.ts'],
    // Room for a machine that is busy with other things.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
