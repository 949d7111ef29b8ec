import { describe, expect, it } from 'vitest'
import { growIdentity } from '../../src/story/grow-identity.js'
import { createStep } from '../fixtures/create-record.js'
import { filling } from '../fixtures/cached-policy.js'
import { expired } from '../fixtures/records.js'

const linesOf = (stage: ReturnType<typeof growIdentity>[number] | undefined): readonly string[] =>
  (stage?.lines ?? []).map(({ name, value, isNew }) => `${isNew ? '+' : ' '}${name}=${value}`)

describe('growIdentity', () => {
  it('keeps what was known and marks what a plugin added', () => {
    const [, last] = growIdentity(filling.chain)
    expect(linesOf(last)).toEqual([
      ' principal=ada',
      ' scopes=orders:read',
      ' claims.sub=null',
      ' claims.tenant_id=null',
      ' expires=2026-11-22T15:00:00.000Z',
      '+context.tenant=acme',
    ])
  })

  it('leaves out plugins that were not asked', () => {
    expect(growIdentity(expired.chain).map(({ plugin }) => plugin)).toEqual(['anyOf(apiKey, jwt)'])
  })

  it('reads scopes as one line and adds those of a later plugin to it', () => {
    const scopes = (...names: readonly string[]) =>
      createStep({
        plugin: 'p',
        added: names.map((value) => ({ part: 'scopes', name: '', value })),
      })
    const stages = growIdentity([scopes('a', 'b'), scopes('b', 'c')])
    expect(stages.map(linesOf)).toEqual([['+scopes=a b'], ['+scopes=a b c']])
  })

  it('shows the later value of a context key and not both', () => {
    const key = (value: string) =>
      createStep({ plugin: 'p', added: [{ part: 'context', name: 'k', value }] })
    expect(linesOf(growIdentity([key('1'), key('2')])[1])).toEqual(['+context.k=2'])
  })
})
