// Keys and tokens for every algorithm, and what a verifier must refuse so that a no-op cannot win.
import { createSecretKey, generateKeyPairSync, randomBytes, sign, createHmac } from 'node:crypto'

export const issuer = 'https://issuer.example/'
export const audience = 'https://api.example'
const claims = {
  iss: issuer,
  aud: audience,
  sub: 'user-1',
  scope: 'orders:read orders:write',
  exp: Math.floor(Date.now() / 1000) + 3600,
  iat: Math.floor(Date.now() / 1000),
}

export const algorithms = {
  RS256: { pair: generateKeyPairSync('rsa', { modulusLength: 2048 }), digest: 'sha256' },
  ES256: { pair: generateKeyPairSync('ec', { namedCurve: 'P-256' }), digest: 'sha256', ec: true },
  EdDSA: { pair: generateKeyPairSync('ed25519'), digest: null },
  HS256: { secret: randomBytes(48).toString('base64url') },
}

export function tokenFor(algorithm) {
  const head = encode({ alg: algorithm, typ: 'at+jwt' })
  const input = `${head}.${encode(claims)}`
  return `${input}.${signature(algorithm, input)}`
}

export function forgedFor(algorithm) {
  const [head, , tail] = tokenFor(algorithm).split('.')
  return `${head}.${encode({ ...claims, sub: 'admin' })}.${tail}`
}

export function jwkFor(algorithm) {
  const { pair } = algorithms[algorithm]
  return { ...pair.publicKey.export({ format: 'jwk' }), alg: algorithm, use: 'sig' }
}

/** A check of the bare signature with a prepared key: the floor of every verifier. */
export function floorFor(algorithm, token) {
  const { pair, secret, digest, ec } = algorithms[algorithm]
  const at = token.lastIndexOf('.')
  const input = Buffer.from(token.slice(0, at))
  const given = Buffer.from(token.slice(at + 1), 'base64url')
  if (secret !== undefined) {
    const key = createSecretKey(Buffer.from(secret))
    return () => createHmac('sha256', key).update(input).digest().equals(given)
  }
  const { verify } = process.getBuiltinModule('node:crypto')
  // With an encoding beside the key Node takes a slower way, so the floor gets the signature as DER.
  const der = ec === true ? toDer(given) : given
  return () => verify(digest, input, pair.publicKey, der)
}

function toDer(pair) {
  const integers = [pair.subarray(0, 32), pair.subarray(32)].map((part) => {
    const bytes = part.subarray(part.findIndex((byte) => byte !== 0))
    const positive = bytes[0] >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes
    return Buffer.concat([Buffer.of(0x02, positive.length), positive])
  })
  const body = Buffer.concat(integers)
  return Buffer.concat([Buffer.of(0x30, body.length), body])
}

function signature(algorithm, input) {
  const { pair, secret, digest, ec } = algorithms[algorithm]
  if (secret !== undefined) return createHmac('sha256', secret).update(input).digest('base64url')
  const key = ec === true ? { key: pair.privateKey, dsaEncoding: 'ieee-p1363' } : pair.privateKey
  return sign(digest, Buffer.from(input), key).toString('base64url')
}

function encode(value) {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
