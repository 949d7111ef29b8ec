/** Authorizer functions and APIs for tests. */
import { createGateway } from '../../src/index.js'
import type { ApiOptions, Gateway, GatewayAuthorizer } from '../../src/index.js'

/** The API of the vectors. */
export const api = {
  apiId: 'abcdef123',
  stage: 'test',
  region: 'us-east-1',
  accountId: '123456789012',
} as const

export const apiArn = 'arn:aws:execute-api:us-east-1:123456789012:abcdef123'

export const tokenAuthorizer: GatewayAuthorizer = {
  type: 'TOKEN',
  identitySources: ['method.request.header.Authorization'],
  ttlSeconds: 300,
}

export const requestAuthorizer: GatewayAuthorizer = { ...tokenAuthorizer, type: 'REQUEST' }

export function policy(effect: 'Allow' | 'Deny', ...resources: readonly string[]): object {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: effect, Action: 'execute-api:Invoke', Resource: resources }],
  }
}

export const allowAll: object = { principalId: 'u', policyDocument: policy('Allow', '*') }

/** A gateway around a function that is told every event and answers what `answer` gives. */
export function gatewayWith(
  answer: (event: Readonly<Record<string, unknown>>) => unknown,
  options: ApiOptions & { readonly authorizer?: GatewayAuthorizer } = {},
): { readonly gateway: Gateway; readonly events: readonly Readonly<Record<string, unknown>>[] } {
  const events: Readonly<Record<string, unknown>>[] = []
  const { authorizer = { ...tokenAuthorizer, ttlSeconds: 0 }, ...rest } = options
  const gateway = createGateway({
    ...api,
    ...rest,
    authorizer,
    handler: async (event) => {
      const seen = event as Readonly<Record<string, unknown>>
      events.push(seen)
      return answer(seen)
    },
  })
  return { gateway, events }
}

/** What the echo backend says the authorizer's context is. */
export function seenByBackend(body: unknown): Readonly<Record<string, unknown>> {
  const { requestContext } = body as {
    readonly requestContext: { readonly authorizer: Readonly<Record<string, unknown>> }
  }
  return requestContext.authorizer
}
