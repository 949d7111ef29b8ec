/** Plugins of one function that knows nothing of authchain. @module */
import type { Awaitable } from '../contract/awaitable.js'
import type { AuthContext, RequestInput } from '../contract/context.js'
import { definePlugin } from '../contract/define-plugin.js'
import type { ResponseContext } from '../contract/identity.js'
import { abstain, pass } from '../contract/outcome.js'
import type { Pass } from '../contract/outcome.js'
import type { Plugin, PluginRequirements } from '../contract/plugin.js'
import { failure, toCodePrefix, unauthenticated } from '../errors.js'
import { toValidateContext } from './validate-context.js'
import type { ValidateContext } from './validate-context.js'

/** What such a function may return. `true` alone says nothing about who the caller is. */
export type ValidateResult =
  | true
  | {
      readonly principalId?: string | undefined
      readonly context?: ResponseContext | undefined
    }

/**
 * Makes a plugin of a `validate(auth_context)` as the Python edition of authorizers knew it.
 *
 * | `auth_context`            | holds                                                        | to be declared            |
 * | ------------------------- | ------------------------------------------------------------ | ------------------------- |
 * | `type`                    | `'TOKEN'` or `'REQUEST'`                                     |                           |
 * | `token`                   | the raw header, `Bearer ` included; undefined when absent    | `token` (the default)     |
 * | `headers`                 | by name, in any case                                         | `header:<name>`           |
 * | `query_string_parameters` | by name                                                      | `query:<name>`            |
 * | `path_parameters`         | by name; they cannot be listed                               | `path-parameters`         |
 * | `stage_variables`         | by name                                                      | `stage-variable:<name>`   |
 * | `request_context`         | `accountId`, `apiId`, `stage`, `requestId`                   |                           |
 * | the same                  | `httpMethod`, `resourcePath`, `routeKey`, `identity.sourceIp`, `identity.userAgent` | `method`, `route`, `route`, `source-ip`, `user-agent` |
 * | `method_arn`              | `arn:…/{stage}/{VERB}/{path}`, `…/$connect`                  | `method`, `path`; `route` |
 *
 * Everything is read when it is asked for, and asking for what was not declared is a failure, by index and
 * by `in` alike. `Object.keys` lists the declared names that are present.
 *
 * | the function                              | becomes                                             |
 * | ----------------------------------------- | --------------------------------------------------- |
 * | is not asked: no declared credential is there | abstains                                         |
 * | returns `true`                            | passes, and establishes nobody: another plugin must |
 * | returns `{ principalId, context }`        | passes with them; either may be left out            |
 * | throws `new Error('Unauthorized')`        | 401 `<name>.unauthorized`                           |
 * | throws what `unauthenticated()` or `forbidden()` made | keeps its meaning                       |
 * | returns `false`, nothing, another value   | 500 `<name>.no_outcome`                             |
 * | throws anything else                      | 500 `<name>.failed`                                 |
 *
 * The last two differ from the original on purpose: there every exception was a 401, so that an outage was
 * told to the caller as a bad credential.
 *
 * @param name - As in `definePlugin`: letters, digits, hyphens.
 * @param validate - Asked once per request; it may return a promise.
 * @param requires - What it reads. Left out: the token, which is its credential.
 * @throws {@link ConfigInvalidError} AC1013 for a name that cannot be one.
 * @example A validator brought over from Python
 * ```ts
 * const session = fromValidate('session', async (auth_context) => {
 *   const user = await findUser(auth_context.token)
 *   if (user === undefined) throw new Error('Unauthorized')
 *   return { principalId: user.id, context: { tier: user.tier } }
 * })
 * ```
 */
export function fromValidate(
  name: string,
  validate: (authContext: ValidateContext) => Awaitable<ValidateResult>,
  requires: PluginRequirements = { credentials: ['token'] },
): Plugin {
  const prefix = toCodePrefix(name)
  const { credentials = [], inputs = [] } = requires
  const declared: readonly RequestInput[] = [...credentials, ...inputs]

  const toKnown = (thrown: unknown): unknown =>
    thrown instanceof Error && thrown.message === 'Unauthorized'
      ? unauthenticated(`${prefix}.unauthorized`, { cause: thrown })
      : thrown

  const toPass = (result: unknown): Pass => {
    if (result === true) return pass()
    if (!isPatch(result)) throw failure(`${prefix}.no_outcome`)
    const { principalId, context } = result
    return pass({
      ...(principalId === undefined ? {} : { principalId }),
      ...(context === undefined ? {} : { context }),
    })
  }

  return definePlugin({
    name,
    requires,
    async validate(context) {
      const isPresent = credentials.some((input) => readCredential(context, input) !== undefined)
      if (credentials.length > 0 && !isPresent) return abstain('no credential')
      let result: unknown
      try {
        result = await validate(toValidateContext(context, declared))
      } catch (thrown) {
        throw toKnown(thrown)
      }
      return toPass(result)
    },
  })()
}

/** An object of two known members: a misspelt or foreign one (`isAuthorized: false`) must not be overlooked. */
function isPatch(value: unknown): value is Exclude<ValidateResult, true> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return false
  return Reflect.ownKeys(value).every((key) => key === 'principalId' || key === 'context')
}

function readCredential(context: AuthContext, input: RequestInput): string | undefined {
  const at = input.indexOf(':')
  const name = input.slice(at + 1)
  switch (at === -1 ? input : input.slice(0, at)) {
    case 'header':
      return context.header(name)
    case 'query':
      return context.query(name)
    case 'cookie':
      return context.cookie(name)
    case 'token':
      return context.token
    default:
      // Nothing else is ever absent in a way that says "not mine".
      return ''
  }
}
