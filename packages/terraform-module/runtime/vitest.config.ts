import { defineProject } from 'vitest/config'

export default defineProject({
  test: {
    name: '@authchain/terraform-module',
    include: ['tests/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: { AWS_LAMBDA_LOG_LEVEL: 'SILENT' },
  },
})
