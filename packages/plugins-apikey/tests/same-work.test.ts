import * as crypto from 'node:crypto'
import {
  createTestCall,
  createTestContext,
  createTestIdentity,
  createTestRuntime,
} from '@authchain/core/testing'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { apiKey, createApiKey, inlineKeys } from '../src/index.js'
import { withOtherSecret } from './helpers/keys.js'

vi.mock('node:crypto', { spy: true })

const { key, record } = createApiKey()
const disabled = createApiKey()
const keys = inlineKeys([record, { ...disabled.record, disabled: true }])

describe('the work for a key', () => {
  beforeEach(() => {
    vi.mocked(crypto.createHash).mockClear()
    vi.mocked(crypto.timingSafeEqual).mockClear()
  })

  it.each([
    ['is good', key, undefined],
    ['is good but disabled', disabled.key, 'api_key.disabled'],
    ['has the wrong secret', withOtherSecret(key), 'api_key.unknown'],
    ['has an id that nobody has', createApiKey().key, 'api_key.unknown'],
  ])('that %s is one hash and one comparison of 32 bytes', async (_case, value, code) => {
    const validate = await apiKey({ keys }).setup(createTestRuntime(), new AbortController().signal)
    const context = createTestContext({ headers: { 'x-api-key': value } })
    const answer: unknown = await Promise.resolve(
      validate(context, createTestIdentity(), createTestCall()),
    ).catch((error: unknown) => error)
    expect((answer as { code?: string }).code).toBe(code)
    expect(crypto.createHash).toHaveBeenCalledTimes(1)
    expect(crypto.timingSafeEqual).toHaveBeenCalledTimes(1)
    const [[one, two] = []] = vi.mocked(crypto.timingSafeEqual).mock.calls
    expect([one?.byteLength, two?.byteLength]).toEqual([32, 32])
  })

  it('that is malformed is none at all', async () => {
    const validate = await apiKey({ keys }).setup(createTestRuntime(), new AbortController().signal)
    const context = createTestContext({ headers: { 'x-api-key': key.padEnd(65_536, 'a') } })
    await expect(validate(context, createTestIdentity(), createTestCall())).rejects.toMatchObject({
      code: 'api_key.malformed',
    })
    expect(crypto.createHash).not.toHaveBeenCalled()
  })
})
