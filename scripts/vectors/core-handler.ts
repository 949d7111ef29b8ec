/** authchain's own handler, which must understand every event that the gateway makes. @module */
import { createHandler, definePlugin, pass } from '@authchain/core'
import type { AuthorizerSettings, Logger } from '@authchain/core'
import type { AuthorizerFunction, GatewayAuthorizer } from '@authchain/gateway'

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} }

const everyone = definePlugin({
  name: 'everyone',
  requires: { credentials: ['token'] },
  validate: () => pass({ principalId: 'u' }),
})

/** A handler of the same kind as the authorizer; it lets everyone pass. */
export function coreHandler(authorizer: GatewayAuthorizer): AuthorizerFunction {
  return createHandler(
    { authorizer: toSettings(authorizer), plugins: [everyone()] },
    { logger: silent },
  )
}

function toSettings(authorizer: GatewayAuthorizer): AuthorizerSettings {
  const { api = 'rest', type, payload, simpleResponses, identitySources } = authorizer
  if (api === 'websocket') return { api }
  if (api === 'http') {
    if (payload === '1.0') return { api, payload, ttlSeconds: 0 }
    return { api, response: simpleResponses === true ? 'simple' : 'policy', ttlSeconds: 0 }
  }
  if (type === 'REQUEST') return { type, ttlSeconds: 0 }
  const header = identitySources[0]?.split('.').at(-1) ?? 'Authorization'
  return { type, header, ttlSeconds: 0 }
}
