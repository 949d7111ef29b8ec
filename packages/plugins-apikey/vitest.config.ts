import { defineProject } from 'vitest/config'

export default defineProject({
  test: { name: '@authchain/plugins-apikey', include: ['tests/**/*.test.ts'] },
})
