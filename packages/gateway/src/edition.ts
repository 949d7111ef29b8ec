/** A gateway as it stands between two exchanges of its authorizer. @module */
import { ConfigInvalidError } from '@authchain/core'
import type { Clock } from '@authchain/core'
import type { Assumptions } from './assumptions.js'
import { createAuthorizerCache } from './authorizer-cache/authorizer-cache.js'
import { createApi } from './events/api.js'
import type { ApiKind } from './events/api.js'
import type { ApiOptions } from './gateway-options.js'
import type { Integration } from './integration/integration.js'
import { createPipeline } from './pipeline.js'
import type { Pipeline } from './pipeline.js'
import { createResourcePolicy } from './resource-policy.js'
import { createApiRouter } from './routes/api-router.js'
import { openTarget } from './target.js'
import type { GatewayTarget } from './target.js'

/** One API with one authorizer. Every request is served by one edition from beginning to end. */
export interface Edition {
  readonly kind: ApiKind
  readonly serve: Pipeline
  flush(): void
  /** Never rejects. */
  warmUp(): Promise<void>
}

/** What stays the same from edition to edition. */
export interface EditionParts {
  readonly options: ApiOptions
  readonly integration: Integration
  readonly assumptions: Assumptions
  readonly clock: Clock
}

/**
 * Makes an edition. Its cache is its own: what an old authorizer still answers must not reach a new one.
 *
 * @throws ConfigInvalidError for what could not be deployed.
 */
export function createEdition(target: GatewayTarget, parts: EditionParts): Edition {
  const { options, integration, assumptions, clock } = parts
  const cache = createAuthorizerCache(clock)
  const opened = openTarget(target, { id: 'local1', cache, assumptions, clock })
  const { kind, authorizer } = opened
  checkOptions(options, kind)
  const api = createApi(options, kind)
  const serve = createPipeline({
    api,
    router: createApiRouter(api, {
      routes: options.routes ?? opened.routes,
      publicRoutes: options.publicRoutes ?? [],
    }),
    authorizer,
    resourcePolicy: options.resourcePolicy && createResourcePolicy(options.resourcePolicy, api),
    usagePlan: options.usagePlan,
    gatewayResponses: { ...opened.gatewayResponses, ...options.gatewayResponses },
    integration,
    assumptions,
    clock,
  })
  return {
    kind,
    serve,
    flush: () => {
      cache.flush()
    },
    warmUp: async () => opened.warmUp(),
  }
}

/** Only REST APIs have these. */
const restOnly = ['resourcePolicy', 'usagePlan', 'gatewayResponses'] as const

function checkOptions(options: ApiOptions, kind: ApiKind): void {
  const wrong = restOnly.find((name) => kind !== 'rest' && options[name] !== undefined)
  if (wrong === undefined) return
  throw new ConfigInvalidError('AC1001', `createGateway: ${wrong} is for REST APIs only`)
}
