import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseStrictJson } from '../src/strict-json.js'

const bounds = { maxDepth: 64, maxMembers: 10_000 }
const parse = (text: string): unknown => parseStrictJson(Buffer.from(text), bounds)
/** Objects without `__proto__` and without halves of surrogate pairs, which UTF-8 cannot say. */
const member = fc.string({ unit: 'binary' }).filter((name) => name !== '__proto__')
const { object } = fc.letrec((tie) => ({
  object: fc.dictionary(member, tie('value'), { maxKeys: 6 }),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ unit: 'binary' }),
    fc.double({ noDefaultInfinity: true, noNaN: true }).map((number) => number + 0),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
}))

function parseLoosely(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString())
  } catch {
    return undefined
  }
}

describe('strict JSON', () => {
  it('reads every object as JSON.parse does', () => {
    fc.assert(
      fc.property(object, fc.integer({ min: 0, max: 3 }), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent)
        expect(parse(text)).toEqual(JSON.parse(text))
      }),
    )
  })

  it('refuses every object in which one member is written twice, wherever it stands', () => {
    const escaped = (name: string): string => {
      const units = Array.from({ length: name.length }, (_, at) => name.charCodeAt(at))
      return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`
    }
    fc.assert(
      fc.property(
        object,
        member,
        fc.jsonValue(),
        fc.integer({ min: 0, max: 3 }),
        (rest, name, value, wrap) => {
          const others = JSON.stringify({ ...(rest as object), [name]: value }).slice(1, -1)
          let text = `{${others},${escaped(name)}:1}`
          for (let depth = 0; depth < wrap; depth += 1) text = `{"a":[${text}]}`
          expect(parse(text)).toBeUndefined()
        },
      ),
    )
  })

  it('never throws and never reads what JSON.parse does not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const value = parseStrictJson(bytes, bounds)
        const isAgreed = isDeepStrictEqual(value, parseLoosely(bytes))
        expect(value === undefined || isAgreed).toBe(true)
      }),
    )
  })

  it('counts depth and members', () => {
    const tight = { maxDepth: 3, maxMembers: 2 }
    const within = (text: string): boolean =>
      parseStrictJson(Buffer.from(text), tight) !== undefined
    expect(within('{"a":[[1]]}')).toBe(true)
    expect(within('{"a":[[[1]]]}')).toBe(false)
    expect(within('{"a":1,"b":2}')).toBe(true)
    expect(within('{"a":1,"b":2,"c":3}')).toBe(false)
    expect(within('{"a":"::::[[[[{{{{\\""}')).toBe(true)
  })
})
