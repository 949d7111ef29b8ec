/** What `jwt` and `createJwtVerifier` take. @module */
import type { Claims, RequestInput, SecretRef, StandardSchemaV1 } from '@authchain/core'
import type { JwtAlgorithm } from './algorithm.js'

/** A JWK Set (RFC 7517 section 5) of public keys. */
export interface JsonWebKeySet {
  readonly keys: readonly Readonly<Record<string, unknown>>[]
}

/**
 * Where an issuer's keys come from: at most one of these. None: OIDC discovery from the issuer, which then is an
 * `https:` URL. A kind is always said, never guessed from the text of a key.
 */
export type KeySource =
  | {
      readonly jwksUri?: never
      readonly jwks?: never
      readonly secret?: never
      readonly publicKey?: never
    }
  | {
      /** `https:`, or `http:` on a loopback address. */
      readonly jwksUri: string
      readonly jwks?: never
      readonly secret?: never
      readonly publicKey?: never
    }
  | {
      /** Checked when the factory is called; every key of it must be usable. */
      readonly jwks: JsonWebKeySet
      readonly jwksUri?: never
      readonly secret?: never
      readonly publicKey?: never
    }
  | {
      /** For HS256, HS384 and HS512: at least 32, 48 or 64 bytes of UTF-8. */
      readonly secret: SecretRef
      readonly jwksUri?: never
      readonly jwks?: never
      readonly publicKey?: never
    }
  | {
      /** One PEM with the label `PUBLIC KEY`. */
      readonly publicKey: string
      readonly jwksUri?: never
      readonly jwks?: never
      readonly secret?: never
    }

/** One party whose tokens are taken. */
export type JwtIssuer = KeySource & {
  /** Exactly what its tokens say in `iss`. */
  readonly issuer: string
  /** One of which must be in `aud`. `null` must be written to opt out. */
  readonly audience: string | readonly string[] | null
  /** Default: every public-key algorithm that fits the keys; with `secret`, HS256. */
  readonly algorithms?: readonly JwtAlgorithm[]
  /** Names one issuer in the principal and on the identity (`jwt.tenant`). Required when there is more than one. */
  readonly name?: string
}

/** What must hold of a token besides its signature. */
export interface JwtChecks<C extends StandardSchemaV1 = StandardSchemaV1<unknown, Claims>> {
  /** How far the clocks may differ, 0 to 60 s. Default 5. An Allow still ends at `exp`: a chain never goes beyond it. */
  readonly clockToleranceSeconds?: number
  /** How long after `iat`, which is then required, a token is taken. */
  readonly maxTokenAgeSeconds?: number
  /** `'at+jwt'`: only access tokens as in RFC 9068. `'any'`: whatever the header says. Default: none, `JWT` or `at+jwt`. */
  readonly typ?: 'at+jwt' | 'any'
  /** Exact values a claim must have; an array claim must contain one. */
  readonly requiredClaims?: Readonly<Record<string, string | readonly string[]>>
  /** Any synchronous Standard Schema: a token that does not satisfy it is `jwt.invalid_claims`, and `identity.jwt.claims` has its type. */
  readonly claims?: C
  /** `token` (default), `header:…`, `query:…` or `cookie:…`, or several of them. */
  readonly tokenFrom?: RequestInput | readonly RequestInput[]
}

/** One issuer, or several with names. */
export type JwtOptions<C extends StandardSchemaV1 = StandardSchemaV1<unknown, Claims>> =
  JwtChecks<C> &
    (
      | JwtIssuer
      | {
          readonly issuers: readonly [
            JwtIssuer & { readonly name: string },
            ...(JwtIssuer & { readonly name: string })[],
          ]
        }
    )

/** What stands on the identity under the plugin's name. */
export interface JwtProvision<C = Claims> {
  /** The verified claims, or what the schema made of them. */
  readonly claims: C
  /** `iss`. */
  readonly issuer: string
  /** The name of the issuer in the options; undefined when it has none. */
  readonly tenant: string | undefined
}
