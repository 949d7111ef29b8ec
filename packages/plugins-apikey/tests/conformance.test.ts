import { literal } from '@authchain/core'
import { createTestClock } from '@authchain/core/testing'
import type { TestRequest } from '@authchain/core/testing'
import { describePlugin } from '@authchain/core/testing/conformance'
import { apiKey, createApiKey, inlineKeys } from '../src/index.js'
import type { ApiKeyOptions, ApiKeyStore } from '../src/index.js'
import { withChecksum, withOtherSecret } from './helpers/keys.js'

const nowSeconds = createTestClock().nowMilliseconds() / 1000
const ada = createApiKey({ principalId: 'ada', scopes: ['orders:read'], context: { tier: 'gold' } })
const bob = createApiKey({ principalId: 'bob' })
const nameless = createApiKey({ expiresAtSeconds: nowSeconds + 60 })
const disabled = createApiKey({ principalId: 'carol' })
const expired = createApiKey({ principalId: 'dan', expiresAtSeconds: nowSeconds - 1 })
const stranger = createApiKey({ principalId: 'eve' })

const records = [
  ada.record,
  bob.record,
  nameless.record,
  { ...disabled.record, disabled: true },
  expired.record,
]
const open = [...records, stranger.record].map(({ id }) => id)

/** Answers after a while, in another order than it was asked. */
const slowStore: ApiKeyStore = {
  kind: 'api-key-store',
  async find(id) {
    await new Promise((resolve) => {
      setTimeout(resolve, id.charCodeAt(0) % 4)
    })
    return records.find((record) => record.id === id)
  },
}

const placesOf: readonly (readonly [
  name: string,
  options: Omit<ApiKeyOptions, 'keys'>,
  place: (key: string) => TestRequest,
])[] = [
  ['x-api-key', {}, (key) => ({ headers: { 'X-Api-Key': key } })],
  ['another header', { from: 'header:x-partner' }, (key) => ({ headers: { 'x-partner': key } })],
  ['the bearer token', { from: 'bearer' }, (key) => ({ token: `Bearer ${key}` })],
  ['a query parameter', { from: 'query:key' }, (key) => ({ query: { key } })],
  ['a cookie', { from: 'cookie:key' }, (key) => ({ headers: { cookie: `a=b; key=${key}` } })],
]

for (const [name, options, place] of placesOf) {
  for (const [store, keys] of [
    ['inlineKeys', inlineKeys(records)],
    ['a slow store', slowStore],
  ] as const) {
    describePlugin({
      name: `apiKey from ${name} with ${store}`,
      make: () => apiKey({ keys, ...options }),
      open,
      good: [
        { ...place(ada.key), principalId: 'ada' },
        { ...place(bob.key), principalId: 'bob' },
        { ...place(nameless.key), principalId: `key:${nameless.record.id}` },
      ],
      bad: [
        { ...place(withOtherSecret(ada.key)), code: 'api_key.unknown' },
        { ...place(stranger.key), code: 'api_key.unknown' },
        { ...place(disabled.key), code: 'api_key.disabled' },
        { ...place(expired.key), code: 'api_key.expired' },
        { ...place(withChecksum(`${ada.key.slice(0, 4)}short_`)), code: 'api_key.malformed' },
        { ...place(`${ada.key.slice(0, -1)}!`), code: 'api_key.malformed' },
      ],
      absent: [{}, { headers: { 'x-other': ada.key } }],
      badOptions: [
        () => apiKey({ keys, ...options, form: 'bearer' } as unknown as ApiKeyOptions),
        () => apiKey({ keys: records } as unknown as ApiKeyOptions),
        () => apiKey({ keys: literal('x') } as unknown as ApiKeyOptions),
        () => apiKey({ keys, from: 'body:key' } as unknown as ApiKeyOptions),
        () => apiKey(undefined as unknown as ApiKeyOptions),
      ],
    })
  }
}
