/** Runs what Lambda was given, behind a local gateway that is set up as the API was. @module */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { GetAuthorizersCommand, GetGatewayResponsesCommand } from '@aws-sdk/client-api-gateway'
import { GetFunctionCommand } from '@aws-sdk/client-lambda'
import { createGateway } from '@authchain/gateway'
import type { AuthorizerFunction, Gateway, GatewayResponses, Integration } from '@authchain/gateway'
import { unzipSync } from 'fflate'
import { accountEnvironment, apiGateway, lambda, motoUrl } from './account.js'

/** A function of Lambda's, by its export `handler`. */
export interface DeployedFunction {
  readonly handler: (event: unknown, context: unknown) => Promise<unknown>
  readonly environment: Readonly<Record<string, string>>
}

/** Fetches a function's code from the account and imports it under the environment that it was given. */
export async function fetchFunction(name: string): Promise<DeployedFunction> {
  const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: name }))
  const archive = unzipSync(await fetchCode(name))
  const folder = mkdtempSync(join(tmpdir(), 'authchain-deployed-'))
  for (const [path, bytes] of Object.entries(archive)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  const environment = Configuration?.Environment?.Variables ?? {}
  Object.assign(process.env, accountEnvironment, environment)
  const entry = pathToFileURL(join(folder, 'index.mjs')).href
  const { handler } = (await import(/* @vite-ignore */ entry)) as Pick<DeployedFunction, 'handler'>
  return { handler, environment }
}

/** moto's `Code.Location` leads nowhere; what it was sent stands in the account's own listing. */
async function fetchCode(name: string): Promise<Uint8Array> {
  const response = await fetch(`${motoUrl}/moto-api/data.json`)
  const models = (await response.json()) as Record<string, Record<string, readonly Model[]>>
  const functions = Object.values(models).flatMap(({ LambdaFunction = [] }) => LambdaFunction)
  const model = functions.find(({ function_name: each }) => each === name)
  if (model === undefined) throw new Error(`The account holds no function ${name}`)
  return Buffer.from(model.code.ZipFile, 'base64')
}

interface Model {
  readonly function_name: string
  readonly code: { readonly ZipFile: string }
}

/** The deployed function behind a gateway with the settings of the API's authorizer and its gateway responses. */
export async function openDeployedGateway(
  restApiId: string,
  functionName: string,
  parts: { readonly routes: readonly string[]; readonly integration?: Integration },
): Promise<Gateway> {
  const { items = [] } = await apiGateway.send(new GetAuthorizersCommand({ restApiId }))
  const [authorizer] = items
  const changes = await apiGateway.send(new GetGatewayResponsesCommand({ restApiId }))
  const gatewayResponses = Object.fromEntries(
    (changes.items ?? [])
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
  const { handler } = await fetchFunction(functionName)
  return createGateway({
    handler: handler as AuthorizerFunction,
    authorizer: {
      type: authorizer?.type === 'TOKEN' ? 'TOKEN' : 'REQUEST',
      identitySources: (authorizer?.identitySource ?? '').split(',').filter((text) => text !== ''),
      ttlSeconds: authorizer?.authorizerResultTtlInSeconds ?? 300,
    },
    apiId: restApiId,
    gatewayResponses,
    ...parts,
  })
}
