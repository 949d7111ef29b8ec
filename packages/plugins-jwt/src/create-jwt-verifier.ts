/** Verifying tokens without a chain. @module */
import { createRuntime } from '@authchain/core'
import type { Claims, RuntimeOptions } from '@authchain/core'
import { checkOptions } from './checked-options.js'
import type { JwtOptions } from './options.js'
import { createTokenVerifier } from './verifier.js'

/** Made by {@link createJwtVerifier}. */
export interface JwtVerifier {
  /**
   * Verifies one token, without `Bearer`.
   *
   * @param signal - Ends the wait for the issuer's keys.
   * @returns The claims, frozen; what the `claims` schema made of them when there is one.
   * @throws UnauthenticatedError with a code of `denialCodes`, FailureError with one of `failureCodes`.
   */
  verify(token: string, signal?: AbortSignal): Promise<Claims>
}

/**
 * Makes the verifier that {@link jwt} uses, for code that is no authorizer.
 *
 * Keys that an issuer publishes are fetched now; if that fails, at the first token. `tokenFrom` has no effect.
 *
 * @throws {@link ConfigInvalidError} AC1003 or AC1004 for options of the wrong shape, AC1012 for a key that is refused.
 * @example In a function of one's own
 * ```ts
 * const verifier = await createJwtVerifier({ issuer: 'https://auth.example.com/', audience: 'orders' })
 * const claims = await verifier.verify(token)
 * ```
 */
export async function createJwtVerifier(
  options: JwtOptions,
  runtime: RuntimeOptions = {},
): Promise<JwtVerifier> {
  const checked = checkOptions('jwt', options)
  const { signal: endless } = new AbortController()
  const verifier = await createTokenVerifier(checked, createRuntime(runtime), endless)
  return {
    async verify(token, signal = endless) {
      const { typed } = await verifier.verify(token, { signal })
      return typed as Claims
    },
  }
}
