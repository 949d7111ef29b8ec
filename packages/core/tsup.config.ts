import { defineConfig } from 'tsup'

// tsup writes the JavaScript; `tsc` (TypeScript 7) writes the declarations afterwards.
export default defineConfig({
  entry: [
    'src/index.ts',
    'src/contract/schema.ts',
    'src/manifest/index.ts',
    'src/manifest/manifest-schema.ts',
    'src/built/index.ts',
    'src/backend/read-auth-context.ts',
    'src/opentelemetry/open-telemetry-tracer.ts',
    'src/testing/index.ts',
    'src/testing/conformance/index.ts',
  ],
  format: ['esm'],
  target: 'node22',
  platform: 'node',
  splitting: true,
  sourcemap: true,
  clean: true,
  silent: true,
})
