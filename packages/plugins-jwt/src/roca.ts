/** RSA keys made by a faulty generator (ROCA, CVE-2017-15361): their private halves can be computed. @module */

const primes = [
  3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101,
  103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
] as const

/**
 * Tells whether a modulus has the generator's pattern: modulo each small prime it is a power of 65537. Of
 * honest keys fewer than one in a hundred million look like it (Nemec et al., "The Return of Coppersmith's
 * Attack", 2017, section 2).
 */
export function hasRocaFingerprint(modulus: bigint): boolean {
  return primes.every((prime) => isPowerOf65537(Number(modulus % BigInt(prime)), prime))
}

function isPowerOf65537(residue: number, prime: number): boolean {
  let power = 1
  do {
    if (power === residue) return true
    power = (power * 65_537) % prime
  } while (power !== 1)
  return false
}
