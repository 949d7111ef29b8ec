/** Words of the filter field → which requests are shown. @module */
import type { ChainStep, RequestRecord } from '../record.js'

/**
 * Keeps the records that satisfy every word. A word is looked for in method, path, status, effect, code,
 * principal, reason and plugins; `status:`, `cache:`, `plugin:` … look in one of them; a leading `-` turns it
 * round.
 *
 * @example
 * ```ts
 * filterRecords(records, 'delete status:4 -cache:hit')
 * ```
 */
export function filterRecords(
  records: readonly RequestRecord[],
  filter: string,
): readonly RequestRecord[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return records
  return records.filter((record) => {
    const fields = toFields(record)
    return words.every((word) =>
      word.startsWith('-') && word.length > 1
        ? !matches(fields, word.slice(1))
        : matches(fields, word),
    )
  })
}

type Fields = Readonly<Record<string, readonly string[]>>

function matches(fields: Fields, word: string): boolean {
  const colon = word.indexOf(':')
  const name = word.slice(0, Math.max(colon, 0))
  if (Object.hasOwn(fields, name)) {
    const wanted = word.slice(colon + 1)
    return fields[name]?.some((value) => value.startsWith(wanted)) ?? false
  }
  return Object.values(fields).some((values) => values.some((value) => value.includes(word)))
}

function toFields(record: RequestRecord): Fields {
  const { request, answer, effect, cache, code, principalId, reason, origin, chain } = record
  const lower = (...values: readonly (string | null)[]): readonly string[] =>
    values.filter((value) => value !== null).map((value) => value.toLowerCase())
  return {
    method: lower(request.method),
    path: lower(request.path),
    status: [String(answer.status)],
    effect: lower(effect),
    cache: lower(cache.use),
    code: lower(code),
    principal: lower(principalId),
    reason: lower(reason),
    origin: lower(origin),
    plugin: chain.flatMap(toNames),
  }
}

function toNames({ plugin, members }: ChainStep): readonly string[] {
  return [plugin.toLowerCase(), ...members.flatMap(toNames)]
}
