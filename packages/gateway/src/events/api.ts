/** The API that the gateway stands for: what an ARN and a request context say of it. @module */
import { ConfigInvalidError } from '@authchain/core'

/** Facts about the API and the stage. */
export interface Api {
  readonly partition: string
  readonly region: string
  readonly accountId: string
  readonly apiId: string
  readonly stage: string
  readonly stageVariables: Readonly<Record<string, string>>
}

/** What can be said of an API; the rest is made up. */
export type ApiNames = Partial<Omit<Api, 'partition'>>

const forms = {
  region: /^[a-z0-9-]{1,32}$/,
  accountId: /^\d{12}$/,
  apiId: /^[a-zA-Z0-9]{1,32}$/,
  stage: /^[a-zA-Z0-9_-]{1,128}$/,
} as const

/**
 * Names the API.
 *
 * @throws ConfigInvalidError AC1001 for a name that would make another ARN of the ARN it stands in.
 */
export function createApi(names: ApiNames): Api {
  const region = names.region ?? 'us-east-1'
  const api: Api = {
    partition: toPartition(region),
    region,
    accountId: names.accountId ?? '123456789012',
    apiId: names.apiId ?? 'authchain0',
    stage: names.stage ?? 'dev',
    stageVariables: names.stageVariables ?? {},
  }
  for (const [name, form] of Object.entries(forms)) {
    if (form.test(api[name as keyof typeof forms])) continue
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
 * The root is `…/GET/`; a query string is no part of it.
 */
export function toMethodArn(api: Api, method: string, path: string): string {
  const { partition, region, accountId, apiId, stage } = api
  return `arn:${partition}:execute-api:${region}:${accountId}:${apiId}/${stage}/${method}${path}`
}
