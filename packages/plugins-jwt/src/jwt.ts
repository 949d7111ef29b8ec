/** Authenticates a caller by a signed JSON Web Token (RFC 7519). @module */
import { abstain, definePlugin, pass } from '@authchain/core'
import type {
  Claims,
  Outcome,
  Plugin,
  PluginRequirements,
  PluginSettings,
  StandardSchemaV1,
} from '@authchain/core'
import { custom, schema } from '@authchain/core/schema'
import { findToken } from './bearer.js'
import { checkOptions } from './checked-options.js'
import type { CheckedIssuer, CheckedOptions } from './checked-options.js'
import { toDiscoveryUrl } from './discovery.js'
import type { JwtOptions, JwtProvision } from './options.js'
import { toScopes } from './scopes.js'
import { createTokenVerifier } from './verifier.js'
import type { VerifiedToken } from './verifier.js'

type AnySchema = StandardSchemaV1<unknown, Claims>
type Output<C extends StandardSchemaV1> = StandardSchemaV1.InferOutput<C>

/**
 * Makes a plugin that takes signed tokens of one issuer or of several.
 *
 * | request                                         | answer                              |
 * | ----------------------------------------------- | ----------------------------------- |
 * | no token, or another scheme than `Bearer`       | abstains                            |
 * | a token that holds                              | passes; `sub` is the principal      |
 * | any other bearer token                          | denied with a code of `denialCodes` |
 * | no keys to judge by, because the issuer is down | fails: 500, never cached            |
 *
 * `exp` and `sub` are always required. With several issuers the principal is `name|sub`. Scopes come from `scope`
 * or `scp`. The answer ends with the token, or at `maxTokenAgeSeconds` if that is sooner.
 *
 * @param options - One issuer, or `issuers` with names, and checks. Unknown keys are refused.
 * @param settings - How this instance stands in the chain; `as` gives it another name.
 * @returns The plugin; it provides claims, issuer and tenant.
 * @throws {@link ConfigInvalidError} AC1003 or AC1004 for options of the wrong shape, AC1012 for a key that is
 * refused, AC1013 for bad settings.
 * @example Tokens of an OIDC provider
 * ```ts
 * export default defineConfig({
 *   plugins: [jwt({ issuer: 'https://auth.example.com/', audience: 'orders' })],
 * })
 * ```
 */
export function jwt<const C extends StandardSchemaV1 = AnySchema>(
  options: JwtOptions<C>,
  settings?: PluginSettings<'jwt'>,
): Plugin<{ readonly jwt: JwtProvision<Output<C>> }>
export function jwt<const As extends string, const C extends StandardSchemaV1 = AnySchema>(
  options: JwtOptions<C>,
  settings: PluginSettings<As> & { readonly as: As },
): Plugin<{ readonly [K in As]: JwtProvision<Output<C>> }>
export function jwt(options: unknown, settings?: PluginSettings): Plugin {
  const checked = checkOptions(settings?.as ?? 'jwt', options)
  const plugin = checkedJwt(checked, settings as PluginSettings<'jwt'> | undefined)
  return Object.freeze({ ...plugin, [rulesKey]: checked })
}

/** Where tools find what a token has to be; nothing that decides reads it. */
const rulesKey = Symbol.for('authchain.token-rules')

/** The options are checked before, because a refused key has a code of its own. */
const checkedJwt = definePlugin({
  name: 'jwt',
  options: schema<CheckedOptions>(custom<CheckedOptions>(() => true, 'checked options')),
  requires: toRequirements,
  async setup(options, runtime, signal) {
    const verifier = await createTokenVerifier(options, runtime, signal)
    const { tokenFrom } = options
    const toOutcome = options.issuers.length > 1 ? passNamed : passPlain

    return (context, _identity, call) => {
      const token = findToken(context, tokenFrom)
      if (token === undefined) return abstain('no bearer token')
      const verified = verifier.verify(token, call)
      return 'then' in verified ? verified.then(toOutcome) : toOutcome(verified)
    }
  },
})

function passPlain(token: VerifiedToken): Outcome<JwtProvision<unknown>> {
  return passAs(token.subject, token)
}

/** A name has no `|` in it, so two issuers never make one principal. */
function passNamed(token: VerifiedToken): Outcome<JwtProvision<unknown>> {
  return passAs(`${String(token.tenant)}|${token.subject}`, token)
}

function passAs(principalId: string, token: VerifiedToken): Outcome<JwtProvision<unknown>> {
  const { claims, typed, issuer, tenant, expiresAtSeconds } = token
  return pass({
    principalId,
    scopes: toScopes(claims),
    claims,
    expiresAtSeconds,
    provides: { claims: typed, issuer, tenant },
  })
}

/** Of several inputs any one suffices, so the absence of none of them means that there is no credential. */
function toRequirements({ tokenFrom, issuers }: CheckedOptions): PluginRequirements {
  return {
    ...(tokenFrom.length === 1 ? { credentials: tokenFrom } : { inputs: tokenFrom }),
    secrets: issuers.flatMap(({ source }) => (source.kind === 'secret' ? [source.secret] : [])),
    hosts: [...new Set(issuers.flatMap(findHosts))],
  }
}

function findHosts({ issuer, source }: CheckedIssuer): readonly string[] {
  if (source.kind === 'discovery') return [toDiscoveryUrl(issuer).hostname]
  return source.kind === 'jwks-uri' ? [new URL(source.jwksUri).hostname] : []
}
