/** What API Gateway reads before it asks an authorizer. @module */
import type { CachePlan } from '@authchain/core/manifest'
import type { InvokeRequest } from './parse-request.js'

/**
 * Reads the identity sources of a request, in order: header names without case, query names with it, the last
 * value of a repeated one.
 *
 * @returns undefined when one of them is missing or empty: API Gateway then answers 401 and asks nobody.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function readIdentity(
  { headers, query }: Pick<InvokeRequest, 'headers' | 'query'>,
  { identitySources }: Pick<CachePlan, 'identitySources'>,
): readonly string[] | undefined {
  const values: string[] = []
  for (const source of identitySources) {
    const { place, name = '' } =
      /\.(?<place>header|querystring)\.(?<name>.+)$/.exec(source)?.groups ?? {}
    const lower = name.toLowerCase()
    const pair =
      place === 'header'
        ? headers.findLast(([header]) => header.toLowerCase() === lower)
        : query.findLast(([parameter]) => parameter === name)
    if (pair === undefined || pair[1] === '') return undefined
    values.push(pair[1])
  }
  return values
}
