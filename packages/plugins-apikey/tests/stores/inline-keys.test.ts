import { describe, expect, it } from 'vitest'
import { createApiKey, inlineKeys } from '../../src/index.js'
import type { ApiKeyRecord } from '../../src/index.js'

const signal = new AbortController().signal
const { key, record } = createApiKey({ scopes: ['orders:read'] })

describe('inlineKeys', () => {
  it('finds a record by its id and nothing by another', async () => {
    const store = inlineKeys([createApiKey().record, record])
    expect(await store.find(record.id, signal)).toEqual(record)
    expect(await store.find('aaaaaaaaaaaaaaaa', signal)).toBeUndefined()
    expect(await store.find('__proto__', signal)).toBeUndefined()
  })

  it('does not change when the list does', async () => {
    const mine = { ...record, scopes: ['orders:read'], principalId: 'one' }
    const list: ApiKeyRecord[] = [mine]
    const store = inlineKeys(list)
    mine.principalId = 'two'
    mine.scopes.push('admin')
    list.pop()
    expect(await store.find(record.id, signal)).toMatchObject({
      principalId: 'one',
      scopes: ['orders:read'],
    })
  })

  it.each<[string, unknown, string]>([
    ['a key in place of its digest', { ...record, digest: key }, '[1].digest'],
    ['a digest in upper case', { ...record, digest: record.digest.toUpperCase() }, '[1].digest'],
    ['a digest that was cut', { ...record, digest: record.digest.slice(1) }, '[1].digest'],
    ['a key beside its digest', { ...record, key }, '[1].key'],
    ['the key as usage plan key', { ...record, usageIdentifierKey: key }, '[1].usageIdentifierKey'],
    ['no principal', { id: record.id, digest: record.digest }, '[1].principalId'],
    ['an id of another form', { ...record, id: '../secrets' }, '[1].id'],
    ['a scope that is empty', { ...record, scopes: ['a', ''] }, '[1].scopes.1'],
    ['a record that is text', key, '[1]'],
  ])('refuses %s, says where, and does not quote it', (_case, wrong, path) => {
    const act = (): unknown => inlineKeys([createApiKey().record, wrong as ApiKeyRecord])
    expect(act).toThrow(
      expect.objectContaining({ code: 'AC1003', details: { path: `inlineKeys${path}` } }),
    )
    expect(act).not.toThrow(key)
  })

  it('refuses two records with one id', () => {
    expect(() => inlineKeys([record, { ...createApiKey().record, id: record.id }])).toThrow(
      expect.objectContaining({ code: 'AC1003', details: { path: 'inlineKeys[1].id' } }),
    )
  })

  it.each([
    ['no list', undefined],
    ['an object', { [record.id]: record }],
  ])('refuses %s', (_case, records) => {
    expect(() => inlineKeys(records as never)).toThrow(expect.objectContaining({ code: 'AC1003' }))
  })
})
