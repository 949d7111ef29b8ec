import { defineProject } from 'vitest/config'

// Tests in tests/browser need Chromium; `pnpm test:browser` runs them.
export default defineProject({
  test: {
    name: '@authchain/inspector',
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/browser/**'],
  },
})
