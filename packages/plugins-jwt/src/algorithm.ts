/** The signature algorithms that are supported, as facts (RFC 7518 section 3, RFC 8037). @module */

/** A JWS algorithm. `none` is none of them, and neither is anything with SHA-1. */
export type JwtAlgorithm =
  | 'RS256'
  | 'RS384'
  | 'RS512'
  | 'PS256'
  | 'PS384'
  | 'PS512'
  | 'ES256'
  | 'ES384'
  | 'ES512'
  | 'EdDSA'
  | 'HS256'
  | 'HS384'
  | 'HS512'

/** What an algorithm is made of. */
export type AlgorithmFacts =
  | { readonly kind: 'rsa' | 'rsa-pss'; readonly digest: string }
  | {
      readonly kind: 'ecdsa'
      readonly digest: string
      /** As in a JWK (`crv`). */
      readonly curve: string
      /** As OpenSSL calls it. */
      readonly namedCurve: string
      /** Bytes of `r` and of `s`. */
      readonly coordinateBytes: number
    }
  | { readonly kind: 'ed25519' }
  | { readonly kind: 'hmac'; readonly digest: string; readonly digestBytes: number }

/** Facts of every algorithm. */
export const algorithmFacts: Readonly<Record<JwtAlgorithm, AlgorithmFacts>> = {
  RS256: { kind: 'rsa', digest: 'sha256' },
  RS384: { kind: 'rsa', digest: 'sha384' },
  RS512: { kind: 'rsa', digest: 'sha512' },
  PS256: { kind: 'rsa-pss', digest: 'sha256' },
  PS384: { kind: 'rsa-pss', digest: 'sha384' },
  PS512: { kind: 'rsa-pss', digest: 'sha512' },
  ES256: ecdsa('sha256', 'P-256', 'prime256v1', 32),
  ES384: ecdsa('sha384', 'P-384', 'secp384r1', 48),
  ES512: ecdsa('sha512', 'P-521', 'secp521r1', 66),
  EdDSA: { kind: 'ed25519' },
  HS256: { kind: 'hmac', digest: 'sha256', digestBytes: 32 },
  HS384: { kind: 'hmac', digest: 'sha384', digestBytes: 48 },
  HS512: { kind: 'hmac', digest: 'sha512', digestBytes: 64 },
}

/** Every algorithm, by name. */
export const allAlgorithms: readonly JwtAlgorithm[] = Object.keys(algorithmFacts) as JwtAlgorithm[]

/** The ones with a public key: what an issuer may use when the options name none. */
export const publicKeyAlgorithms: readonly JwtAlgorithm[] = allAlgorithms.filter(
  (algorithm) => !isHmac(algorithm),
)

/** True for HS256, HS384 and HS512. */
export function isHmac(algorithm: JwtAlgorithm): boolean {
  return algorithmFacts[algorithm].kind === 'hmac'
}

function ecdsa(
  digest: string,
  curve: string,
  namedCurve: string,
  coordinateBytes: number,
): AlgorithmFacts {
  return { kind: 'ecdsa', digest, curve, namedCurve, coordinateBytes }
}
