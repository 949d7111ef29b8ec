import { defineProject } from 'vitest/config'

export default defineProject({
  test: { name: 'example-two-stages', include: ['tests/**/*.test.ts'], testTimeout: 30_000 },
})
