/** The API that the gateway stands for: what an ARN and a request context say of it. @module */

/** Facts about the API and the stage. */
export interface Api {
  readonly partition: string
  readonly region: string
  readonly accountId: string
  readonly apiId: string
  readonly stage: string
  readonly stageVariables: Readonly<Record<string, string>>
}

/** The partition that a region belongs to. */
export function toPartition(region: string): string {
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
