import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createApiKey } from '../src/index.js'

describe('createApiKey', () => {
  it('makes a key of the default prefix and a record that names its id', () => {
    const { key, record } = createApiKey()
    expect(record).toEqual({
      id: key.slice(3, 19),
      digest: createHash('sha256').update(key).digest('hex'),
      principalId: `key:${key.slice(3, 19)}`,
    })
  })

  it('keeps what it is told, and the key nowhere', () => {
    const { key, record } = createApiKey({
      prefix: 'acme',
      principalId: 'partner-acme',
      scopes: ['orders:read'],
      context: { tier: 'gold' },
      expiresAtSeconds: 1_900_000_000,
      usageIdentifierKey: 'digest',
    })
    expect(record).toMatchObject({
      principalId: 'partner-acme',
      scopes: ['orders:read'],
      context: { tier: 'gold' },
      expiresAtSeconds: 1_900_000_000,
      usageIdentifierKey: record.digest,
    })
    expect(JSON.stringify(record)).not.toContain(key.slice(22, 49))
  })

  it('makes a record that cannot be changed', () => {
    const { record } = createApiKey({ scopes: ['a'], context: { b: 1 } })
    expect([record, record.scopes, record.context].every(Object.isFrozen)).toBe(true)
  })

  it('lets no caller choose id or digest', () => {
    const chosen = { id: 'aaaaaaaaaaaaaaaa', digest: 'a'.repeat(64) }
    const { record } = createApiKey(chosen as object)
    expect(record.id).not.toBe(chosen.id)
    expect(record.digest).not.toBe(chosen.digest)
  })

  it.each([
    ['a prefix that no key can have', { prefix: 'A-B' }],
    ['a prefix that is no text', { prefix: 7 }],
    ['an empty principal', { principalId: '' }],
    ['scopes as text', { scopes: 'orders:read' }],
    ['an expiry in milliseconds', { expiresAtSeconds: 1_790_000_000_000 }],
    ['nested metadata', { context: { a: {} } }],
    ['a usage plan key of its own', { usageIdentifierKey: 'something-else-entirely' }],
    ['a misspelt option', { expiresAt: 1 }],
  ])('refuses %s', (_case, options) => {
    expect(() => createApiKey(options as never)).toThrow(
      expect.objectContaining({ kind: 'config', code: 'AC1003' }),
    )
  })
})
