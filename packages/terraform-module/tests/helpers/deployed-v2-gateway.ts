/** Runs what Lambda was given, behind a local gateway that is set up as the HTTP or WebSocket API was. @module */
import {
  GetApiCommand,
  GetAuthorizerCommand,
  GetRoutesCommand,
  GetStagesCommand,
} from '@aws-sdk/client-apigatewayv2'
import { createGateway } from '@authchain/gateway'
import type { Gateway } from '@authchain/gateway'
import { apiGatewayV2 } from './account.js'
import { toFunctionName } from './deployed-gateway.js'
import { fetchFunction } from './fetch-function.js'

/** The deployed function behind a gateway with the settings, routes and stage that the account holds. */
export async function openDeployedV2Gateway(ApiId: string): Promise<Gateway> {
  const { ProtocolType } = await apiGatewayV2.send(new GetApiCommand({ ApiId }))
  const { Items: routes = [] } = await apiGatewayV2.send(new GetRoutesCommand({ ApiId }))
  const { Items: stages } = await apiGatewayV2.send(new GetStagesCommand({ ApiId }))
  const guarded = routes.filter(({ AuthorizationType }) => AuthorizationType === 'CUSTOM')
  const authorizer = await apiGatewayV2.send(
    new GetAuthorizerCommand({ ApiId, AuthorizerId: guarded[0]?.AuthorizerId }),
  )
  const isHttp = ProtocolType === 'HTTP'
  return createGateway({
    handler: await fetchFunction(toFunctionName(authorizer.AuthorizerUri)),
    authorizer: {
      api: isHttp ? 'http' : 'websocket',
      type: 'REQUEST',
      identitySources: authorizer.IdentitySource ?? [],
      ttlSeconds: authorizer.AuthorizerResultTtlInSeconds ?? 0,
      payload: authorizer.AuthorizerPayloadFormatVersion === '2.0' ? '2.0' : null,
      simpleResponses: authorizer.EnableSimpleResponses ?? false,
    },
    apiId: ApiId,
    stage: stages?.[0]?.StageName ?? '$default',
    ...(isHttp ? { routes: guarded.map(({ RouteKey = '' }) => RouteKey) } : {}),
  })
}
