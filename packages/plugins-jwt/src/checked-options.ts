/** From options as written to options that are checked, defaults filled in and static keys imported. @module */
import { ConfigInvalidError } from '@authchain/core'
import type { RequestInput, SecretRef, StandardSchemaV1 } from '@authchain/core'
import { publicKeyAlgorithms } from './algorithm.js'
import type { JwtAlgorithm } from './algorithm.js'
import type { ClaimChecks } from './claims.js'
import { createKeySet } from './key-set.js'
import type { KeySet } from './key-set.js'
import { KeyRefusedError, parseJwk, parsePublicPem } from './keys.js'
import type { VerificationKey } from './keys.js'
import { optionsSchema } from './options-schema.js'
import type { IssuerInput } from './options-schema.js'

/** Where keys come from, by kind. */
type CheckedKeySource =
  | { readonly kind: 'discovery' }
  | { readonly kind: 'jwks-uri'; readonly jwksUri: string }
  | { readonly kind: 'jwks' | 'public-key'; readonly keys: KeySet }
  | { readonly kind: 'secret'; readonly secret: SecretRef }

/** One issuer, ready for use. */
export interface CheckedIssuer {
  readonly issuer: string
  readonly name: string | undefined
  readonly audience: readonly string[] | null
  readonly algorithms: readonly JwtAlgorithm[]
  readonly source: CheckedKeySource
}

/** Everything `jwt` and `createJwtVerifier` work with. */
export interface CheckedOptions {
  readonly issuers: readonly CheckedIssuer[]
  readonly type: 'at+jwt' | 'any' | undefined
  readonly checks: ClaimChecks
  readonly tokenFrom: readonly RequestInput[]
}

type Path = readonly PropertyKey[]

const defaultToleranceSeconds = 5

/**
 * Checks the options of `jwt`.
 *
 * @param name - What the plugin is called in messages.
 * @throws ConfigInvalidError AC1003 or AC1004 for options of the wrong shape, AC1012 for a key that is refused.
 */
export function checkOptions(name: string, input: unknown): CheckedOptions {
  const options = checkShape(name, optionsSchema, input)
  const several = 'issuers' in options
  const issuers: readonly IssuerInput[] = several ? options.issuers : [options]
  const tokenFrom = options.tokenFrom ?? 'token'
  return {
    issuers: issuers.map((issuer, index) =>
      toIssuer(issuer, name, several ? ['issuers', index] : []),
    ),
    type: options.typ,
    checks: {
      toleranceSeconds: options.clockToleranceSeconds ?? defaultToleranceSeconds,
      maxTokenAgeSeconds: options.maxTokenAgeSeconds,
      requiredClaims: Object.entries(options.requiredClaims ?? {}).map(([claim, values]) => [
        claim,
        typeof values === 'string' ? [values] : values,
      ]),
      schema: options.claims,
    },
    tokenFrom: [...new Set(typeof tokenFrom === 'string' ? [tokenFrom] : tokenFrom)],
  }
}

/**
 * Checks a value with a schema.
 *
 * @throws ConfigInvalidError AC1003, or AC1004 for an unknown key, naming the path in words of the configuration.
 */
export function checkShape<T>(
  name: string,
  schema: StandardSchemaV1<unknown, T>,
  input: unknown,
): T {
  const result = schema['~standard'].validate(input)
  if (result instanceof Promise) throw new TypeError('These schemas are synchronous')
  if (result.issues === undefined) return result.value
  const [issue = { message: 'Invalid options' }] = result.issues
  const path = (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part))
  throw invalid(
    issue.message.startsWith('Unrecognized key') ? 'AC1004' : 'AC1003',
    toPathText(name, path),
    issue.message,
  )
}

function toIssuer(input: IssuerInput, name: string, path: Path): CheckedIssuer {
  const { issuer, audience, secret } = input
  const algorithms = input.algorithms ?? (secret === undefined ? publicKeyAlgorithms : ['HS256'])
  return {
    issuer,
    name: input.name,
    audience: typeof audience === 'string' ? [audience] : audience,
    algorithms,
    source: toSource(input, algorithms, (keyPath) => toPathText(name, [...path, ...keyPath])),
  }
}

function toSource(
  { jwksUri, jwks, publicKey, secret }: IssuerInput,
  algorithms: readonly JwtAlgorithm[],
  at: (path: Path) => string,
): CheckedKeySource {
  if (jwksUri !== undefined) return { kind: 'jwks-uri', jwksUri }
  if (secret !== undefined) return { kind: 'secret', secret }
  if (publicKey !== undefined) {
    const keys = [accepted(() => parsePublicPem(publicKey), at(['publicKey']))]
    return {
      kind: 'public-key',
      keys: accepted(() => createKeySet(keys, algorithms), at(['publicKey'])),
    }
  }
  if (jwks === undefined) return { kind: 'discovery' }
  const keys = jwks.keys.map((jwk, index) =>
    accepted(() => parseJwk(jwk), at(['jwks', 'keys', index])),
  )
  refuseTwins(keys, at)
  return { kind: 'jwks', keys: accepted(() => createKeySet(keys, algorithms), at(['jwks'])) }
}

/** Of two keys with one `kid` and one algorithm neither would ever be chosen. */
function refuseTwins(keys: readonly VerificationKey[], at: (path: Path) => string): void {
  for (const [index, key] of keys.entries()) {
    const isTwin = (other: VerificationKey): boolean =>
      other.keyId === key.keyId && other.algorithms.some((name) => key.algorithms.includes(name))
    if (key.keyId !== undefined && keys.slice(0, index).some(isTwin)) {
      throw invalid('AC1012', at(['jwks', 'keys', index]), 'an earlier key has the same `kid`')
    }
  }
}

function accepted<T>(make: () => T, path: string): T {
  try {
    return make()
  } catch (error) {
    if (error instanceof KeyRefusedError) throw invalid('AC1012', path, error.message)
    throw error
  }
}

function invalid(
  code: 'AC1003' | 'AC1004' | 'AC1012',
  path: string,
  message: string,
): ConfigInvalidError {
  return new ConfigInvalidError(code, `plugins.config: ${path}: ${message}`, { details: { path } })
}

/** `jwt` and `['issuers', 0, 'issuer']` → `jwt.issuers[0].issuer`. */
function toPathText(name: string, path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}.${String(part)}`),
    name,
  )
}
