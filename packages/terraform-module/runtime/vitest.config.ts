import { defineProject } from 'vitest/config'

export default defineProject({
  test: { name: '@authchain/terraform-module', include: ['tests/**/*.test.ts'] },
})
