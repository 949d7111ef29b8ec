/** A recorded request with the page's changes. @module */
import type { GatewayRequest, HeaderPair } from '@authchain/gateway'
import type { ReplayChanges } from '@authchain/inspector/api'
import { mask } from '../explain/redactor.js'

/** Makes the request that is sent. A value `***` stands for what was sent before, which the page never saw. */
export function changeRequest(
  request: GatewayRequest,
  { method, path, headers = {} }: ReplayChanges,
): GatewayRequest {
  return {
    ...request,
    method: method ?? request.method,
    target: path === undefined ? request.target : restoreQuery(path, request.target),
    headers: Object.entries(headers).reduce(changeHeader, request.headers),
  }
}

function changeHeader(
  headers: readonly HeaderPair[],
  [name, value]: readonly [string, string | null],
): readonly HeaderPair[] {
  const lower = name.toLowerCase()
  const isKnown = headers.some(([each]) => each.toLowerCase() === lower)
  if (value === mask && isKnown) return headers
  const others = headers.filter(([each]) => each.toLowerCase() !== lower)
  return value === null ? others : [...others, [name, value]]
}

function restoreQuery(path: string, sent: string): string {
  const at = path.indexOf('?')
  if (at === -1) return path
  const before = new Map<string, string[]>()
  for (const [name, value] of toPairs(sent)) {
    before.set(name, [...(before.get(name) ?? []), value])
  }
  const pairs = toPairs(path).map(([name, value]) => {
    const isMasked = decodeURIComponentSafely(value) === mask
    const restored = isMasked ? before.get(name)?.shift() : undefined
    return value === '' && restored === undefined ? name : `${name}=${restored ?? value}`
  })
  return `${path.slice(0, at)}?${pairs.join('&')}`
}

/** Raw names and values, in order. */
function toPairs(target: string): readonly (readonly [string, string])[] {
  const at = target.indexOf('?')
  if (at === -1) return []
  return target
    .slice(at + 1)
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=')
      return equals === -1 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
    })
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
