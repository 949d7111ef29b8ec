/** The API that the gateway stands for: what an ARN and a request context say of it. @module */
import { ConfigInvalidError } from '@authchain/core'

/** The three kinds of API that have Lambda authorizers. */
export type ApiKind = 'rest' | 'http' | 'websocket'

/** Facts about the API and the stage. */
export interface Api {
  readonly kind: ApiKind
  readonly partition: string
  readonly region: string
  readonly accountId: string
  readonly apiId: string
  readonly stage: string
  readonly stageVariables: Readonly<Record<string, string>>
}

/** What can be said of an API; the rest is made up. */
export type ApiNames = Partial<Omit<Api, 'kind' | 'partition'>>

const forms = {
  region: /^[a-z0-9-]{1,32}$/,
  accountId: /^\d{12}$/,
  apiId: /^[a-zA-Z0-9]{1,32}$/,
  stage: /^[a-zA-Z0-9_-]{1,128}$|^\$default$/,
} as const

/** The stage of an HTTP API that stands in no URL. */
export const defaultStage = '$default'

/**
 * Names the API.
 *
 * @throws ConfigInvalidError AC1001 for a name that would make another ARN of the ARN it stands in.
 */
export function createApi(names: ApiNames, kind: ApiKind = 'rest'): Api {
  const region = names.region ?? 'us-east-1'
  const api: Api = {
    kind,
    partition: toPartition(region),
    region,
    accountId: names.accountId ?? '123456789012',
    apiId: names.apiId ?? 'authchain0',
    stage: names.stage ?? (kind === 'http' ? defaultStage : 'dev'),
    stageVariables: names.stageVariables ?? {},
  }
  for (const [name, form] of Object.entries(forms)) {
    const text = api[name as keyof typeof forms]
    if (form.test(text) && (kind === 'http' || text !== defaultStage)) continue
    throw new ConfigInvalidError('AC1001', `createGateway: ${name} is not one that AWS would take`)
  }
  return api
}

function toPartition(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn'
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}

/**
 * The ARN of one request: the real verb and the concrete path as it was sent, never the route's template.
 * The root is `…/GET/`; a query string is no part of it. All handshakes of a WebSocket API share one ARN.
 */
export function toMethodArn(api: Api, method: string, path: string): string {
  const { partition, region, accountId, apiId, stage } = api
  const prefix = `arn:${partition}:execute-api:${region}:${accountId}:${apiId}/${stage}/`
  return prefix + (api.kind === 'websocket' ? '$connect' : method + path)
}
