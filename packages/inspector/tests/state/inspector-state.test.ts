import { describe, expect, it } from 'vitest'
import { initialState, reduce } from '../../src/state/inspector-state.js'
import type { InspectorAction, InspectorState } from '../../src/state/inspector-state.js'
import { createRecord, gateway } from '../fixtures/create-record.js'
import { records } from '../fixtures/records.js'

const after = (...actions: readonly InspectorAction[]): InspectorState =>
  actions.reduce(reduce, initialState)
const listed: InspectorAction = { kind: 'listed', list: { gateway, records } }
const recorded = (sequence: number): InspectorAction => ({
  kind: 'recorded',
  record: createRecord({ sequence }),
})
const sequences = ({ records: shown }: InspectorState): readonly number[] =>
  shown.map(({ sequence }) => sequence)

describe('reduce', () => {
  it('shows the newest first, in whatever order they come', () => {
    expect(sequences(after(recorded(2), recorded(3), recorded(1)))).toEqual([3, 2, 1])
  })

  it('replaces a record that is told again', () => {
    const state = after(recorded(1), {
      kind: 'recorded',
      record: createRecord({ sequence: 1, reason: 'more is known' }),
    })
    expect(state.records.map(({ reason }) => reason)).toEqual(['more is known'])
  })

  it('keeps no more than the server does', () => {
    const few = { ...gateway, mostRecords: 2 }
    const state = after({ kind: 'gateway', facts: few }, recorded(1), recorded(2), recorded(3))
    expect(sequences(state)).toEqual([3, 2])
  })

  it('holds new requests back while paused and shows them afterwards', () => {
    const paused = after(listed, { kind: 'paused', isPaused: true }, recorded(8), recorded(9))
    expect(sequences(paused)).not.toContain(8)
    expect(paused.held).toHaveLength(2)
    const resumed = reduce(paused, { kind: 'paused', isPaused: false })
    expect(sequences(resumed).slice(0, 2)).toEqual([9, 8])
    expect(resumed.held).toEqual([])
  })

  it('holds back what a new connection brings while paused', () => {
    const state = after(recorded(1), { kind: 'paused', isPaused: true }, listed)
    expect(sequences(state)).toEqual([1])
    expect(state.held).toHaveLength(records.length - 1)
  })

  it('lets go of a chosen request that is gone', () => {
    const chosen = after(recorded(99), { kind: 'selected', id: 'request-99' })
    expect(chosen.selectedId).toBe('request-99')
    expect(reduce(chosen, listed).selectedId).toBeNull()
  })

  it('forgets a refusal once the server answers', () => {
    expect(after({ kind: 'refused', message: 'no' }, listed).refusal).toBeNull()
  })
})
