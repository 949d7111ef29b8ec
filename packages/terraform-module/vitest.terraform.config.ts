import { defineConfig } from 'vitest/config'

// Apart from the package's vitest.config.ts: these run Terraform, for minutes, when `pnpm test:terraform` says so.
export default defineConfig({
  test: {
    name: 'terraform',
    root: import.meta.dirname,
    include: ['tests/integration/**/*.test.ts'],
    globalSetup: ['tests/helpers/global-setup.ts'],
    // What functions write when they are run here.
    env: { AWS_LAMBDA_LOG_LEVEL: 'SILENT' },
    // One Terraform at a time: each starts a provider of 700 MB.
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    reporters: ['default', '../../scripts/closing-line.mjs'],
  },
})
