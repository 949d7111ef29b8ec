/** The shape of the options, checked when the factory is called. @module */
import type { RequestInput, SecretRef, StandardSchemaV1 } from '@authchain/core'
import {
  array,
  custom,
  either,
  number,
  object,
  oneOf,
  optional,
  record,
  refine,
  schema,
  string,
  url,
} from '@authchain/core/schema'
import type { Check } from '@authchain/core/schema'
import { allAlgorithms, isHmac } from './algorithm.js'
import type { JwtAlgorithm } from './algorithm.js'
import type { JsonWebKeySet } from './options.js'

/** One issuer as written. */
export interface IssuerInput {
  readonly issuer: string
  readonly audience: string | readonly string[] | null
  readonly algorithms?: readonly JwtAlgorithm[]
  readonly name?: string
  readonly jwksUri?: string
  readonly jwks?: JsonWebKeySet
  readonly secret?: SecretRef
  readonly publicKey?: string
}

/** The rest of the options as written. */
interface ChecksInput {
  readonly clockToleranceSeconds?: number
  readonly maxTokenAgeSeconds?: number
  readonly typ?: 'at+jwt' | 'any'
  readonly requiredClaims?: Readonly<Record<string, string | readonly string[]>>
  readonly claims?: StandardSchemaV1
  readonly tokenFrom?: RequestInput | readonly RequestInput[]
}

/** Both forms. */
export type OptionsInput = ChecksInput &
  (IssuerInput | { readonly issuers: readonly IssuerInput[] })

const longestAgeSeconds = 366 * 86_400
const keySources = ['jwksUri', 'jwks', 'secret', 'publicKey'] as const

const oneOrMore: Check<string | readonly string[]> = either<string | readonly string[]>((value) =>
  Array.isArray(value) ? array(string(), 1) : string(),
)
const input: Check<RequestInput> = custom<RequestInput>(
  (value) =>
    value === 'token' || (typeof value === 'string' && /^(?:header|query|cookie):./.test(value)),
  '"token", "header:…", "query:…" or "cookie:…"',
)

const checks = {
  clockToleranceSeconds: optional(number(0, 60)),
  maxTokenAgeSeconds: optional(number(1, longestAgeSeconds)),
  typ: optional(oneOf('at+jwt', 'any')),
  requiredClaims: optional(record(oneOrMore)),
  claims: optional(custom<StandardSchemaV1>(isStandardSchema, 'a Standard Schema')),
  tokenFrom: optional(
    either<RequestInput | readonly RequestInput[]>((value) =>
      Array.isArray(value) ? array(input, 1) : input,
    ),
  ),
} as const

const issuer = {
  issuer: string(),
  audience: either<string | readonly string[] | null>((value) =>
    value === null ? oneOf(null) : oneOrMore,
  ),
  algorithms: optional(array(oneOf<JwtAlgorithm>(...allAlgorithms), 1)),
  name: optional(string(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'letters, digits, dots, hyphens')),
  jwksUri: optional(url()),
  jwks: optional(custom<JsonWebKeySet>(isKeySet, 'a JSON Web Key Set')),
  secret: optional(custom<SecretRef>(isSecretRef, "a reference such as ssm('/name')")),
  publicKey: optional(string()),
} as const

const named = { ...issuer, name: issuer.name.optional } as const

/** The schema of both forms. */
export const optionsSchema: StandardSchemaV1<unknown, OptionsInput> = schema<unknown, OptionsInput>(
  either<OptionsInput>((value) =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, 'issuers')
      ? object({
          ...checks,
          issuers: refine(array(refine(object(named), findIssuerProblem), 1), findListProblem),
        })
      : refine(object({ ...checks, ...issuer }), findIssuerProblem),
  ),
)

interface Problem {
  readonly path?: readonly PropertyKey[]
  readonly message: string
}

function findIssuerProblem(value: IssuerInput): Problem | undefined {
  const [source, second] = keySources.filter((name) => value[name] !== undefined)
  if (second !== undefined) {
    return {
      path: [second],
      message: 'Keys have one source',
    }
  }
  const hmacs = (value.algorithms ?? []).filter(isHmac)
  if (source === 'secret' && hmacs.length !== (value.algorithms ?? []).length) {
    return { path: ['algorithms'], message: 'Expected HS256, HS384 or HS512 for a `secret`' }
  }
  if (source !== 'secret' && hmacs.length > 0) {
    return { path: ['algorithms'], message: 'HMAC needs a `secret`' }
  }
  return source === undefined ? findDiscoveryProblem(value.issuer) : undefined
}

function findDiscoveryProblem(address: string): Problem | undefined {
  const result = schema(url())['~standard'].validate(address)
  const [issue] = ('issues' in result && result.issues) || []
  if (issue !== undefined) return { path: ['issuer'], message: issue.message }
  if (!address.includes('?')) return undefined
  return { path: ['issuer'], message: 'Invalid URL: expected no query' }
}

function findListProblem(issuers: readonly IssuerInput[]): Problem | undefined {
  for (const key of ['issuer', 'name'] as const) {
    const values = issuers.map((entry) => entry[key])
    const twin = values.findIndex((value, index) => values.indexOf(value) !== index)
    if (twin !== -1)
      return { path: [twin, key], message: 'Expected another than an earlier issuer has' }
  }
  return undefined
}

function isStandardSchema(value: unknown): boolean {
  const standard: unknown = Object(value)['~standard']
  return typeof Object(standard)['validate'] === 'function'
}

function isKeySet(value: unknown): boolean {
  const keys: unknown = Object(value)['keys']
  return Array.isArray(keys) && keys.length > 0
}

function isSecretRef(value: unknown): boolean {
  return Object(value)['kind'] === 'secret-ref'
}
