/** What a config says of denials, as the changes that infrastructure makes of it. @module */
import type { ManifestResponses } from '@authchain/core/manifest'
import type { GatewayResponses } from './gateway-response.js'

/** The same changes that `PutGatewayResponse` is given for a manifest. */
export function toGatewayResponses(responses: ManifestResponses | null): GatewayResponses {
  const entries = Object.values(responses ?? {}).flatMap((response) => {
    if (response === null) return []
    const { gatewayResponse, status, headers, contentType, body } = response
    const parameters = Object.entries(headers).map(([name, expression]) => [
      `gatewayresponse.header.${name}`,
      expression,
    ])
    return [
      [
        gatewayResponse,
        {
          statusCode: status,
          responseParameters: Object.fromEntries(parameters),
          responseTemplates: { [contentType]: body },
        },
      ],
    ]
  })
  return Object.fromEntries(entries) as GatewayResponses
}
