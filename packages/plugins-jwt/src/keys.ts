/** Keys of public-key algorithms: from a JWK (RFC 7517) or a PEM to a checked key. @module */
import { createPublicKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { algorithmFacts, publicKeyAlgorithms } from './algorithm.js'
import type { JwtAlgorithm } from './algorithm.js'
import { hasRocaFingerprint } from './roca.js'

/** A key that may verify tokens. */
export interface VerificationKey {
  readonly key: KeyObject
  readonly keyId: string | undefined
  /** What it may be used with: one algorithm where the JWK names one, else all that fit the key. */
  readonly algorithms: readonly JwtAlgorithm[]
}

/** Why a key is not used; the text names the rule, never the key. */
export class KeyRefusedError extends Error {
  override readonly name = 'KeyRefusedError'
}

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const
const publicMembers = ['kty', 'crv', 'x', 'y', 'n', 'e'] as const
const leastModulusBits = 2048
/** A longer modulus is no issuer's, and makes each signature cost milliseconds. */
const mostModulusBits = 8192
const leastExponent = 65_537n

/**
 * Checks a JWK and makes a key of it.
 *
 * @param jwk - A public key: RSA of 2048 to 8192 bits with an odd exponent of at least 65537, EC on P-256,
 * P-384 or P-521, or Ed25519. `use` is `sig`, `key_ops` holds `verify` and `alg` fits, where they are there.
 * @throws KeyRefusedError for any other, for private and symmetric keys, and for RSA keys with the pattern of
 * the ROCA generator (CVE-2017-15361).
 * @example
 * ```ts
 * const { key, algorithms } = parseJwk({ kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' })
 * ```
 */
export function parseJwk(jwk: unknown): VerificationKey {
  if (typeof jwk !== 'object' || jwk === null || Array.isArray(jwk)) {
    throw new KeyRefusedError('expected an object')
  }
  const members = new Map<string, unknown>(Object.entries(jwk))
  if (members.get('kty') === 'oct') {
    throw new KeyRefusedError('a symmetric key ("oct") belongs into `secret`')
  }
  if (privateMembers.some((name) => members.has(name))) {
    throw new KeyRefusedError('it is a private key; replace it')
  }
  checkUse(members)
  const keyId = members.get('kid')
  if (keyId !== undefined && (typeof keyId !== 'string' || keyId === '')) {
    throw new KeyRefusedError('`kid` is a non-empty text')
  }
  const key = importJwk(members)
  return { key, keyId, algorithms: narrowed(fittingAlgorithms(key), members.get('alg')) }
}

/**
 * Makes a key of a PEM: `-----BEGIN PUBLIC KEY-----` (SubjectPublicKeyInfo) and nothing else.
 *
 * @throws KeyRefusedError for other labels, and for keys that {@link parseJwk} would refuse.
 */
export function parsePublicPem(pem: string): VerificationKey {
  const text = pem.trim()
  if (text.includes('PRIVATE KEY')) throw new KeyRefusedError('it holds a private key')
  if (
    !text.startsWith('-----BEGIN PUBLIC KEY-----') ||
    !text.endsWith('-----END PUBLIC KEY-----') ||
    text.indexOf('-----BEGIN', 1) !== -1
  ) {
    throw new KeyRefusedError('expected one PEM with the label PUBLIC KEY')
  }
  const key = imported(() => createPublicKey({ key: text, format: 'pem' }))
  return { key, keyId: undefined, algorithms: fittingAlgorithms(key) }
}

function checkUse(members: ReadonlyMap<string, unknown>): void {
  if (members.has('use') && members.get('use') !== 'sig') {
    throw new KeyRefusedError('`use` is not "sig"')
  }
  const operations = members.get('key_ops')
  if (members.has('key_ops') && !(Array.isArray(operations) && operations.includes('verify'))) {
    throw new KeyRefusedError('`key_ops` does not hold "verify"')
  }
}

/** Only the members that make the key reach OpenSSL, in canonical spelling. */
function importJwk(members: ReadonlyMap<string, unknown>): KeyObject {
  const jwk: Record<string, string> = {}
  for (const name of publicMembers) {
    const value = members.get(name)
    if (typeof value === 'string') jwk[name] = value
  }
  for (const name of ['x', 'y', 'n', 'e']) {
    const value = jwk[name]
    if (value === undefined) continue
    if (Buffer.from(value, 'base64url').toString('base64url') !== value) {
      throw new KeyRefusedError(`\`${name}\` is not canonical base64url`)
    }
  }
  return imported(() => createPublicKey({ key: jwk, format: 'jwk' }))
}

/** OpenSSL's own messages may quote its input, so they go no further. */
function imported(create: () => KeyObject): KeyObject {
  try {
    return create()
  } catch {
    throw new KeyRefusedError('it cannot be read as a public key')
  }
}

function fittingAlgorithms(key: KeyObject): readonly JwtAlgorithm[] {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details = {} } = key
  if (type === 'rsa') {
    checkRsa(key, details.modulusLength ?? 0, details.publicExponent ?? 0n)
    return publicKeyAlgorithms.filter((name) => algorithmFacts[name].kind.startsWith('rsa'))
  }
  if (type === 'ed25519') return ['EdDSA']
  const fitting = publicKeyAlgorithms.filter((name) => {
    const facts = algorithmFacts[name]
    return facts.kind === 'ecdsa' && facts.namedCurve === details.namedCurve
  })
  if (fitting.length > 0) return fitting
  throw new KeyRefusedError('expected RSA, EC on P-256, P-384 or P-521, or Ed25519')
}

function checkRsa(key: KeyObject, modulusBits: number, exponent: bigint): void {
  if (modulusBits < leastModulusBits || modulusBits > mostModulusBits) {
    throw new KeyRefusedError('an RSA key has 2048 to 8192 bits')
  }
  if (exponent < leastExponent || exponent % 2n === 0n) {
    throw new KeyRefusedError('an RSA exponent is odd and at least 65537')
  }
  const { n = '' } = key.export({ format: 'jwk' })
  if (hasRocaFingerprint(BigInt(`0x${Buffer.from(n, 'base64url').toString('hex')}`))) {
    throw new KeyRefusedError('its private key can be computed (CVE-2017-15361); replace it')
  }
}

function narrowed(fitting: readonly JwtAlgorithm[], declared: unknown): readonly JwtAlgorithm[] {
  const algorithms =
    declared === undefined ? fitting : fitting.filter((algorithm) => algorithm === declared)
  if (algorithms.length > 0) return algorithms
  throw new KeyRefusedError('no algorithm fits this key and its `alg`')
}
