import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { env, literal, ssm } from '../../src/index.js'
import { findBinding } from '../../src/secrets/secret-ref.js'

const value = 'correct-horse-battery-staple'

describe('a reference to a secret', () => {
  it.each([
    ['an environment variable', env('JWT_SECRET'), 'env:JWT_SECRET'],
    ['a parameter', ssm('/orders/jwt', { field: 'key' }), 'ssm:/orders/jwt'],
    ['a literal', literal(value), 'literal:(hidden)'],
  ])('prints store and name of %s and nothing else', (_case, ref, printed) => {
    expect(String(ref as unknown)).toBe(printed)
    expect(JSON.stringify({ secret: ref })).toBe(JSON.stringify({ secret: printed }))
    expect(inspect(ref)).toBe(printed)
    expect(inspect([ref], { showHidden: true, depth: 9 })).not.toContain(value)
  })

  it('holds no value that can be found by looking at its properties', () => {
    const ref = literal(value)
    const all = Reflect.ownKeys(ref).map((key) => Reflect.get(ref, key) as unknown)
    expect(JSON.stringify(all)).not.toContain(value)
  })

  it('is frozen', () => {
    const ref = ssm('/orders/jwt')
    expect(Object.isFrozen(ref)).toBe(true)
    expect(Object.isFrozen(findBinding(ref))).toBe(true)
    expect('field' in ref).toBe(false)
  })

  it.each([
    ['an empty name', ''],
    ['a space', '/orders/my key'],
    ['a slash at the end', '/orders/'],
    ['an ARN', 'arn:aws:ssm:eu-west-1:123456789012:parameter/orders'],
    ['a version', '/orders/jwt:3'],
    ['a wildcard', '/orders/*'],
    ['a name longer than AWS takes', `/${'a'.repeat(1100)}`],
    ['no text', 7 as never],
  ])('to a parameter with %s is refused', (_case, name) => {
    expect(() => ssm(name)).toThrow(expect.objectContaining({ code: 'AC1001' }))
  })

  it.each([
    ['parameter with an empty field', () => ssm('/a', { field: '' })],
    ['variable whose name begins with a digit', () => env('1A')],
    ['variable whose name holds a line break', () => env('A\nB')],
    ['literal that is empty', () => literal('')],
    ['literal that is no text', () => literal(7 as never)],
  ])('to a %s is refused', (_case, make) => {
    expect(make).toThrow(expect.objectContaining({ kind: 'config', code: 'AC1001' }))
  })

  it.each(['orders', '/orders/jwt', 'a.b-c_d/e'])('to the parameter %s is taken', (name) => {
    expect(ssm(name)).toMatchObject({ kind: 'secret-ref', store: 'ssm', name })
  })
})
