/** Reading events that may hold anything. @module */
import type { ValueLists } from '../contract/request.js'
import { failure } from '../errors.js'

/** Any JSON object. */
export type EventRecord = Readonly<Record<string, unknown>>

/** @throws failure `event.not_an_object` */
export function toEventRecord(event: unknown): EventRecord {
  if (isRecord(event)) return event
  throw failure('event.not_an_object')
}

/** An object's own member; undefined when absent or null, which API Gateway uses alike. */
export function findMember(record: EventRecord, key: string): unknown {
  return Object.hasOwn(record, key) ? (record[key] ?? undefined) : undefined
}

/** @throws failure `event.unexpected_shape` when it is there and no object. */
export function findRecord(record: EventRecord, key: string): EventRecord | undefined {
  const value = findMember(record, key)
  if (value === undefined || isRecord(value)) return value
  throw unexpected()
}

/** @throws failure `event.unexpected_shape` when it is there and no text. */
export function findText(record: EventRecord | undefined, key: string): string | undefined {
  const value = record === undefined ? undefined : findMember(record, key)
  if (value === undefined || typeof value === 'string') return value
  throw unexpected()
}

/**
 * Joins a map of single values with its map of lists (`headers` and `multiValueHeaders`), so that nothing
 * either of them says is lost. Equal values count once.
 *
 * @throws failure `event.unexpected_shape`
 */
export function toValueLists(
  event: EventRecord,
  singleKey: string,
  listsKey: string | undefined,
  toKey: (name: string) => string = (name) => name,
): ValueLists {
  const lists = new Map<string, string[]>()
  const add = (name: string, value: unknown): void => {
    if (value === undefined || value === null) return
    if (typeof value !== 'string') throw unexpected()
    const list = lists.get(toKey(name)) ?? []
    if (!list.includes(value)) list.push(value)
    lists.set(toKey(name), list)
  }
  for (const [name, values] of Object.entries(
    listsKey === undefined ? {} : (findRecord(event, listsKey) ?? {}),
  )) {
    if (values === undefined || values === null) continue
    if (!Array.isArray(values)) throw unexpected()
    for (const value of values) add(name, value)
  }
  for (const [name, value] of Object.entries(findRecord(event, singleKey) ?? {})) add(name, value)
  return lists
}

function unexpected(): Error {
  return failure('event.unexpected_shape')
}

function isRecord(value: unknown): value is EventRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
