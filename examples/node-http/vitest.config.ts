import { defineProject } from 'vitest/config'

export default defineProject({
  test: { name: 'example-node-http', include: ['tests/**/*.test.ts'] },
})
