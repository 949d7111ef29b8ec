import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: import.meta.dirname,
  test: {
    name: 'browser',
    include: ['tests/browser/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Each file has its own Chromium, of which two cores bear two.
    maxWorkers: 2,
    reporters: ['default', '../../scripts/closing-line.mjs'],
  },
})
