/** Nobody in particular. @module */
import { pass } from '../contract/outcome.js'
import { createPlugin } from '../contract/plugin.js'
import type { Plugin } from '../contract/plugin.js'
import { ConfigInvalidError } from '../errors.js'

/**
 * Lets callers pass without a credential, as one principal that says so. Put it last in `anyOf`: a bad
 * credential is still denied by the plugin it belongs to.
 *
 * A config with it demands no credential, so a TOKEN authorizer and caching are refused.
 *
 * @param options - `principalId`: who nobody in particular is; default `anonymous`.
 * @throws {@link ConfigInvalidError} AC1003 for an empty `principalId`.
 * @example
 * ```ts
 * plugins: [anyOf(jwt(options), anonymous())]
 * ```
 */
export function anonymous(options: { readonly principalId?: string } = {}): Plugin {
  const { principalId = 'anonymous' } = options
  if (typeof principalId !== 'string' || principalId === '') {
    throw new ConfigInvalidError(
      'AC1003',
      'plugins.config: anonymous.principalId: expected a non-empty string',
    )
  }
  return createPlugin<Plugin>(
    {
      name: 'anonymous',
      requires: Object.freeze({ credentials: [], inputs: [] }),
      setup: () => () => pass({ principalId }),
    },
    { shape: 'leaf', principal: 'establish', needs: [] },
  )
}
