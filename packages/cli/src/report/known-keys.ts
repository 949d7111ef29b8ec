/** Keys that a configuration may have, for suggestions only: what is right is decided by core. @module */

const byPlace: Readonly<Record<string, readonly string[]>> = {
  config: [
    'authorizer',
    'plugins',
    'routes',
    'defaultRule',
    'routesFrom',
    'context',
    'onUnauthenticated',
    'responses',
    'deadlineMilliseconds',
    'logging',
    'expiryCondition',
  ],
  authorizer: [
    'api',
    'type',
    'header',
    'payload',
    'response',
    'ttlSeconds',
    'validationExpression',
  ],
  logging: ['principal'],
  jwt: [
    'issuer',
    'issuers',
    'audience',
    'algorithms',
    'name',
    'jwksUri',
    'jwks',
    'secret',
    'publicKey',
    'clockToleranceSeconds',
    'maxTokenAgeSeconds',
    'typ',
    'requiredClaims',
    'claims',
    'tokenFrom',
  ],
  apiKey: ['keys', 'from', 'prefix'],
}

/** All of them; a key of another place is still a good guess. */
export const knownKeys: ReadonlySet<string> = new Set(Object.values(byPlace).flat())
