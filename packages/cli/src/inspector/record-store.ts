/** The last records, and the requests behind them for replays. @module */
import type { GatewayRequest } from '@authchain/gateway'
import type { RequestRecord } from '@authchain/inspector/record'

/** A request as it came. It holds credentials and never leaves the store but for a replay. */
interface KeptRequest {
  readonly request: GatewayRequest
  /** False when its body was too long to be kept. */
  readonly isWhole: boolean
}

/** Newest records within bounds. */
export interface RecordStore {
  readonly mostRecords: number
  /** Adds a record, or takes the place of the one with its id. */
  put(record: RequestRecord, request?: GatewayRequest): void
  find(id: string): RequestRecord | undefined
  findRequest(id: string): KeptRequest | undefined
  /** Oldest first. */
  list(): readonly RequestRecord[]
}

interface Entry {
  readonly record: RequestRecord
  readonly kept: KeptRequest | undefined
  readonly bytes: number
}

const longestKeptBody = 65_536

/** Makes an empty store. @param mostBytes - Of records as JSON and of requests, together. */
export function createRecordStore(mostRecords = 500, mostBytes = 16_777_216): RecordStore {
  const entries = new Map<string, Entry>()
  let bytes = 0
  const drop = (id: string): void => {
    bytes -= entries.get(id)?.bytes ?? 0
    entries.delete(id)
  }
  return {
    mostRecords,
    put(record, request) {
      const kept = request === undefined ? entries.get(record.id)?.kept : toKept(request)
      const size = JSON.stringify(record).length + sizeOf(kept)
      bytes += size - (entries.get(record.id)?.bytes ?? 0)
      // A known key keeps its place.
      entries.set(record.id, { record, kept, bytes: size })
      for (const id of entries.keys()) {
        if (entries.size <= 1 || (entries.size <= mostRecords && bytes <= mostBytes)) break
        drop(id)
      }
    },
    find: (id) => entries.get(id)?.record,
    findRequest: (id) => entries.get(id)?.kept,
    list: () => [...entries.values()].map(({ record }) => record),
  }
}

function toKept(request: GatewayRequest): KeptRequest {
  const isWhole = request.body.length <= longestKeptBody
  return { request: isWhole ? request : { ...request, body: new Uint8Array() }, isWhole }
}

function sizeOf(kept: KeptRequest | undefined): number {
  if (kept === undefined) return 0
  const { target, headers, body } = kept.request
  return target.length + body.length + headers.flat().reduce((sum, text) => sum + text.length, 0)
}
