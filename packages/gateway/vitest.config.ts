import { defineProject } from 'vitest/config'

export default defineProject({
  test: {
    name: '@authchain/gateway',
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/laws/**'],
  },
})
