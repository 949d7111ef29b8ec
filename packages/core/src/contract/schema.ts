/**
 * Small Standard Schemas for the options of first-party plugins. They say what zod's say, in a fiftieth of
 * the bytes, because a schema library in the bundle would double the cold start. Plugin authors may use any
 * Standard Schema instead.
 *
 * @module
 */
import type { StandardSchemaV1 } from '@standard-schema/spec'

export { checkOptions, invalidOption, toOptionPath } from './check-options.js'
export type { OptionPath } from './check-options.js'

type Issue = StandardSchemaV1.Issue
type Path = readonly PropertyKey[]

/** A check that reports what is wrong and returns the value to use. */
export interface Check<T> {
  (value: unknown, path: Path, issues: Issue[]): T
}

type Output<C> = C extends Check<infer T> ? T : never

/** A key that may be left out of {@link object}. */
export interface OptionalCheck<T> {
  readonly optional: Check<T>
}

type Shape = Readonly<Record<string, Check<unknown> | OptionalCheck<unknown>>>
type Optionals<S> = { [K in keyof S]: S[K] extends OptionalCheck<unknown> ? K : never }[keyof S]
type ObjectOutput<S extends Shape> = {
  readonly [K in Exclude<keyof S, Optionals<S>>]: Output<S[K]>
} & { readonly [K in Optionals<S>]?: S[K] extends OptionalCheck<infer T> ? T : never }

/**
 * Makes a Standard Schema of a check.
 *
 * @example
 * ```ts
 * const options = schema<{ readonly header: string }>(object({ header: string() }))
 * ```
 */
export function schema<Input, Result = Input>(
  check: Check<Result>,
): StandardSchemaV1<Input, Result> {
  return {
    '~standard': {
      version: 1,
      vendor: 'authchain',
      validate(value) {
        const issues: Issue[] = []
        const checked = check(value, [], issues)
        return issues.length > 0 ? { issues } : { value: checked }
      },
    },
  }
}

/** Text; `pattern` says what else must hold, `expected` how it is called in the message. */
export function string(pattern?: RegExp, expected = 'a non-empty string'): Check<string> {
  return (value, path, issues) => {
    if (typeof value !== 'string') return wrongType('string', value, path, issues)
    if (value === '' || (pattern !== undefined && !pattern.test(value))) {
      report(issues, path, `Invalid string: expected ${expected}`)
    }
    return value
  }
}

/** A finite number from `min` to `max`, both included. */
export function number(min: number, max: number): Check<number> {
  return (value, path, issues) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      return wrongType('number', value, path, issues)
    }
    if (value < min) report(issues, path, `Too small: expected number to be >=${min}`)
    if (value > max) report(issues, path, `Too big: expected number to be <=${max}`)
    return value
  }
}

/** `true` or `false`. */
export function boolean(): Check<boolean> {
  return (value, path, issues) =>
    typeof value === 'boolean' ? value : wrongType('boolean', value, path, issues)
}

/** One of the values given. */
export function oneOf<const T extends string | null>(...values: readonly T[]): Check<T> {
  return (value, path, issues) => {
    if ((values as readonly unknown[]).includes(value)) return value as T
    const names = values.map((item) => JSON.stringify(item)).join('|')
    return report(issues, path, `Invalid option: expected one of ${names}`)
  }
}

/** An `https:` URL, or an `http:` one on a loopback address; without credentials and fragment. The text is kept as written. */
export function url(): Check<string> {
  return (value, path, issues) => {
    if (typeof value !== 'string') return wrongType('string', value, path, issues)
    const parsed = URL.canParse(value) ? new URL(value) : undefined
    if (parsed === undefined) return report(issues, path, 'Invalid URL')
    if (parsed.protocol !== 'https:' && !isLoopback(parsed)) {
      return report(issues, path, 'Invalid URL: expected https:')
    }
    if (parsed.username !== '' || parsed.password !== '' || value.includes('#')) {
      return report(issues, path, 'Invalid URL: expected no credentials, no fragment')
    }
    return value
  }
}

/** True for `http:` on `localhost`, 127.0.0.0/8 and `[::1]`: where there is no network to read along. */
export function isLoopback(address: URL): boolean {
  const { protocol, hostname } = address
  return (
    protocol === 'http:' &&
    (hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname))
  )
}

/** A list of at least `min` items. */
export function array<T>(item: Check<T>, min = 0): Check<readonly T[]> {
  return (value, path, issues) => {
    if (!Array.isArray(value)) return wrongType('array', value, path, issues)
    if (value.length < min) {
      return report(issues, path, `Too small: expected array to have >=${min} items`)
    }
    return Object.freeze(value.map((entry, index) => item(entry, [...path, index], issues)))
  }
}

/** An object with any keys and values of one kind. */
export function record<T>(item: Check<T>): Check<Readonly<Record<string, T>>> {
  return (value, path, issues) => {
    if (!isPlainObject(value)) return wrongType('object', value, path, issues)
    const entries = Object.entries(value).map(([key, entry]) => [
      key,
      item(entry, [...path, key], issues),
    ])
    return Object.freeze(Object.fromEntries(entries)) as Readonly<Record<string, T>>
  }
}

/** Marks a key of {@link object} that may be left out or undefined. */
export function optional<T>(check: Check<T>): OptionalCheck<T> {
  return { optional: check }
}

/** An object with exactly these keys; any other is reported, because a misspelt check would be no check. */
export function object<const S extends Shape>(shape: S): Check<ObjectOutput<S>> {
  return (value, path, issues) => {
    if (!isPlainObject(value)) return wrongType('object', value, path, issues)
    for (const key of Object.keys(value)) {
      if (!Object.hasOwn(shape, key)) {
        report(issues, [...path, key], `Unrecognized key: ${JSON.stringify(key)}`)
      }
    }
    const result: Record<string, unknown> = {}
    for (const [key, entry] of Object.entries(shape)) {
      const member: unknown = Object.hasOwn(value, key) ? value[key] : undefined
      if (typeof entry === 'function') result[key] = entry(member, [...path, key], issues)
      else if (member !== undefined) result[key] = entry.optional(member, [...path, key], issues)
    }
    return Object.freeze(result) as ObjectOutput<S>
  }
}

/** Takes the check that `choose` names for the value; for options that have several forms. */
export function either<T>(choose: (value: unknown) => Check<T>): Check<T> {
  return (value, path, issues) => choose(value)(value, path, issues)
}

/** Any value that `is` accepts; `expected` is how it is called in the message. */
export function custom<T>(is: (value: unknown) => boolean, expected: string): Check<T> {
  return (value, path, issues) =>
    is(value) ? (value as T) : wrongType(expected, value, path, issues)
}

/** A check of the whole after its parts: `problem` returns what is wrong, or undefined. */
export function refine<T>(
  check: Check<T>,
  problem: (value: T) => { readonly path?: Path; readonly message: string } | undefined,
): Check<T> {
  return (value, path, issues) => {
    const before = issues.length
    const checked = check(value, path, issues)
    if (issues.length > before) return checked
    const found = problem(checked)
    if (found !== undefined) report(issues, [...path, ...(found.path ?? [])], found.message)
    return checked
  }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function wrongType(expected: string, value: unknown, path: Path, issues: Issue[]): never {
  return report(issues, path, `Invalid input: expected ${expected}, received ${typeName(value)}`)
}

/** The value is never used once an issue stands, so its type does not matter. */
function report(issues: Issue[], path: Path, message: string): never {
  issues.push({ message, path })
  return undefined as never
}

function typeName(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value
}
