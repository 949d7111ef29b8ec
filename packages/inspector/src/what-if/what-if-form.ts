/** What the form of the what-if panel holds, and the replay that it asks for. @module */
import type { InjectedFault, ReplayChanges, ReplayRequest } from '../api.js'
import type { Json, RequestRecord } from '../record.js'

/** Fields as typed. */
export interface WhatIfForm {
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  /** JSON of the claims to set, or nothing. */
  readonly claims: string
  readonly clockOffsetSeconds: string
  readonly faults: readonly InjectedFault[]
  /** `warm`: a copy whose cache holds what it held. `live`: the gateway of `dev` itself. */
  readonly cache: 'empty' | 'warm' | 'live'
}

/** The request as it was: replaying this changes nothing. */
export function toForm({ request }: RequestRecord): WhatIfForm {
  return {
    method: request.method,
    path: toPath(request),
    headers: request.headers.map(({ name, value }) => ({ name, value })),
    claims: '',
    clockOffsetSeconds: '0',
    faults: [],
    cache: 'empty',
  }
}

/** What is wrong in the form, for people; null when it can be sent. */
export function findFormFault(form: WhatIfForm): string | null {
  if (!/^[A-Za-z]+$/.test(form.method)) return 'The method is a word, such as GET.'
  if (!form.path.startsWith('/')) return 'The path begins with a slash.'
  if (form.headers.some(({ name }) => name !== '' && !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name))) {
    return 'A header name holds a character that HTTP does not allow there.'
  }
  const offset = Number(form.clockOffsetSeconds)
  if (!Number.isInteger(offset) || offset < 0 || offset > 31_536_000) {
    return 'The clock moves forward by 0 to 31536000 whole seconds.'
  }
  if (parseClaims(form.claims) === undefined) {
    return 'Claims are one JSON object, such as {"scope": "orders:read"}.'
  }
  return null
}

/**
 * The call for a form without fault: only what differs from the request is sent, so that redacted values stay
 * what they were.
 */
export function toReplayRequest(record: RequestRecord, form: WhatIfForm): ReplayRequest {
  const changes: ReplayChanges = {
    ...(form.method === record.request.method ? {} : { method: form.method }),
    ...(form.path === toPath(record.request) ? {} : { path: form.path }),
    ...toHeaderChanges(record, form),
    ...toClaimChanges(form),
    ...(form.cache === 'live' ? {} : toCopyChanges(form)),
  }
  const from = record.cache.from?.id
  return {
    id: record.id,
    ...(Object.keys(changes).length === 0 ? {} : { changes }),
    on: form.cache === 'live' ? 'live' : 'copy',
    ...(form.cache === 'warm' && { after: [from ?? record.id] }),
  }
}

function toCopyChanges({ clockOffsetSeconds, faults }: WhatIfForm): ReplayChanges {
  const offset = Number(clockOffsetSeconds)
  return {
    ...(offset === 0 ? {} : { clockOffsetSeconds: offset }),
    ...(faults.length === 0 ? {} : { faults }),
  }
}

function toClaimChanges({ claims }: WhatIfForm): ReplayChanges {
  const parsed = parseClaims(claims)
  return parsed === undefined || Object.keys(parsed).length === 0 ? {} : { claims: parsed }
}

/** Several headers of one name are one change: what the call can say is one value for all of them. */
function toHeaderChanges({ request }: RequestRecord, { headers }: WhatIfForm): ReplayChanges {
  const before = groupByName(request.headers)
  const after = groupByName(headers.filter(({ name }) => name !== ''))
  const changed = [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name)?.join('\n') !== after.get(name)?.join('\n'))
    .map((name) => [name, after.get(name)?.join(', ') ?? null] as const)
  return changed.length === 0 ? {} : { headers: Object.fromEntries(changed) }
}

function groupByName(headers: WhatIfForm['headers']): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>()
  for (const { name, value } of headers) {
    const key = name.toLowerCase()
    groups.set(key, [...(groups.get(key) ?? []), value])
  }
  return groups
}

function toPath({ path, query }: RequestRecord['request']): string {
  const pairs = query.map(({ name, value }) =>
    value === '***'
      ? `${encodeURIComponent(name)}=***`
      : `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  )
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`
}

function parseClaims(text: string): Readonly<Record<string, Json>> | undefined {
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Readonly<Record<string, Json>>) : undefined
  } catch {
    return undefined
  }
}
