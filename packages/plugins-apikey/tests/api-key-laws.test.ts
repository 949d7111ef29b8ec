import {
  createTestCall,
  createTestContext,
  createTestIdentity,
  createTestRuntime,
} from '@authchain/core/testing'
import {
  array,
  assert,
  asyncProperty,
  constantFrom,
  integer,
  nat,
  record,
  string,
  stringMatching,
} from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apiKey, createApiKey, inlineKeys } from '../src/index.js'
import type { ApiKeyRecord } from '../src/index.js'

const prefixes = stringMatching(/^[a-z][a-z0-9]{0,15}$/)
const facts = record(
  {
    prefix: prefixes,
    principalId: string({ minLength: 1 }),
    scopes: array(string({ minLength: 1 })),
    expiresAtSeconds: integer({ min: 2_000_000_000, max: 99_999_999_999 }),
    usageIdentifierKey: constantFrom('digest' as const),
  },
  { requiredKeys: ['prefix'] },
)

/** The principal that a key gets, or the code it is denied with. */
async function answerTo(key: string, prefix: string, known: ApiKeyRecord): Promise<unknown> {
  const plugin = apiKey({ keys: inlineKeys([known]), prefix })
  const validate = await plugin.setup(createTestRuntime(), new AbortController().signal)
  const context = createTestContext({ headers: { 'x-api-key': key } })
  try {
    const outcome = await validate(context, createTestIdentity(), createTestCall())
    return outcome.kind === 'pass' ? outcome.patch : outcome.kind
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('the laws of apiKey', () => {
  it('lets in every key that createApiKey makes, as the one it was made for', async () => {
    await assert(
      asyncProperty(facts, async ({ prefix, ...rest }) => {
        const made = createApiKey({ prefix, ...rest })
        expect(await answerTo(made.key, prefix, made.record)).toMatchObject({
          principalId: rest.principalId ?? `key:${made.record.id}`,
          scopes: rest.scopes ?? [],
          provides: { id: made.record.id },
        })
      }),
    )
  })

  it('lets in no key of which one character was changed', async () => {
    const printable = string({ unit: 'binary', minLength: 1, maxLength: 1 })
    await assert(
      asyncProperty(prefixes, nat(), printable, async (prefix, at, character) => {
        const { key, record: known } = createApiKey({ prefix })
        const place = at % key.length
        const changed = `${key.slice(0, place)}${character}${key.slice(place + 1)}`
        const answer = await answerTo(changed, prefix, known)
        expect(answer === 'api_key.malformed').toBe(changed !== key)
      }),
      { numRuns: 1000 },
    )
  })

  it('lets in no key under the record of another', async () => {
    await assert(
      asyncProperty(prefixes, async (prefix) => {
        const { key } = createApiKey({ prefix })
        const other = createApiKey({ prefix }).record
        expect(await answerTo(key, prefix, other)).toBe('api_key.unknown')
        // Not even when the record takes its id.
        const stolen = { ...other, id: key.slice(prefix.length + 1, prefix.length + 17) }
        expect(await answerTo(key, prefix, stolen)).toBe('api_key.unknown')
      }),
    )
  })
})
