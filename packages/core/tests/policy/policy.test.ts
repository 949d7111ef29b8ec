import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generatePolicy } from '../../src/index.js'
import { parseMethodArn, toStagePrefix } from '../../src/policy/resource-arn.js'
import { testArn } from '../../src/testing/index.js'

const prefix = 'arn:aws:execute-api:us-east-1:123456789012:abcdef123/test'

describe('parseMethodArn', () => {
  it.each([
    ['a path', `${prefix}/GET/orders/42`, 'GET', '/orders/42'],
    ['the root', `${prefix}/GET/`, 'GET', '/'],
    ['a trailing slash', `${prefix}/POST/dashboard/`, 'POST', '/dashboard/'],
    ['colons in the path', `${prefix}/GET/a:b:c/d`, 'GET', '/a:b:c/d'],
    ['wildcards that the caller sent', `${prefix}/GET/*/?`, 'GET', '/*/?'],
    ['an empty segment', `${prefix}/GET//orders`, 'GET', '//orders'],
    ['a line break', `${prefix}/GET/a\nb`, 'GET', '/a\nb'],
    ['what is not ASCII', `${prefix}/GET/ü`, 'GET', '/ü'],
  ])('keeps %s as it was sent', (_case, text, method, path) => {
    expect(parseMethodArn(text)).toEqual({ arn: testArn, method, path, text })
  })

  it.each([
    [
      'another partition',
      'arn:aws-us-gov:execute-api:us-gov-west-1:123456789012:a1/prod/GET/',
      'prod',
    ],
    [
      'the default stage',
      'arn:aws:execute-api:eu-west-1:123456789012:a1/$default/GET/x',
      '$default',
    ],
    [
      'the console’s test stage',
      'arn:aws:execute-api:eu-west-1:1:a/ESTestInvoke-stage/GET/',
      'ESTestInvoke-stage',
    ],
  ])('knows %s', (_case, text, stage) => {
    expect(parseMethodArn(text).arn.stage).toBe(stage)
  })

  it('has no method and no path on $connect', () => {
    expect(parseMethodArn(`${prefix}/$connect`)).toMatchObject({
      method: undefined,
      path: undefined,
    })
  })

  it.each([
    ['nothing', undefined],
    ['an object', {}],
    ['empty text', ''],
    ['a star', '*'],
    ['another service', 'arn:aws:s3:::bucket/key'],
    ['a wildcard for the stage', 'arn:aws:execute-api:us-east-1:123456789012:abc/*/GET/x'],
    ['a wildcard for the API', 'arn:aws:execute-api:us-east-1:123456789012:*/test/GET/x'],
    ['a wildcard for the account', 'arn:aws:execute-api:us-east-1:*:abc/test/GET/x'],
    ['a wildcard for the region', 'arn:aws:execute-api:*:123456789012:abc/test/GET/x'],
    ['a wildcard for the method', `${prefix}/*/x`],
    ['no method', `${prefix}/`],
    ['no stage', 'arn:aws:execute-api:us-east-1:123456789012:abc'],
    ['something in front', ` ${prefix}/GET/x`],
  ])('refuses %s as a failure', (_case, text) => {
    expect(() => parseMethodArn(text)).toThrow(
      expect.objectContaining({ kind: 'failure', code: 'event.method_arn' }),
    )
  })

  it('gives back the prefix of every ARN that it reads', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => {
        const parsed = parseMethodArn(`${prefix}/GET/${path}`)
        expect(`${toStagePrefix(parsed.arn)}/GET${parsed.path}`).toBe(parsed.text)
      }),
    )
  })
})

