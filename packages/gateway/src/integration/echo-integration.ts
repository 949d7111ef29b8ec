/** A backend that shows what a backend would receive. @module */
import { redactMap } from '../redaction.js'
import type { Integration } from './integration.js'

/**
 * Answers 200 with the request as JSON: method, path, stage, query, headers and the authorizer's context.
 * Values of headers and parameters that may carry a credential are replaced by `***`.
 *
 * @example
 * ```ts
 * const gateway = createGateway({ config, integration: echoIntegration() })
 * ```
 */
export function echoIntegration(): Integration {
  return async (request) => {
    const { requestContext, queryStringParameters: query } = request
    const seen = {
      method: request.method,
      path: request.path,
      resource: request.resource,
      stage: requestContext['stage'],
      pathParameters: request.pathParameters,
      queryStringParameters: query && redactMap(query),
      headers: redactMap(request.headers),
      requestContext: { authorizer: requestContext.authorizer ?? null },
    }
    return {
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body: `${JSON.stringify(seen, undefined, 2)}\n`,
    }
  }
}
