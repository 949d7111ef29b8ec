import {
  GetAuthorizerCommand,
  GetDeploymentsCommand,
  GetMethodCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  GetStageCommand,
} from '@aws-sdk/client-api-gateway'
import { GetFunctionCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda'
import { ListRolesCommand } from '@aws-sdk/client-iam'
import type { Gateway } from '@authchain/gateway'
import { createApiKey } from '@authchain/plugins-apikey'
import { execFileSync } from 'node:child_process'
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiGateway, iam, lambda, motoUrl } from '../helpers/account.js'
import { buildExample } from '../helpers/bundle.js'
import { openDeployedGateway } from '../helpers/deployed-gateway.js'
import { fetchFunction } from '../helpers/fetch-function.js'
import { resetMoto } from '../helpers/moto.js'
import { copyModule, countResources, moduleFolder, openWorkspace } from '../helpers/terraform.js'
import type { Workspace } from '../helpers/terraform.js'

const reader = createApiKey({ principalId: 'reader', scopes: ['orders:read'] })
const visitor = createApiKey({ principalId: 'visitor' })
const variables = { ORDERS_KEY_RECORDS: JSON.stringify([reader.record, visitor.record]) }

describe.skipIf(motoUrl === null)('orders-api: a backend behind a bundle', () => {
  let workspace: Workspace
  let added: number
  let copy: string
  let restApiId: string
  let gateway: Gateway

  beforeAll(async () => {
    await resetMoto(motoUrl ?? '')
    copy = copyModule()
    await buildExample(copy, 'orders-api', variables)
    workspace = await openWorkspace(copy, 'examples/orders-api')
    added = await workspace.apply()
    restApiId = String((await workspace.outputs())['rest_api_id'])
  })
  afterAll(() => workspace.remove())

  it('adds as many resources as its README says, and then plans nothing', async () => {
    expect(added).toBe(countResources('orders-api'))
    expect(await workspace.plan()).toEqual([])
  })

  it('sets the authorizer up as the bundle was checked', async () => {
    const { authorizerId = '' } = await methodOf('GET')
    const authorizer = await apiGateway.send(new GetAuthorizerCommand({ restApiId, authorizerId }))
    expect(authorizer).toMatchObject({
      type: 'TOKEN',
      identitySource: 'method.request.header.Authorization',
      authorizerResultTtlInSeconds: 300,
    })
    expect(authorizer.authorizerUri).toContain(':function:orders-authorizer/invocations')
    expect(authorizer.authorizerCredentials).toMatch(/:role\/orders-authorizer-invocation$/)
    expect(await methodOf('POST')).toMatchObject({ authorizationType: 'CUSTOM', authorizerId })
  })

  it('gives the function the code and the environment of the bundle', async () => {
    const command = new GetFunctionCommand({ FunctionName: 'orders-authorizer' })
    const { Configuration: configuration } = await lambda.send(command)
    const path = join(workspace.folder, '.authchain/manifest.json')
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as {
      function: { sha256Base64: string }
    }
    expect(configuration).toMatchObject({
      Handler: 'index.handler',
      Runtime: 'nodejs22.x',
      CodeSha256: manifest.function.sha256Base64,
      Environment: { Variables: variables },
    })
  })

  it('answers as deployed: 401, 403 and 200 with the caller, from the code that Lambda holds', async () => {
    const backend = await fetchFunction('orders-backend')
    gateway = await openDeployedGateway(restApiId, {
      integration: async (request) => {
        const event = { httpMethod: request.method, requestContext: request.requestContext }
        const { statusCode, body } = (await backend(event, {})) as {
          statusCode: number
          body: string
        }
        return { status: statusCode, body }
      },
    })
    const ask = async (token?: string, method = 'GET') =>
      gateway.inject({
        method,
        url: '/orders',
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      })
    expect((await ask()).status).toBe(401)
    expect((await ask('ac_unknown')).status).toBe(401)
    expect((await ask(visitor.key)).status).toBe(403)
    const answer = await ask(reader.key, 'POST')
    expect(answer.status).toBe(200)
    expect(answer.json()).toMatchObject({
      method: 'POST',
      caller: { principalId: 'reader', caller: 'reader', keyId: reader.record.id },
    })
    await gateway.close()
  })

  it('deploys one changed line of the chain as a change of the function alone', async () => {
    const bundle = join(copy, 'examples/orders-api/.authchain')
    const before = readFileSync(join(bundle, 'authorizer.zip'))
    buildInAnotherTimeZone(bundle)
    expect(readFileSync(join(bundle, 'authorizer.zip')).equals(before)).toBe(true)
    expect(await workspace.plan()).toEqual([])

    await buildExample(copy, 'orders-api', variables, {
      edit: (source) => source.replace("Scope('orders:read')", "Scope('orders:list')"),
    })
    const [change, ...others] = await workspace.plan()
    expect(others).toEqual([])
    expect(change).toMatchObject({
      address: 'module.authorizer.module.function.aws_lambda_function.this',
      actions: ['update'],
    })
  })

  it('refuses a manifest and a zip of different builds', async () => {
    const zip = join(copy, 'examples/orders-api/.authchain/authorizer.zip')
    appendFileSync(zip, '\0')
    const { exitCode, text } = await workspace.run('plan', '-no-color')
    expect(exitCode).toBe(1)
    expect(text.replaceAll(/[\s│]+/g, ' ')).toContain('are not of the same build')
    await buildExample(copy, 'orders-api', variables)
  })

  it('deploys a stage that holds both methods', async () => {
    const stage = await apiGateway.send(new GetStageCommand({ restApiId, stageName: 'prod' }))
    const { items = [] } = await apiGateway.send(new GetDeploymentsCommand({ restApiId }))
    expect(items.map(({ id }) => id)).toEqual([stage.deploymentId])
  })

  it('leaves nothing behind', async () => {
    await workspace.must('destroy', '-auto-approve', '-no-color')
    expect((await apiGateway.send(new GetRestApisCommand({}))).items ?? []).toEqual([])
    expect((await lambda.send(new ListFunctionsCommand({}))).Functions).toEqual([])
    expect((await iam.send(new ListRolesCommand({}))).Roles).toEqual([])
  })

  async function methodOf(httpMethod: string) {
    const { items = [] } = await apiGateway.send(new GetResourcesCommand({ restApiId }))
    const resourceId = items.find(({ path }) => path === '/orders')?.id ?? ''
    return apiGateway.send(new GetMethodCommand({ restApiId, resourceId, httpMethod }))
  }
})

/** As the command line does, in a process of its own. */
function buildInAnotherTimeZone(outDir: string): void {
  const config = join(moduleFolder, 'examples/orders-api/plugins.config.ts')
  execFileSync(
    join(moduleFolder, 'node_modules/.bin/authchain'),
    ['build', '--config', config, '--out', outDir],
    { env: { ...process.env, ...variables, TZ: 'Asia/Kathmandu' }, stdio: 'ignore' },
  )
}
