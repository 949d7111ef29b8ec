/** The last records, and the requests behind them for replays. @module */
import type { GatewayRequest } from '@authchain/gateway'
import type { RequestRecord } from '@authchain/inspector/record'
import type { LateRecord } from '../explain/recorder.js'

/** A request as it came. It holds credentials and never leaves the store but for a replay. */
interface KeptRequest {
  readonly request: GatewayRequest
  /** False when its body was too long to be kept. */
  readonly isWhole: boolean
}

/** Newest records within bounds. They are written when they are read, and never kept in writing. */
export interface RecordStore {
  readonly mostRecords: number
  /** Adds a record, or takes the place of the one with its id. */
  put(late: LateRecord, request?: GatewayRequest): void
  find(id: string): RequestRecord | undefined
  findRequest(id: string): KeptRequest | undefined
  /** Changes how a record reads from now on; does nothing when it is gone. */
  amend(id: string, change: (record: RequestRecord) => RequestRecord): void
  /** Oldest first. */
  list(): readonly RequestRecord[]
}

interface Entry {
  readonly late: LateRecord
  readonly kept: KeptRequest | undefined
  readonly bytes: number
}

const longestKeptBody = 65_536

/** Makes an empty store. @param mostBytes - Of what records are made of and of requests, together, about. */
export function createRecordStore(mostRecords = 500, mostBytes = 8_388_608): RecordStore {
  const entries = new Map<string, Entry>()
  let bytes = 0
  const drop = (id: string): void => {
    bytes -= entries.get(id)?.bytes ?? 0
    entries.delete(id)
  }
  return {
    mostRecords,
    put(late, request) {
      const { id } = late
      const kept = request === undefined ? entries.get(id)?.kept : toKept(request)
      const size = late.heldBytes + (kept?.request.body.length ?? 0)
      bytes += size - (entries.get(id)?.bytes ?? 0)
      // A known key keeps its place.
      entries.set(id, { late, kept, bytes: size })
      for (const oldest of entries.keys()) {
        if (entries.size <= 1 || (entries.size <= mostRecords && bytes <= mostBytes)) break
        drop(oldest)
      }
    },
    find: (id) => {
      const entry = entries.get(id)
      return entry && read(entry)
    },
    findRequest: (id) => entries.get(id)?.kept,
    amend(id, change) {
      const entry = entries.get(id)
      if (entry === undefined) return
      const late = { ...entry.late, read: () => change(entry.late.read()) }
      entries.set(id, { ...entry, late })
    },
    list: () => [...entries.values()].map(read).filter((record) => record !== undefined),
  }
}

/** One that cannot be written must not take the others along. */
function read({ late }: Entry): RequestRecord | undefined {
  try {
    return late.read()
  } catch {
    return undefined
  }
}

function toKept(request: GatewayRequest): KeptRequest {
  const isWhole = request.body.length <= longestKeptBody
  return { request: isWhole ? request : { ...request, body: new Uint8Array() }, isWhole }
}
