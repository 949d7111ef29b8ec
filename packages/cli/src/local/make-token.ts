/** A token that a configuration takes. @module */
import { createRuntime } from '@authchain/core'
import type { AuthchainConfig } from '@authchain/core'
import { randomUUID } from 'node:crypto'
import { ToolError } from '../tool-error.js'
import type { LocalRuntime } from './local-runtime.js'
import { signToken, signWithSecret } from './sign-token.js'
import { canStandIn } from './stand-in.js'
import { openTestKeys } from './test-keys.js'
import { findTokenRules } from './token-rules.js'
import type { TokenRule } from './token-rules.js'

/** What the token is to say. */
export interface TokenWish {
  readonly subject: string
  readonly scopes: readonly string[]
  /** Over everything else, `iss` and `exp` included. */
  readonly claims: Readonly<Record<string, unknown>>
  /** Default: the first that the configuration takes. */
  readonly audience: string | undefined
  /** The name or the URL of an issuer of the configuration; default: the only one. */
  readonly issuer: string | undefined
  readonly issuedAtSeconds: number
  readonly expiresAtSeconds: number
}

/** A token, and what is good to know of it. */
export interface MadeToken {
  readonly token: string
  readonly issuer: string
  /** `test-issuer`: only a process with `--issuer` takes it. `shared-secret`: whoever has the secret does. */
  readonly signedBy: 'test-issuer' | 'shared-secret'
  readonly claims: Readonly<Record<string, unknown>>
}

/**
 * Makes a token with the issuer, audience and required claims of one `jwt()` of the configuration.
 *
 * @param folder - The local folder, where the test issuer's keys are.
 * @throws {@link ToolError} AC3009 when no issuer is meant, more than one is, or none that can be stood in for;
 *   AC3008 and AC3011 for the keys; `secret.…` when a shared secret cannot be read.
 */
export async function makeToken(
  config: AuthchainConfig,
  local: Pick<LocalRuntime, 'partsFor'>,
  folder: string,
  wish: TokenWish,
): Promise<MadeToken> {
  const rule = chooseRule(findTokenRules(config.plugins), wish.issuer)
  const { issuer, source } = rule
  const claims = toClaims(rule, wish)
  const header = { typ: rule.type === 'at+jwt' ? 'at+jwt' : 'JWT' }
  if (source.kind === 'secret') {
    const { secrets } = createRuntime(local.partsFor(config))
    const opened = await secrets.open(source.secret)
    const { value } = await opened.read(AbortSignal.timeout(10_000))
    const [algorithm = 'HS256'] = rule.algorithms
    const token = signWithSecret(value, algorithm, header, claims)
    return { token, issuer, signedBy: 'shared-secret', claims }
  }
  if (!canStandIn(rule)) {
    throw new ToolError('AC3009', `The keys of ${issuer} stand in the configuration itself`)
  }
  const key = openTestKeys(folder).find(({ algorithm }) => rule.algorithms.includes(algorithm))
  if (key === undefined) {
    throw new ToolError('AC3009', `${issuer} is taken with neither ES256 nor RS256`)
  }
  return { token: signToken(key, header, claims), issuer, signedBy: 'test-issuer', claims }
}

function chooseRule(rules: readonly TokenRule[], wanted: string | undefined): TokenRule {
  const meant = rules.filter(
    ({ issuer, name }) => wanted === undefined || issuer === wanted || name === wanted,
  )
  const [rule, ...others] = meant
  if (rule !== undefined && others.every(({ issuer }) => issuer === rule.issuer)) return rule
  const names = rules.map(({ issuer, name }) => name ?? issuer).join(', ')
  if (rules.length === 0) throw new ToolError('AC3009', 'The configuration has no jwt()')
  throw new ToolError('AC3009', `--issuer: expected one of ${names}`)
}

function toClaims(
  { issuer, audience, requiredClaims }: TokenRule,
  wish: TokenWish,
): Readonly<Record<string, unknown>> {
  const aud = wish.audience ?? audience?.[0]
  return {
    iss: issuer,
    sub: wish.subject,
    ...(aud === undefined ? {} : { aud }),
    iat: wish.issuedAtSeconds,
    exp: wish.expiresAtSeconds,
    jti: randomUUID(),
    ...(wish.scopes.length === 0 ? {} : { scope: wish.scopes.join(' ') }),
    ...Object.fromEntries(requiredClaims.map(([claim, [value]]) => [claim, value])),
    ...wish.claims,
  }
}
