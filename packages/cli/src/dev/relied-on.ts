/** Which unsure behaviours of API Gateway a run can rest on. @module */
import type { AssumptionName, GatewayAuthorizer } from '@authchain/gateway'

/** Where the documentation lists them. */
export const assumptionsPage = 'https://authchain.example/gateway/#assumptions'

interface Facts extends GatewayAuthorizer {
  /** A chain never gives answers that are not well-formed; a hand-written handler may. */
  readonly isChain: boolean
}

/** When each can matter. */
const conditions: Readonly<Record<AssumptionName, (facts: Facts) => boolean>> = {
  missingPrincipalId: ({ isChain }) => !isChain,
  sourcesWithoutCache: ({ api, type, ttlSeconds, identitySources }) =>
    isRest(api) && type === 'REQUEST' && ttlSeconds === 0 && identitySources.length > 0,
  validationExpression: ({ validationExpression }) => typeof validationExpression === 'string',
  unauthorizedWord: ({ isChain }) => !isChain,
  emptyStatement: ({ isChain }) => !isChain,
  missingVersion: ({ isChain }) => !isChain,
  repeatedHeader: ({ api, identitySources }) =>
    api !== 'http' && identitySources.some((source) => source.includes('.header.')),
  leadingSlashes: ({ api }) => isRest(api),
  thrownUnauthorized: ({ api }) => !isRest(api),
  repeatedHttpValue: ({ api, identitySources }) => api === 'http' && identitySources.length > 0,
  simpleUnknownKeys: ({ isChain, simpleResponses }) => !isChain && simpleResponses === true,
  principalInLambda: ({ api, simpleResponses }) => api === 'http' && simpleResponses !== true,
}

/** Finds them. The trace of a request says which of them it did rest on. */
export function findReliedOn(
  settings: GatewayAuthorizer,
  isChain: boolean,
): readonly AssumptionName[] {
  const facts = { ...settings, isChain }
  const names = Object.keys(conditions) as readonly AssumptionName[]
  return names.filter((name) => conditions[name](facts))
}

function isRest(api: GatewayAuthorizer['api']): boolean {
  return api === undefined || api === 'rest'
}
