/** Requests made from a table: near its routes, at their edges, and past them. @module */
import * as fc from 'fast-check'
import { methods, toPatterns } from '../oracle/pattern.js'
import type { Table } from './table.js'

/** What API Gateway sees: the method as sent and the raw path. */
export interface Request {
  readonly method: string
  readonly path: string
}

/** How to make a request of any table, so that a shrunk table keeps its request. */
export interface Recipe {
  readonly row: number
  readonly method: string | undefined
  readonly fills: readonly string[]
  readonly edge: Edge
}

/** What an edge is made of. */
interface Parts {
  /** With a leading slash. */
  readonly path: string
  /** The path, or nothing for the root. */
  readonly below: string
  readonly segments: readonly string[]
  readonly method: string
  readonly next: () => string
}

const edges = {
  'as listed': ({ path }: Parts) => path,
  'with a slash': ({ below }: Parts) => `${below}/`,
  'with two slashes': ({ below }: Parts) => `${below}//`,
  'one deeper': ({ below, next }: Parts) => `${below}/${next()}`,
  'two deeper': ({ below, next }: Parts) => `${below}/${next()}/${next()}`,
  'one shorter': ({ segments }: Parts) => `/${segments.slice(0, -1).join('/')}`,
  'leading double slash': ({ path }: Parts) => `/${path}`,
  'inner double slash': ({ below, next }: Parts) => `${below}//${next()}`,
  'behind a segment': ({ path, next }: Parts) => `/${next()}${path}`,
  'behind another method': ({ path, method, next }: Parts) =>
    `/${next()}/${method === 'GET' ? 'POST' : 'GET'}${path}`,
  'behind another stage': ({ path, method }: Parts) => `/x/prod/${method}${path}`,
  'behind another API': ({ path, method }: Parts) =>
    `/:eu-west-1:123456789012:abcdef1234/prod/${method}${path}`,
  'percent-encoded': ({ path }: Parts) =>
    path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  'as long as can be': ({ segments, next }: Parts) => padded(segments, next()),
  'the root': () => '/',
  anything: ({ next }: Parts) => `/${[next(), next(), next()].join('/')}`,
}

type Edge = keyof typeof edges
const edgeNames = Object.keys(edges) as readonly Edge[]

const hostile: readonly string[] = [
  'f7',
  'zz',
  '7',
  'GET',
  '*',
  '?',
  '${*}',
  '?*',
  '$',
  'a:b',
  'é',
  '日本',
  '%2F',
  '%61',
  '%C3%A9',
  '..',
  '.',
  'A',
  ' ',
  '{x}',
  '{p+}',
]

/** A request in words of the table: texts that its literals may equal come from the same pool. */
export function recipes(literals: readonly string[]): fc.Arbitrary<Recipe> {
  const fill = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...literals) },
    { weight: 2, arbitrary: fc.constantFrom('f7', 'zz') },
    { weight: 1, arbitrary: fc.constantFrom(...hostile) },
  )
  return fc.record({
    row: fc.nat(60),
    method: fc.oneof(
      { weight: 5, arbitrary: fc.constant(undefined) },
      { weight: 2, arbitrary: fc.constantFrom(...methods) },
      { weight: 1, arbitrary: fc.constantFrom('TRACE', 'get', 'ANY', 'PROPFIND') },
    ),
    fills: fc.array(fill, { minLength: 5, maxLength: 5 }),
    edge: fc.oneof(
      { weight: 10, arbitrary: fc.constant<Edge>('as listed') },
      { weight: 4, arbitrary: fc.constantFrom<Edge>('with a slash', 'one deeper', 'anything') },
      { weight: 8, arbitrary: fc.constantFrom(...edgeNames) },
    ),
  })
}

/** Cooks. A row past the end of the table means one of its rows all the same. */
export function toRequest({ rows }: Pick<Table, 'rows'>, recipe: Recipe): Request {
  const [text = 'GET /'] = rows[recipe.row % Math.max(1, rows.length)] ?? []
  const patterns = toPatterns(text, 0)
  const pattern = patterns[recipe.fills[0] === 'f7' ? 0 : patterns.length - 1] ?? patterns[0]
  const fills = [...recipe.fills]
  const next = (): string => fills.shift() ?? 'x'
  const segments = (pattern?.segments ?? []).flatMap((segment) => {
    if (segment === 'parameter') return [next()]
    return segment === 'greedy' ? [next(), next()].slice(0, 1 + (fills.length % 2)) : [segment.text]
  })
  const own = pattern?.method === 'ANY' ? methods[recipe.row % methods.length] : pattern?.method
  const method = recipe.method ?? own ?? 'GET'
  const path = `/${segments.join('/')}`
  const below = path === '/' ? '' : path
  return { method, path: edges[recipe.edge]({ path, below, segments, method, next }) }
}

/** API Gateway answers 414 to an ARN of more than 1600 bytes. The longest segment is made to fit exactly. */
function padded(segments: readonly string[], fill: string): string {
  const path = `/${[...segments.slice(0, -1), fill].join('/')}`
  const room = 1600 - longestPrefix - Buffer.byteLength(path)
  return `${path}${'x'.repeat(Math.max(0, room))}`
}

/** `arn:aws:execute-api:eu-west-1:123456789012:abcdef1234/prod/PROPFIND`, and some more. */
const longestPrefix = 72

/** Without empty segments, as clients and links write it; one slash at the end is fine. */
export function isCanonical({ path }: Request): boolean {
  return !path.includes('//')
}

/** A path that nobody reads in another way, so that it may decide. */
export function isPlain({ path }: Request): boolean {
  return /^[\w./~-]*$/.test(path) && !path.includes('//') && !/\/\.{1,2}(?=\/|$)/.test(path)
}

/** The path as a server sees it that takes runs of slashes for one. */
export function withoutDoubleSlashes({ method, path }: Request): Request {
  return { method, path: path.replaceAll(/\/{2,}/g, '/') }
}
