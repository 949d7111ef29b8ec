/** A plugin that does what the credential says. */
import { abstain, definePlugin, forbidden, pass, unauthenticated } from '@authchain/core'
import type { ResponseContext } from '@authchain/core'

/** What an allowed caller's answer carries, in every type that there is. */
export const richContext: ResponseContext = {
  text: 'grüße "\\ \u2028',
  number: 1.5,
  yes: true,
  no: false,
  nothing: null,
}

export const obeying = definePlugin({
  name: 'obeying',
  requires: { credentials: ['token'] },
  validate({ token = '' }) {
    const [verb = '', ...rest] = token.split(' ')
    const principalId = rest.join(' ') || 'u'
    switch (verb) {
      case 'pass':
        return pass({ principalId })
      case 'rich':
        return pass({
          principalId,
          context: richContext,
          expiresAtSeconds: 4_102_444_800.5,
          usageIdentifierKey: 'usage-plan-key',
        })
      case 'bad':
        throw unauthenticated('obeying.bad')
      case 'soon':
        throw unauthenticated('obeying.soon', { transient: true })
      case 'no':
        throw forbidden('obeying.no')
      case 'break':
        throw new Error('broken')
      default:
        return abstain('no credential')
    }
  },
})
