/** Issuers whose tokens have a known shape. @module */
import type { Plugin, PluginSettings, StandardSchemaV1 } from '@authchain/core'
import { array, either, object, oneOf, schema, string } from '@authchain/core/schema'
import { checkShape } from './checked-options.js'
import { jwt } from './jwt.js'
import type { JwtProvision } from './options.js'

/** What {@link cognito} takes. */
export interface CognitoOptions {
  /** `eu-west-1_AbCdEfGhI`. */
  readonly userPoolId: string
  /** App clients whose tokens are taken. */
  readonly clientId: string | readonly string[]
  /** An API asks for access tokens; ID tokens are meant for the app itself. */
  readonly tokenUse: 'access' | 'id'
}

/** What {@link auth0} takes. */
export interface Auth0Options {
  /** `acme.eu.auth0.com`, or a custom domain. */
  readonly domain: string
  /** The identifier of the API. */
  readonly audience: string
}

/** Functions, so that a bundle without the presets is without their schemas too. */
const cognitoOptions = (): StandardSchemaV1<unknown, CognitoOptions> =>
  schema<unknown, CognitoOptions>(
    object({
      userPoolId: string(
        /^[a-z]{2}-[a-z-]{1,20}-\d_[0-9A-Za-z]{1,55}$/,
        'such as eu-west-1_AbCdEfGhI',
      ),
      clientId: either<string | readonly string[]>((value) =>
        Array.isArray(value) ? array(string(), 1) : string(),
      ),
      tokenUse: oneOf('access', 'id'),
    }),
  )

const auth0Options = (): StandardSchemaV1<unknown, Auth0Options> =>
  schema<unknown, Auth0Options>(
    object({
      domain: string(/^[0-9A-Za-z-]{1,63}(?:\.[0-9A-Za-z-]{1,63}){1,8}$/, 'a host name'),
      audience: string(),
    }),
  )

/**
 * Takes tokens of an Amazon Cognito user pool, RS256 as the pool signs them.
 *
 * An access token has no `aud`: its `client_id` and `token_use` are checked. An ID token has the client in `aud`.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
 * @throws {@link ConfigInvalidError} AC1003 or AC1004 for invalid options, AC1013 for bad settings.
 * @example
 * ```ts
 * cognito({ userPoolId: 'eu-west-1_AbCdEfGhI', clientId: '1example23456789', tokenUse: 'access' })
 * ```
 */
export function cognito(
  options: CognitoOptions,
  settings?: PluginSettings<'jwt'>,
): Plugin<{ readonly jwt: JwtProvision }> {
  const { userPoolId, clientId, tokenUse } = checkShape('cognito', cognitoOptions(), options)
  const region = userPoolId.slice(0, userPoolId.indexOf('_'))
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  const issuer = `https://cognito-idp.${region}.${domain}/${userPoolId}`
  return jwt(
    {
      issuer,
      jwksUri: `${issuer}/.well-known/jwks.json`,
      algorithms: ['RS256'],
      audience: tokenUse === 'id' ? clientId : null,
      requiredClaims:
        tokenUse === 'id' ? { token_use: 'id' } : { token_use: 'access', client_id: clientId },
    },
    settings,
  )
}

/**
 * Takes access tokens that Auth0 issues for one API, RS256 as it signs them by default.
 *
 * @see https://auth0.com/docs/secure/tokens/access-tokens/validate-access-tokens
 * @throws {@link ConfigInvalidError} AC1003 or AC1004 for invalid options, AC1013 for bad settings.
 * @example
 * ```ts
 * auth0({ domain: 'acme.eu.auth0.com', audience: 'https://api.acme.example' })
 * ```
 */
export function auth0(
  options: Auth0Options,
  settings?: PluginSettings<'jwt'>,
): Plugin<{ readonly jwt: JwtProvision }> {
  const { domain, audience } = checkShape('auth0', auth0Options(), options)
  return jwt(
    {
      issuer: `https://${domain}/`,
      jwksUri: `https://${domain}/.well-known/jwks.json`,
      algorithms: ['RS256'],
      audience,
    },
    settings,
  )
}
