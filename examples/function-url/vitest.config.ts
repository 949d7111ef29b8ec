import { defineProject } from 'vitest/config'

export default defineProject({
  test: { name: 'example-function-url', include: ['tests/**/*.test.ts'] },
})
