import { defineProject } from 'vitest/config'

export default defineProject({
  test: { name: '@authchain/plugins-jwt', include: ['tests/**/*.test.ts'] },
})
