/** Runs what Lambda was given, behind a local gateway that is set up as the API was. @module */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { GetAuthorizersCommand, GetGatewayResponsesCommand } from '@aws-sdk/client-api-gateway'
import { GetFunctionCommand } from '@aws-sdk/client-lambda'
import { createGateway } from '@authchain/gateway'
import type { Gateway, GatewayResponses, Integration } from '@authchain/gateway'
import { unzipSync } from 'fflate'
import { accountEnvironment, apiGateway, lambda, motoUrl } from './account.js'
import { codePath } from './code-recorder.js'

/** A function of Lambda's, by its export `handler`. */
export interface DeployedFunction {
  readonly handler: (event: unknown, context: unknown) => Promise<unknown>
  readonly environment: Readonly<Record<string, string>>
}

/** Fetches a function's code from the account and imports it under the environment that it was given. */
export async function fetchFunction(name: string): Promise<DeployedFunction> {
  const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: name }))
  const archive = unzipSync(await fetchCode(name, Configuration?.CodeSha256))
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

async function fetchCode(name: string, sha256: string | undefined): Promise<Uint8Array> {
  const response = await fetch(`${motoUrl}${codePath}${name}`)
  const archive = new Uint8Array(await response.arrayBuffer())
  const actual = createHash('sha256').update(archive).digest('base64')
  if (actual !== sha256) throw new Error(`What was recorded is not what ${name} holds`)
  return archive
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
    handler,
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
