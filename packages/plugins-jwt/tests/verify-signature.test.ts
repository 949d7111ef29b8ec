import { createPublicKey, createSecretKey, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { allAlgorithms, isHmac } from '../src/algorithm.js'
import { verifySignature } from '../src/verify-signature.js'
import { createKey, signBytes } from './helpers/tokens.js'

const secret = randomBytes(64)

describe.each(allAlgorithms)('%s', (algorithm) => {
  const pair = isHmac(algorithm) ? undefined : createKey(algorithm, 'k')
  const signingKey = pair?.privateKey ?? secret
  const key = pair === undefined ? createSecretKey(secret) : createPublicKey(pair.privateKey)

  it('verifies its own signatures, also those whose numbers begin with zeros', () => {
    const rounds = algorithm.startsWith('ES') ? 300 : 3
    for (let round = 0; round < rounds; round += 1) {
      const data = randomBytes(40)
      expect(verifySignature(algorithm, key, data, signBytes(algorithm, signingKey, data))).toBe(
        true,
      )
    }
  })

  it('verifies nothing with a bit changed in the data or the signature', () => {
    const data = randomBytes(40)
    const signature = signBytes(algorithm, signingKey, data)
    for (let bit = 0; bit < signature.length * 8; bit += 7) {
      const changed = Buffer.from(signature)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(verifySignature(algorithm, key, data, changed)).toBe(false)
    }
    const other = Buffer.from(data)
    other[0] = (other[0] ?? 0) ^ 1
    expect(verifySignature(algorithm, key, other, signature)).toBe(false)
  })

  it.each([0, 1, -1])('verifies nothing of another length (%i)', (change) => {
    const data = randomBytes(40)
    const signature = signBytes(algorithm, signingKey, data)
    const other =
      change === 0
        ? Buffer.alloc(0)
        : Buffer.concat([signature, Buffer.alloc(1)]).subarray(0, signature.length + change)
    expect(verifySignature(algorithm, key, data, other)).toBe(false)
  })
})
