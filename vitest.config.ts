import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // More than there are cores, as many tests wait for a time limit or a program; the default leaves one of two idle.
    maxWorkers: Math.max(3, availableParallelism()),
    reporters: ['default', './scripts/closing-line.mjs'],
    projects: [
      'packages/*/vitest.config.ts',
      'packages/gateway/tests/laws/vitest.config.ts',
      'packages/terraform-module/runtime/vitest.config.ts',
      'examples/*/vitest.config.ts',
    ],
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**'],
      reporter: ['text', 'json-summary'],
    },
  },
})
