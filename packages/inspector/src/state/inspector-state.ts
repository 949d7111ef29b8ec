/** Everything the page knows, and how it changes. @module */
import type { GatewayFacts, RequestList } from '../api.js'
import type { RequestRecord } from '../record.js'

/** What is shown. Records stand newest first. */
export interface InspectorState {
  readonly connection: 'connecting' | 'live' | 'lost'
  /** Why nothing can be shown at all; null while things are well. */
  readonly refusal: string | null
  readonly gateway: GatewayFacts | null
  readonly records: readonly RequestRecord[]
  /** Came while paused. */
  readonly held: readonly RequestRecord[]
  readonly isPaused: boolean
  readonly selectedId: string | null
  readonly filter: string
  /** Rows with a later sequence came while the page was open. */
  readonly newAfter: number
}

/** What happens. */
export type InspectorAction =
  | { readonly kind: 'listed'; readonly list: RequestList }
  | { readonly kind: 'recorded'; readonly record: RequestRecord }
  | { readonly kind: 'gateway'; readonly facts: GatewayFacts }
  | { readonly kind: 'connection'; readonly connection: InspectorState['connection'] }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'paused'; readonly isPaused: boolean }
  | { readonly kind: 'selected'; readonly id: string | null }
  | { readonly kind: 'filtered'; readonly filter: string }

/** Before the first answer. */
export const initialState: InspectorState = {
  connection: 'connecting',
  refusal: null,
  gateway: null,
  records: [],
  held: [],
  isPaused: false,
  selectedId: null,
  filter: '',
  newAfter: Number.MAX_SAFE_INTEGER,
}

const mostRecordsByDefault = 500

/** The state after something happened. It changes nothing in place. */
export function reduce(state: InspectorState, action: InspectorAction): InspectorState {
  switch (action.kind) {
    case 'listed': {
      const { gateway, records } = action.list
      const known = new Set(state.records.map(({ id }) => id))
      const shown = state.isPaused ? records.filter(({ id }) => known.has(id)) : records
      const held = state.isPaused ? records.filter(({ id }) => !known.has(id)) : []
      const latest = Math.max(0, ...records.map(({ sequence }) => sequence))
      return {
        ...state,
        refusal: null,
        gateway,
        newAfter: Math.min(state.newAfter, latest),
        ...keep(state, gateway, shown, held),
      }
    }
    case 'recorded': {
      const isNew = !state.records.some(({ id }) => id === action.record.id)
      return state.isPaused && isNew
        ? { ...state, ...keep(state, state.gateway, state.records, put(state.held, action.record)) }
        : { ...state, ...keep(state, state.gateway, put(state.records, action.record), state.held) }
    }
    case 'gateway':
      return { ...state, gateway: action.facts }
    case 'connection':
      return { ...state, connection: action.connection }
    case 'refused':
      return { ...state, refusal: action.message }
    case 'paused':
      return action.isPaused
        ? { ...state, isPaused: true }
        : {
            ...state,
            isPaused: false,
            ...keep(state, state.gateway, [...state.held, ...state.records], []),
          }
    case 'selected':
      return { ...state, selectedId: action.id }
    case 'filtered':
    default:
      return { ...state, filter: action.filter }
  }
}

function put(records: readonly RequestRecord[], record: RequestRecord): readonly RequestRecord[] {
  return [record, ...records.filter(({ id }) => id !== record.id)]
}

function keep(
  { selectedId }: InspectorState,
  gateway: GatewayFacts | null,
  records: readonly RequestRecord[],
  held: readonly RequestRecord[],
): Pick<InspectorState, 'records' | 'held' | 'selectedId'> {
  const most = gateway?.mostRecords ?? mostRecordsByDefault
  const newestFirst = records.toSorted((a, b) => b.sequence - a.sequence).slice(0, most)
  const isThere = newestFirst.some(({ id }) => id === selectedId)
  return {
    records: newestFirst,
    held: held.toSorted((a, b) => b.sequence - a.sequence).slice(0, most),
    selectedId: isThere ? selectedId : null,
  }
}
