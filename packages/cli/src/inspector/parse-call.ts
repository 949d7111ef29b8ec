/** Bodies of the page's calls, checked. @module */
import type { InjectedFault, ReplayChanges, ReplayRequest } from '@authchain/inspector/api'
import type { Json } from '@authchain/inspector/record'
import type { IncomingMessage } from 'node:http'
import { CallRefused } from './call-refused.js'

type Fields = Readonly<Record<string, unknown>>

const longestBody = 262_144
const mostAfter = 20
const longestSeconds = 31_536_000
const faultKinds: ReadonlySet<unknown> = new Set(['throws', 'hangs', 'network', 'secrets'])

/** @throws {@link CallRefused} 413 or 400. */
export async function readJson(incoming: IncomingMessage): Promise<Fields> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of incoming as AsyncIterable<Uint8Array>) {
    length += chunk.length
    if (length > longestBody) throw new CallRefused(413, 'too_large', 'The body is too long')
    chunks.push(chunk)
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    if (isFields(value)) return value
  } catch {
    // Said below: the parser's own message quotes the body.
  }
  throw new CallRefused(400, 'body', 'Send a JSON object')
}

/** @throws {@link CallRefused} 400 naming what is wrong. */
export function parseReplay(body: Fields): ReplayRequest {
  only(body, ['id', 'changes', 'on', 'after'])
  const { id, changes = {}, on = 'copy', after = [] } = body
  check(typeof id === 'string', 'id')
  check(on === 'copy' || on === 'live', 'on')
  check(Array.isArray(after) && after.length <= mostAfter && after.every(isText), 'after')
  check(isFields(changes), 'changes')
  return { id, on, after, changes: parseChanges(changes) }
}

/** @throws {@link CallRefused} 400. */
export function parseSeconds(value: unknown, name: string): number {
  check(Number.isFinite(value) && Number(value) >= 0 && Number(value) <= longestSeconds, name)
  return Number(value)
}

function parseChanges(changes: Fields): ReplayChanges {
  only(changes, ['method', 'path', 'headers', 'claims', 'clockOffsetSeconds', 'faults'])
  const { method, path, headers, claims, clockOffsetSeconds, faults } = changes
  if (method !== undefined) check(isText(method) && /^[A-Za-z]{1,20}$/.test(method), 'method')
  if (path !== undefined) check(isText(path) && /^\/[\x21-\x7e]{0,8000}$/.test(path), 'path')
  if (headers !== undefined) check(isFields(headers) && areHeaders(headers), 'headers')
  if (claims !== undefined) check(isFields(claims), 'claims')
  if (faults !== undefined) check(Array.isArray(faults) && faults.every(isFault), 'faults')
  return {
    ...(method === undefined ? {} : { method: method.toUpperCase() }),
    ...(path === undefined ? {} : { path }),
    ...(headers === undefined ? {} : { headers: headers as Record<string, string | null> }),
    ...(claims === undefined ? {} : { claims: claims as Record<string, Json> }),
    ...(clockOffsetSeconds === undefined
      ? {}
      : { clockOffsetSeconds: parseSeconds(clockOffsetSeconds, 'clockOffsetSeconds') }),
    ...(faults === undefined ? {} : { faults: faults as readonly InjectedFault[] }),
  }
}

function areHeaders(headers: Fields): boolean {
  return Object.entries(headers).every(
    ([name, value]) =>
      /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}$/.test(name) &&
      (value === null || (isText(value) && !/[\r\n\0]/.test(value))),
  )
}

function isFault(value: unknown): boolean {
  if (!isFields(value) || !faultKinds.has(value['kind'])) return false
  const needsPlugin = value['kind'] === 'throws' || value['kind'] === 'hangs'
  return needsPlugin ? isText(value['plugin']) : value['plugin'] === undefined
}

/** A misspelt change would be a replay of something else. */
function only(fields: Fields, known: readonly string[]): void {
  const unknown = Object.keys(fields).find((name) => !known.includes(name))
  check(unknown === undefined, known.join(', '))
}

function check(isRight: boolean, name: string): asserts isRight {
  if (!isRight) throw new CallRefused(400, 'body', `Not as expected: ${name}`)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
