import { defineProject } from 'vitest/config'

export default defineProject({
  test: { name: 'laws', include: ['**/*.test.ts'], testTimeout: 300_000 },
})
