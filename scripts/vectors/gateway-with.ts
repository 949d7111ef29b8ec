/** Gateways around functions that vectors describe. @module */
import { createGateway } from '@authchain/gateway'
import type { ApiKind, ApiOptions, Gateway, GatewayAuthorizer } from '@authchain/gateway'
import type { Fields } from './vector.ts'
import { ShapeError } from './vector.ts'

/** The API of the vectors. */
export const api = {
  apiId: 'abcdef123',
  stage: 'test',
  region: 'us-east-1',
  accountId: '123456789012',
} as const

export const apiArn = `arn:aws:execute-api:${api.region}:${api.accountId}:${api.apiId}`

/** An authorizer as the vectors write it. */
export interface VectorAuthorizer {
  readonly apiType?: string
  readonly type?: 'TOKEN' | 'REQUEST'
  readonly identitySource: string | readonly string[]
  readonly ttl: number
  readonly payload?: '1.0' | '2.0'
  readonly simple?: boolean
  readonly identityValidationExpression?: string
}

export interface Served {
  readonly gateway: Gateway
  /** What the function was sent. */
  readonly events: readonly Fields[]
}

/** A gateway around a function that is told every event and answers what `answer` gives. */
export function gatewayWith(
  answer: (event: Fields) => unknown,
  authorizer: GatewayAuthorizer,
  options: ApiOptions = {},
): Served {
  const events: Fields[] = []
  const gateway = createGateway({
    ...api,
    ...options,
    authorizer,
    handler: async (event) => {
      events.push(event as Fields)
      return answer(event as Fields)
    },
  })
  return { gateway, events }
}

export function toApiKind(apiType: unknown): ApiKind {
  if (apiType === undefined || apiType === 'REST') return 'rest'
  if (apiType === 'HTTP') return 'http'
  if (apiType === 'WEBSOCKET') return 'websocket'
  throw new ShapeError(`apiType ${JSON.stringify(apiType)} is not REST, HTTP or WEBSOCKET`)
}

/** Of an API whose vector says nothing of the authorizer. */
export function usualAuthorizer(kind: ApiKind): GatewayAuthorizer {
  const source = {
    rest: 'method.request.header.Authorization',
    http: '$request.header.Authorization',
    websocket: 'route.request.header.Authorization',
  }[kind]
  return { api: kind, type: 'REQUEST', identitySources: [source], ttlSeconds: 0 }
}

export function toGatewayAuthorizer(vector: VectorAuthorizer): GatewayAuthorizer {
  const { identitySource, payload, simple, identityValidationExpression } = vector
  return {
    api: toApiKind(vector.apiType),
    type: vector.type ?? 'REQUEST',
    identitySources: typeof identitySource === 'string' ? [identitySource] : identitySource,
    ttlSeconds: vector.ttl,
    ...(payload === undefined ? {} : { payload }),
    ...(simple === undefined ? {} : { simpleResponses: simple }),
    validationExpression: identityValidationExpression ?? null,
  }
}

export function policy(effect: string, ...resources: readonly string[]): Fields {
  const statement = { Effect: effect, Action: 'execute-api:Invoke', Resource: resources }
  return { Version: '2012-10-17', Statement: [statement] }
}
