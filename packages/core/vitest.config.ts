import { defineProject } from 'vitest/config'

export default defineProject({ test: { name: '@authchain/core', include: ['tests/**/*.test.ts'] } })
