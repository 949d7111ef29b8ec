/** The one place where a signature is checked. @module */
import { constants, createHmac, timingSafeEqual, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { algorithmFacts } from './algorithm.js'
import type { JwtAlgorithm } from './algorithm.js'

/**
 * Checks one JWS signature (RFC 7515 section 5.2).
 *
 * @param algorithm - Already checked against the issuer's list and against the key.
 * @param key - A public key, or the secret of an HMAC. It has the type that the algorithm needs.
 * @param data - The signing input: header and payload segments as sent, with the dot between them.
 * @param signature - The decoded third segment. ECDSA: `r` and `s` side by side (RFC 7518 section 3.4), never DER.
 * @returns True only for a good signature of exactly the right length.
 * @example
 * ```ts
 * if (!verifySignature('ES256', key, signingInput, signature)) throw denial('jwt.bad_signature')
 * ```
 */
export function verifySignature(
  algorithm: JwtAlgorithm,
  key: KeyObject,
  data: Buffer,
  signature: Buffer,
): boolean {
  const facts = algorithmFacts[algorithm]
  switch (facts.kind) {
    case 'rsa':
      return verify(facts.digest, data, key, signature)
    case 'rsa-pss':
      return verify(
        facts.digest,
        data,
        {
          key,
          padding: constants.RSA_PKCS1_PSS_PADDING,
          saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
        },
        signature,
      )
    case 'ecdsa': {
      if (signature.length !== 2 * facts.coordinateBytes) return false
      return verify(facts.digest, data, key, toDer(signature, facts.coordinateBytes))
    }
    case 'ed25519':
      return signature.length === 64 && verify(undefined, data, key, signature)
    case 'hmac': {
      if (signature.length !== facts.digestBytes) return false
      const expected = createHmac(facts.digest, key).update(data).digest()
      return timingSafeEqual(expected, signature)
    }
    default:
      return facts satisfies never
  }
}

/**
 * `r` and `s` side by side → the DER that OpenSSL reads. Asking Node for `ieee-p1363` instead needs an options
 * object, which costs tens of microseconds a call on Node 24 because the key is then imported anew.
 */
function toDer(signature: Buffer, coordinateBytes: number): Buffer {
  const r = toDerInteger(signature.subarray(0, coordinateBytes))
  const s = toDerInteger(signature.subarray(coordinateBytes))
  const length = r.length + s.length
  // Of the three curves only P-521 gets past 127 bytes, and none past 255.
  const head = length < 128 ? [0x30, length] : [0x30, 0x81, length]
  return Buffer.concat([Buffer.from(head), r, s])
}

function toDerInteger(bytes: Buffer): Buffer {
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1
  const needsSign = (bytes[start] ?? 0) >= 0x80
  const size = bytes.length - start + (needsSign ? 1 : 0)
  const integer = Buffer.alloc(2 + size)
  integer[0] = 0x02
  integer[1] = size
  bytes.copy(integer, needsSign ? 3 : 2, start)
  return integer
}
