/** What to change, by denial code. @module */

/** One row: what a code means for the caller's side or the developer's, and what helps. */
export interface CodeAdvice {
  readonly title: string
  readonly fix: string
}

/** Codes of core and of the first-party plugins that have an answer better than that of their kind. */
export const codeAdvice: ReadonlyMap<string, CodeAdvice> = new Map(
  Object.entries({
    'chain.no_credential': {
      title: 'No plugin found a credential of its kind',
      fix: 'Send the credential where a plugin looks for it; the chain above says what each one missed.',
    },
    'chain.no_principal': {
      title: 'Everybody was content, and nobody said who calls',
      fix: "Add a plugin that establishes a principal, or take { principal: 'ignore' } from the one that should.",
    },
    'chain.principal_conflict': {
      title: 'Two plugins named different principals',
      fix: "Say which of them counts: { principal: 'ignore' } or { principal: 'replace' } as second argument of the other.",
    },
    'chain.deadline': {
      title: 'The time was up',
      fix: 'Find the plugin with the longest bar: its server is slow or out of reach. deadlineMilliseconds sets the limit.',
    },
    'chain.undeclared_input': {
      title: 'A plugin read an input that it does not declare',
      fix: 'Add the input to the `requires` of the plugin, so that the cache plan knows of it.',
    },
    'chain.undeclared_secret': {
      title: 'A plugin opened a secret that it does not declare',
      fix: 'Add the reference to the `requires.secrets` of the plugin.',
    },
    'require_scope.missing': {
      title: 'A scope is missing',
      fix: 'Give the client the scope that requireScope asks for, or ask for another one. A new token is a new cache key; an API key stays denied until the TTL is over.',
    },
    'require_claim.mismatch': {
      title: 'A claim is missing or has another value',
      fix: 'Compare the claim that requireClaim names with what the issuer puts into the token.',
    },
    'request.ambiguous': {
      title: 'A header or parameter was sent with two values',
      fix: 'Send it once. Which of two values counts must not be a guess.',
    },
    'policy.unsafe_path': {
      title: 'The path cannot stand in a policy',
      fix: 'Paths with *, ? or $ would open more than themselves. Encode them, or let no plugin read method and path.',
    },
    'jwt.expired': {
      title: 'The token has expired',
      fix: 'Get a new token. If it should still be valid, compare the clocks of issuer and gateway: clockToleranceSeconds allows for some difference.',
    },
    'jwt.not_yet_valid': {
      title: 'The token is not valid yet',
      fix: "Compare the issuer's clock with this one; clockToleranceSeconds allows for some difference.",
    },
    'jwt.audience': {
      title: 'The token was made for another API',
      fix: 'Ask the issuer for a token with the audience that jwt() names, or correct `audience` there.',
    },
    'jwt.issuer': {
      title: 'The token comes from another issuer',
      fix: 'Compare the `iss` claim with `issuer` in jwt(), character by character: a trailing slash counts.',
    },
    'jwt.bad_signature': {
      title: 'The signature is not the one of the key that the token names',
      fix: 'The token was changed on its way, or signed by somebody else. Compare `issuer` in jwt() with where the token comes from.',
    },
    'jwt.type': {
      title: 'It is another type of token',
      fix: 'Send the access token, not the ID token. typ accepts other types where an issuer does not write at+jwt.',
    },
    'jwt.unknown_key': {
      title: 'The issuer publishes no key of this id',
      fix: 'The key was rotated a moment ago, or the token is from another issuer. A later request asks for the keys again.',
    },
    'jwt.keys_unavailable': {
      title: "The issuer's keys could not be fetched",
      fix: 'Check that the issuer or `jwksUri` is reachable from here: network, proxy, DNS, certificate.',
    },
    'api_key.unknown': {
      title: 'There is no such key',
      fix: 'Compare the key with the one that `authchain keys create` showed. Its record has to be in the store that apiKey() names.',
    },
    'api_key.malformed': {
      title: 'What was sent is not a key',
      fix: 'Keys look like ac_<id>_<secret>, and the last characters are a checksum: one is missing or mistyped.',
    },
    'api_key.disabled': {
      title: 'The key is disabled',
      fix: 'Take `disabled` from its record, or hand out another key.',
    },
    'api_key.expired': {
      title: 'The key has expired',
      fix: 'Make a new one: authchain keys create --expires 90d',
    },
  }),
)

/** When a code has no row: what its kind means. */
export const kindAdvice: Readonly<Record<'unauthenticated' | 'forbidden' | 'failure', CodeAdvice>> =
  {
    unauthenticated: {
      title: 'The credential was not accepted',
      fix: 'Look at the step of the chain that denied; its code says what is wrong with the credential.',
    },
    forbidden: {
      title: 'The caller is known and may not',
      fix: 'Look at the step of the chain that denied: give the caller what it asks for, or change the rule.',
    },
    failure: {
      title: 'The authorizer failed',
      fix: 'It is never the caller who has to change something. `authchain invoke --verbose` shows what was thrown.',
    },
  }
