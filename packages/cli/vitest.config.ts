import { defineProject } from 'vitest/config'

export default defineProject({ test: { name: 'authchain', include: ['tests/**/*.test.ts'] } })
