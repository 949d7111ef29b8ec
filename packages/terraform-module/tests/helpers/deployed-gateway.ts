/** Runs what Lambda was given, behind a local gateway that is set up as the REST API was. @module */
import {
  GetAuthorizersCommand,
  GetGatewayResponsesCommand,
  GetMethodCommand,
  GetResourcesCommand,
  GetStagesCommand,
} from '@aws-sdk/client-api-gateway'
import { createGateway } from '@authchain/gateway'
import type { Gateway, GatewayResponses, Integration } from '@authchain/gateway'
import { apiGateway } from './account.js'
import { fetchFunction } from './fetch-function.js'

/** What differs from the only authorizer before an echo. */
export interface DeployedParts {
  /** Name of the authorizer, where the API has several. */
  readonly authorizer?: string
  readonly integration?: Integration
}

/**
 * The deployed function of an authorizer behind a gateway with the settings, methods, gateway responses and stage
 * that the account holds.
 */
export async function openDeployedGateway(
  restApiId: string,
  { authorizer: name, ...parts }: DeployedParts = {},
): Promise<Gateway> {
  const { items = [] } = await apiGateway.send(new GetAuthorizersCommand({ restApiId }))
  const authorizer = items.find((item) => name === undefined || item.name === name)
  const stages = await apiGateway.send(new GetStagesCommand({ restApiId }))
  const expression = authorizer?.identityValidationExpression
  return createGateway({
    handler: await fetchFunction(toFunctionName(authorizer?.authorizerUri)),
    authorizer: {
      type: authorizer?.type === 'TOKEN' ? 'TOKEN' : 'REQUEST',
      identitySources: (authorizer?.identitySource ?? '').split(',').filter((text) => text !== ''),
      ttlSeconds: authorizer?.authorizerResultTtlInSeconds ?? 300,
      ...(expression === undefined ? {} : { validationExpression: expression }),
    },
    apiId: restApiId,
    stage: stages.item?.[0]?.stageName ?? 'prod',
    routes: await findProtectedRoutes(restApiId, authorizer?.id),
    gatewayResponses: await findGatewayResponses(restApiId),
    ...parts,
  })
}

/** `…:function:orders-authorizer:live/invocations` → `orders-authorizer`. */
export function toFunctionName(uri = ''): string {
  return /:function:([^:/]+)/.exec(uri)?.[1] ?? ''
}

async function findProtectedRoutes(
  restApiId: string,
  authorizerId: string | undefined,
): Promise<readonly string[]> {
  const { items = [] } = await apiGateway.send(new GetResourcesCommand({ restApiId }))
  const all = items.flatMap(({ id = '', path = '', resourceMethods = {} }) =>
    Object.keys(resourceMethods).map(async (httpMethod) => {
      const command = new GetMethodCommand({ restApiId, resourceId: id, httpMethod })
      const method = await apiGateway.send(command)
      const isProtected =
        method.authorizationType === 'CUSTOM' && method.authorizerId === authorizerId
      return isProtected ? [`${httpMethod} ${path}`] : []
    }),
  )
  return (await Promise.all(all)).flat()
}

async function findGatewayResponses(restApiId: string): Promise<GatewayResponses> {
  const { items = [] } = await apiGateway.send(new GetGatewayResponsesCommand({ restApiId }))
  return Object.fromEntries(
    items
      .filter(({ defaultResponse }) => defaultResponse !== true)
      .map(({ responseType = '', statusCode, responseParameters, responseTemplates }) => [
        responseType,
        {
          ...(statusCode === undefined ? {} : { statusCode }),
          responseParameters: responseParameters ?? {},
          responseTemplates: responseTemplates ?? {},
        },
      ]),
  ) as GatewayResponses
}