describe('generatePolicy', () => {
  it('opens the stage, whatever the request was', () => {
    expect(generatePolicy({ effect: 'Allow', arn: testArn, scope: { kind: 'stage' } })).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: [`${prefix}/*/*`] }],
    })
  })

  it('closes the stage with a Deny, whatever the scope', () => {
    const input = { effect: 'Deny', arn: testArn, methodArn: `${prefix}/GET/x` } as const
    for (const kind of ['stage', 'request'] as const) {
      expect(generatePolicy({ ...input, scope: { kind } }).Statement).toEqual([
        { Effect: 'Deny', Action: 'execute-api:Invoke', Resource: [`${prefix}/*`] },
      ])
    }
  })

  it('opens exactly the request', () => {
    const methodArn = `${prefix}/GET/orders/42`
    const policy = generatePolicy({
      effect: 'Allow',
      arn: testArn,
      scope: { kind: 'request' },
      methodArn,
    })
    expect(policy.Statement[0]?.Resource).toEqual([methodArn])
  })

  it.each([
    ['a star', '/GET/*'],
    ['a question mark', '/GET/a?'],
    ['a policy variable', '/GET/${aws:username}'],
    ['a dollar sign', '/GET/$x'],
    ['more than 512 characters', `/GET/${'a'.repeat(512)}`],
  ])('forbids to open a request whose ARN holds %s', (_case, tail) => {
    const input = { effect: 'Allow', arn: testArn, scope: { kind: 'request' } } as const
    expect(() => generatePolicy({ ...input, methodArn: `${prefix}${tail}` })).toThrow(
      expect.objectContaining({ kind: 'forbidden', code: 'policy.unsafe_path' }),
    )
  })

  it('never puts a wildcard of the caller into a resource', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (path) => {
        const methodArn = `${prefix}/GET/${path}`
        const scope = { kind: 'request' } as const
        const isSafe = /^[^*?$]{1,512}$/.test(methodArn)
        const make = (): unknown =>
          generatePolicy({ effect: 'Allow', arn: testArn, scope, methodArn }).Statement[0]?.Resource
        const made = isSafe ? make() : toCode(make)
        expect(made).toEqual(isSafe ? [methodArn] : 'policy.unsafe_path')
      }),
    )
  })

  it('fails without the ARN of the request, or with that of another stage', () => {
    const input = { effect: 'Allow', arn: testArn, scope: { kind: 'request' } } as const
    for (const methodArn of [undefined, `${prefix}2/GET/x`]) {
      expect(() =>
        generatePolicy({ ...input, ...(methodArn === undefined ? {} : { methodArn }) }),
      ).toThrow(expect.objectContaining({ kind: 'failure' }))
    }
  })

  it.each([
    [1_790_000_000, '2026-09-21T14:13:20Z'],
    [1_790_000_000.9, '2026-09-21T14:13:20Z'],
    [-5, '1970-01-01T00:00:00Z'],
    [1e15, '9999-12-31T23:59:59Z'],
  ])('ends an Allow at %d s as %s, in a form that IAM reads', (expiresAtSeconds, text) => {
    const policy = generatePolicy({
      effect: 'Allow',
      arn: testArn,
      scope: { kind: 'stage' },
      expiresAtSeconds,
    })
    expect(policy.Statement[0]?.Condition).toEqual({
      DateLessThanIfExists: { 'aws:CurrentTime': text },
    })
  })

  it('puts no end to a Deny', () => {
    const policy = generatePolicy({
      effect: 'Deny',
      arn: testArn,
      scope: { kind: 'stage' },
      expiresAtSeconds: 1,
    })
    expect(policy.Statement[0]).not.toHaveProperty('Condition')
  })

  it('ends every Allow of compiled routes and leaves their Deny alone', () => {
    const statements = [
      { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: ['a'] },
      { Effect: 'Deny', Action: 'execute-api:Invoke', Resource: ['b'] },
    ] as const
    const policy = generatePolicy({
      effect: 'Allow',
      arn: testArn,
      scope: { kind: 'routes', statements },
      expiresAtSeconds: 1_790_000_000,
    })
    expect(policy.Statement.map((item) => 'Condition' in item)).toEqual([true, false])
  })
})

function toCode(action: () => unknown): string {
  try {
    action()
    return 'nothing was thrown'
  } catch (error) {
    return (error as { code: string }).code
  }
}
