/** Small route tables that meet each other in every way, and the paths that tell them apart. */
import fc from 'fast-check'
import type { IdentityBase } from '../../src/index.js'
import { createTestIdentity } from '../../src/testing/index.js'

export const testArn = {
  partition: 'aws',
  region: 'eu-central-1',
  accountId: '123456789012',
  apiId: 'a1b2c3d4e5',
  stage: 'prod',
}

/** The ARN of a request; the path is as sent. */
export const arnOf = (method: string, path: string): string =>
  `arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/prod/${method}${path}`

const shapes = [
  '/',
  '/{x}',
  '/a',
  '/a/{x}',
  '/a/b',
  '/a/{x}/b',
  '/a/{x}/{y}',
  '/{x}/b',
  '/{x}/{y}',
  '/{p+}',
  '/a/{p+}',
  '/{x}/{p+}',
  '/a/*',
  '/*',
  '/b/{x}',
  '/a/{x}/b/{z}',
  '/a/{x}/{y}/b',
]

export const anyPattern: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom('GET', 'GET', 'GET', 'ANY', 'POST'), fc.constantFrom(...shapes))
  .map(([method, path]) => `${method} ${path}`)

const segments = fc.constantFrom(
  'a',
  'b',
  'zz',
  'c',
  '7',
  'b%2F',
  'é',
  '.',
  'a:b',
  '*',
  '?',
  '${*}',
)

export const anyPath: fc.Arbitrary<string> = fc
  .tuple(fc.array(segments, { maxLength: 6 }), fc.constantFrom('', '', '/', '//'))
  .map(([parts, end]) => (parts.length === 0 ? `/${end.slice(1)}` : `/${parts.join('/')}${end}`))

/** A table of own functions: route n asks for scope n, what is unlisted for `rest`. */
export function toRules(
  patterns: readonly string[],
): Readonly<Record<string, (identity: IdentityBase) => boolean>> {
  return Object.fromEntries(
    patterns.map((pattern, index) => [pattern, ({ scopes }) => scopes.includes(String(index))]),
  )
}

/** The caller with these scopes. */
export const callerWith = (scopes: readonly (string | number)[]): IdentityBase =>
  createTestIdentity({ principalId: 'u', scopes: scopes.map(String) })
