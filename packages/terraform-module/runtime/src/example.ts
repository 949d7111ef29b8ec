/** What runs while there is no chain: nothing is allowed, or exactly one token. @module */
import { ConfigInvalidError, abstain, definePlugin, pass, unauthenticated } from '@authchain/core'
import type { AuthchainConfig, PluginFactory } from '@authchain/core'
import { schema, string } from '@authchain/core/schema'
import { createHash, timingSafeEqual } from 'node:crypto'
import { isGuessable, isGuessableDigest } from './guessable.js'

/** Three lines for the module, as a constant that is logged once. */
const advice = [
  'no chain: every request is denied. Add one to the module:',
  '  chain = [',
  '    { plugin = "jwt", options = { issuer = "https://issuer.example.com/", audience = "my-api" } },',
  '  ]',
].join('\n')

const noChain: PluginFactory<'example', undefined> = definePlugin({
  name: 'example',
  options: schema<undefined>(() => undefined),
  setup(_options, { logger }) {
    logger.warn(advice)
    return () => {
      throw unauthenticated('example.no_chain')
    }
  },
})

const oneToken: PluginFactory<'example', string> = definePlugin({
  name: 'example',
  options: schema<string>(string(/^[0-9a-f]{64}$/, '64 lower-case hex digits')),
  setup(sha256Hex, { logger }) {
    const expected = Buffer.from(sha256Hex, 'hex')
    logger.warn('example chain: it accepts one token and is for trying out only')
    return ({ token }) => {
      const [, presented] = /^bearer ([\x21-\x7e]{1,512})$/i.exec(token ?? '') ?? []
      if (presented === undefined) return abstain('no bearer token')
      const isSame = timingSafeEqual(createHash('sha256').update(presented).digest(), expected)
      if (!isSame) throw unauthenticated('example.unknown_token')
      if (isGuessable(presented)) throw unauthenticated('example.guessable_token')
      return pass({ principalId: 'example' })
    }
  },
})

/**
 * Denies every request with `example.no_chain`, and logs once what to add.
 *
 * @example
 * ```ts
 * createHandler(noChainConfig())
 * ```
 */
export function noChainConfig(): AuthchainConfig {
  return { plugins: [noChain()] }
}

/**
 * Accepts the one bearer token that has this digest, as the principal `example`. The comparison takes the
 * same time for every token.
 *
 * | token                                        | answer                          |
 * | -------------------------------------------- | ------------------------------- |
 * | none, or another scheme                      | abstains: 401                   |
 * | another                                      | 401 `example.unknown_token`     |
 * | the right one, but one that can be guessed   | 401 `example.guessable_token`   |
 *
 * @param sha256Hex - Of the token, 64 lower-case hex digits.
 * @throws ConfigInvalidError AC1003 for other text, AC1012 for the digest of a word that everybody tries.
 * @example
 * ```ts
 * createHandler(exampleConfig('9f86…0a08'))
 * ```
 */
export function exampleConfig(sha256Hex: string): AuthchainConfig {
  if (isGuessableDigest(sha256Hex)) {
    throw new ConfigInvalidError(
      'AC1012',
      'AUTHCHAIN_EXAMPLE_TOKEN_SHA256: everybody can guess the token with this digest. Make one: openssl rand -hex 24',
    )
  }
  return { plugins: [oneToken(sha256Hex)] }
}
