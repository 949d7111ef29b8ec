/** What the API reference covers: one group of pages for each entry point that can be imported. */
export const reference = [
  { label: '@authchain/core', folder: 'core', entry: 'core/src/index.ts' },
  { label: '@authchain/core/manifest', folder: 'manifest', entry: 'core/src/manifest/index.ts' },
  {
    label: '@authchain/core/manifest/schema',
    folder: 'manifest-schema',
    entry: 'core/src/manifest/manifest-schema.ts',
  },
  {
    label: '@authchain/core/backend',
    folder: 'backend',
    entry: 'core/src/backend/read-auth-context.ts',
  },
  { label: '@authchain/core/schema', folder: 'schema', entry: 'core/src/contract/schema.ts' },
  { label: '@authchain/core/testing', folder: 'testing', entry: 'core/src/testing/index.ts' },
  {
    label: '@authchain/core/testing/conformance',
    folder: 'conformance',
    entry: 'core/src/testing/conformance/index.ts',
  },
  {
    label: '@authchain/core/opentelemetry',
    folder: 'opentelemetry',
    entry: 'core/src/opentelemetry/open-telemetry-tracer.ts',
  },
  { label: '@authchain/plugins-jwt', folder: 'plugins-jwt', entry: 'plugins-jwt/src/index.ts' },
  {
    label: '@authchain/plugins-apikey',
    folder: 'plugins-apikey',
    entry: 'plugins-apikey/src/index.ts',
  },
  { label: '@authchain/gateway', folder: 'gateway', entry: 'gateway/src/index.ts' },
]
