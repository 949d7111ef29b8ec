/** What a route pattern matches, by definition and one pattern at a time. @module */

/** One segment: text, `{x}` or `{x+}`. */
export type Segment = { readonly text: string } | 'parameter' | 'greedy'

/** A pattern of a table, without its `/*`. */
export interface Pattern {
  /** Which row of the table it comes from. */
  readonly row: number
  readonly method: string
  readonly segments: readonly Segment[]
}

/** The methods that ANY stands for. */
export const methods: readonly string[] = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
]

/** A row's patterns: `/a/*` is `/a` and `/a/{x+}`. */
export function toPatterns(text: string, row: number): readonly Pattern[] {
  const [method = '', path = ''] = text.split(' ')
  const texts = path.split('/').slice(1)
  if (texts.at(-1) === '*') {
    const above = texts.slice(0, -1).map(toSegment)
    return [
      { row, method, segments: above },
      { row, method, segments: [...above, 'greedy'] },
    ]
  }
  return [{ row, method, segments: path === '/' ? [] : texts.map(toSegment) }]
}

function toSegment(text: string): Segment {
  if (!text.startsWith('{')) return { text }
  return text.endsWith('+}') ? 'greedy' : 'parameter'
}

/** A path's segments, as each kind of API cuts it. A REST API ignores one trailing slash. */
export function toSegments(api: 'rest' | 'http', path: string): readonly string[] {
  if (path === '/') return []
  const kept = api === 'rest' && path.endsWith('/') ? path.slice(0, -1) : path
  return kept.split('/').slice(1)
}

/** Whether a pattern's path matches; the method is another question. */
export function matchesPath(pattern: readonly Segment[], path: readonly string[]): boolean {
  const [first, ...rest] = pattern
  if (first === undefined) return path.length === 0
  if (first === 'greedy') return path.length > 0 && path.join('/') !== ''
  const [segment, ...others] = path
  if (segment === undefined) return false
  const fits = first === 'parameter' ? segment !== '' : segment === first.text
  return fits && matchesPath(rest, others)
}

/** Whether a pattern serves a method at all. */
export function servesMethod(pattern: Pattern, method: string): boolean {
  return methods.includes(method) && (pattern.method === method || pattern.method === 'ANY')
}
