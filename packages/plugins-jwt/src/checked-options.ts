/** From options as written to options that are checked, defaults filled in and static keys imported. @module */
import type { RequestInput, SecretRef } from '@authchain/core'
import { checkOptions as checkShape, invalidOption, toOptionPath } from '@authchain/core/schema'
import type { OptionPath } from '@authchain/core/schema'
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

function toIssuer(input: IssuerInput, name: string, path: OptionPath): CheckedIssuer {
  const { issuer, audience, secret } = input
  const algorithms = input.algorithms ?? (secret === undefined ? publicKeyAlgorithms : ['HS256'])
  return {
    issuer,
    name: input.name,
    audience: typeof audience === 'string' ? [audience] : audience,
    algorithms,
    source: toSource(input, algorithms, (keyPath) => toOptionPath(name, [...path, ...keyPath])),
  }
}

function toSource(
  { jwksUri, jwks, publicKey, secret }: IssuerInput,
  algorithms: readonly JwtAlgorithm[],
  at: (path: OptionPath) => string,
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
function refuseTwins(keys: readonly VerificationKey[], at: (path: OptionPath) => string): void {
  for (const [index, key] of keys.entries()) {
    const isTwin = (other: VerificationKey): boolean =>
      other.keyId === key.keyId && other.algorithms.some((name) => key.algorithms.includes(name))
    if (key.keyId !== undefined && keys.slice(0, index).some(isTwin)) {
      throw invalidOption(
        'AC1012',
        at(['jwks', 'keys', index]),
        'an earlier key has the same `kid`',
      )
    }
  }
}

function accepted<T>(make: () => T, path: string): T {
  try {
    return make()
  } catch (error) {
    if (error instanceof KeyRefusedError) throw invalidOption('AC1012', path, error.message)
    throw error
  }
}
