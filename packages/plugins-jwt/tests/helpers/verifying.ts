/** Presenting tokens to the plugin. @module */
import { isAuthchainError } from '@authchain/core'
import type { Outcome } from '@authchain/core'
import {
  createTestCall,
  createTestClock,
  createTestContext,
  createTestIdentity,
  createTestRuntime,
} from '@authchain/core/testing'
import type { TestRequest, TestRuntimeOptions } from '@authchain/core/testing'
import { jwt } from '../../src/jwt.js'
import type { JwtOptions } from '../../src/options.js'
import { audience, ec, ed, issuer, nowSeconds, rsa } from './tokens.js'

/** One issuer with an RSA, an EC and an Ed25519 key. */
export const staticOptions = {
  issuer,
  audience,
  jwks: { keys: [rsa.jwk, ec.jwk, ed.jwk] },
} as const

/** A reference to the secret that a test runtime holds under this name. */
export const secretRef = { kind: 'secret-ref', store: 'literal', name: 'shared' } as const

export type Present = (request: string | TestRequest) => Promise<string>

/**
 * Sets the plugin up and returns a function that presents a token (or a whole request) and tells the outcome in a
 * word: `pass`, `abstain`, or the code it was denied or failed with.
 */
export async function presenting(
  options: object = {},
  runtime: TestRuntimeOptions = {},
): Promise<Present> {
  const validate = await opened(options, runtime)
  return async (request) => {
    try {
      return (await validate(request)).kind
    } catch (error) {
      if (isAuthchainError(error)) return error.code
      throw error
    }
  }
}

/** The same, with the outcome itself. */
export async function opened(
  options: object = {},
  runtime: TestRuntimeOptions = {},
): Promise<(request: string | TestRequest) => Promise<Outcome>> {
  const all = 'issuers' in options ? options : { ...staticOptions, ...options }
  const plugin = jwt(all as unknown as JwtOptions)
  const validate = await plugin.setup(
    createTestRuntime({ clock: createTestClock(nowSeconds * 1000), ...runtime }),
    new AbortController().signal,
  )
  return async (request) => {
    const context = createTestContext(
      typeof request === 'string' ? { token: `Bearer ${request}` } : request,
    )
    return (await validate(context, createTestIdentity(), createTestCall())) as Outcome
  }
}
