import {
  GetAccountCommand,
  GetAuthorizersCommand,
  GetDeploymentsCommand,
  GetGatewayResponseCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  GetStageCommand,
} from '@aws-sdk/client-api-gateway'
import type { GatewayResponseType } from '@aws-sdk/client-api-gateway'
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs'
import {
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam'
import {
  GetAliasCommand,
  GetFunctionCommand,
  GetPolicyCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiGateway, cloudWatchLogs, iam, lambda, motoUrl } from '../helpers/account.js'
import { buildExample } from '../helpers/bundle.js'
import { checkPlan } from '../helpers/check-plan.js'
import type { CheckFinding } from '../helpers/check-plan.js'
import { openDeployedGateway } from '../helpers/deployed-gateway.js'
import { resetMoto } from '../helpers/moto.js'
import { putParameter, signWithSecret } from '../helpers/shared-secret.js'
import { copyModule, countResources, openWorkspace } from '../helpers/terraform.js'
import type { PlannedChange, Workspace } from '../helpers/terraform.js'

const functionName = 'complete-authorizer'
const secret = 'a secret that is as long as thirty-two bytes have to be'

describe.skipIf(motoUrl === null)('complete: everything that moto has', () => {
  let workspace: Workspace
  let added: number
  let module: Readonly<Record<string, string>>
  let restApiId: string
  let findingsBeforeApply: readonly CheckFinding[]

  beforeAll(async () => {
    await resetMoto(motoUrl ?? '')
    const copy = copyModule()
    await buildExample(copy, 'complete')
    workspace = await openWorkspace(copy, 'examples/complete')
    await putParameter('/complete/jwt-secret', secret)
    await workspace.plan()
    findingsBeforeApply = checkPlan(workspace, 'complete')
    added = await workspace.apply('test.tfplan')
    module = (await workspace.outputs())['module'] as typeof module
    restApiId = module['rest_api_id'] ?? ''
  })
  afterAll(() => workspace.remove())

  it('adds as many resources as its README says, and then plans nothing', async () => {
    expect(added).toBe(countResources('complete'))
    expect(await workspace.plan()).toEqual([])
  })

  it('stands the check of its own plan, before the first apply too', () => {
    expect(findingsBeforeApply).toEqual([])
    expect(checkPlan(workspace, 'complete')).toEqual([])
  })

  it('makes the API', async () => {
    expect(await apiGateway.send(new GetRestApiCommand({ restApiId }))).toMatchObject({
      name: 'complete',
      description: 'Everything that the module can set',
      endpointConfiguration: { types: ['REGIONAL'] },
      tags: { service: 'orders' },
      rootResourceId: module['rest_api_root_resource_id'],
    })
  })

  it('makes the authorizer with the type, the sources and the TTL of the bundle', async () => {
    const { items = [] } = await apiGateway.send(new GetAuthorizersCommand({ restApiId }))
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({
      id: module['authorizer_id'],
      name: 'tokens',
      type: 'REQUEST',
      identitySource: 'method.request.header.Authorization',
      authorizerResultTtlInSeconds: 600,
    })
    expect(items[0]?.authorizerUri).toContain(`:function:${functionName}:live/invocations`)
    expect(items[0]?.authorizerCredentials).toBeUndefined()
  })

  it('lets only this authorizer invoke the alias', async () => {
    const { Policy = '{}' } = await lambda.send(
      new GetPolicyCommand({ FunctionName: functionName, Qualifier: 'live' }),
    )
    const { Statement: statements } = JSON.parse(Policy) as { Statement: readonly object[] }
    expect(statements).toHaveLength(1)
    expect(statements[0]).toMatchObject({
      Action: 'lambda:InvokeFunction',
      Principal: { Service: 'apigateway.amazonaws.com' },
      Condition: {
        ArnLike: {
          'AWS:SourceArn': `${module['rest_api_execution_arn']}/authorizers/${module['authorizer_id']}`,
        },
      },
    })
  })

  it('makes the function', async () => {
    const command = new GetFunctionCommand({ FunctionName: functionName })
    const { Configuration: configuration } = await lambda.send(command)
    expect(configuration).toMatchObject({
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      MemorySize: 256,
      Timeout: 6,
      Architectures: ['x86_64'],
      TracingConfig: { Mode: 'Active' },
      Environment: { Variables: { POWERTOOLS_SERVICE_NAME: 'orders' } },
      CodeSha256: module['lambda_source_code_hash'],
      Role: module['lambda_execution_role_arn'],
    })
    expect(configuration?.Layers?.[0]?.Arn).toContain(':layer:complete-shared:1')
    const alias = new GetAliasCommand({ FunctionName: functionName, Name: 'live' })
    expect((await lambda.send(alias)).FunctionVersion).toBe('1')
  })

  it('gives the role what the chain needs and nothing of other functions', async () => {
    const RoleName = `${functionName}-execution`
    const { Role: role } = await iam.send(new GetRoleCommand({ RoleName }))
    expect(role?.Path).toBe('/authorizers/')
    expect(role?.PermissionsBoundary?.PermissionsBoundaryArn).toContain('complete-boundary')
    const attached = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))
    expect(attached.AttachedPolicies?.map(({ PolicyName }) => PolicyName)).toEqual([
      'complete-insights',
    ])
    const inline = new GetRolePolicyCommand({ RoleName, PolicyName: 'authorizer' })
    const { PolicyDocument = '' } = await iam.send(inline)
    const { Statement: statements } = JSON.parse(decodeURIComponent(PolicyDocument)) as {
      Statement: readonly { Action: readonly string[]; Resource: readonly string[] }[]
    }
    const resourcesOf = (action: string) =>
      statements.filter(({ Action }) => Action.includes(action)).flatMap(({ Resource }) => Resource)
    expect(resourcesOf('logs:PutLogEvents')).toEqual([
      `arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/${functionName}:*`,
    ])
    expect(resourcesOf('ssm:GetParameters')).toEqual([
      'arn:aws:ssm:us-east-1:123456789012:parameter/complete/jwt-secret',
    ])
    expect(resourcesOf('dynamodb:GetItem')).toHaveLength(1)
    expect(statements.flatMap(({ Action }) => Action)).not.toContain('logs:CreateLogGroup')
  })

  it('keeps all three logs for as long as is said', async () => {
    const { logGroups = [] } = await cloudWatchLogs.send(new DescribeLogGroupsCommand({}))
    expect(
      logGroups.map(({ logGroupName, retentionInDays }) => [logGroupName, retentionInDays]),
    ).toEqual([
      [`/aws/apigateway/${restApiId}/live`, 30],
      [`/aws/lambda/${functionName}`, 30],
      [`API-Gateway-Execution-Logs_${restApiId}/live`, 30],
    ])
    const { cloudwatchRoleArn } = await apiGateway.send(new GetAccountCommand({}))
    expect(cloudwatchRoleArn).toMatch(/:role\/complete-api-gateway-logs$/)
  })

  it('sets the stage up and never traces data', async () => {
    const stage = await apiGateway.send(new GetStageCommand({ restApiId, stageName: 'live' }))
    expect(stage).toMatchObject({
      deploymentId: module['deployment_id'],
      tracingEnabled: true,
      variables: { backend: 'blue' },
      methodSettings: {
        '*/*': {
          loggingLevel: 'INFO',
          dataTraceEnabled: false,
          throttlingRateLimit: 100,
          throttlingBurstLimit: 200,
        },
      },
    })
    expect(stage.accessLogSettings?.destinationArn).toMatch(
      new RegExp(`:log-group:/aws/apigateway/${restApiId}/live$`),
    )
  })

  it('answers denials as the bundle says, and a 403 as the input does', async () => {
    const response = async (responseType: GatewayResponseType) =>
      apiGateway.send(new GetGatewayResponseCommand({ restApiId, responseType }))
    const fromBundle = await response('UNAUTHORIZED')
    expect(fromBundle.statusCode).toBe('401')
    expect(fromBundle.responseParameters).toMatchObject({
      'gatewayresponse.header.WWW-Authenticate': `'Bearer'`,
      'gatewayresponse.header.Access-Control-Allow-Origin': `'*'`,
    })
    expect(await response('ACCESS_DENIED')).toMatchObject({
      statusCode: '403',
      responseTemplates: { 'application/json': '{"error":"forbidden"}' },
    })
  })

  it('answers by the route table as deployed: 401, 403 and 200 in the given words', async () => {
    const gateway = await openDeployedGateway(restApiId)
    const ask = async (url: string, scope?: string) => {
      const token = scope === undefined ? undefined : await signWithSecret(secret, scope)
      const headers: Record<string, string> =
        token === undefined ? {} : { authorization: `Bearer ${token}` }
      return gateway.inject({ url, headers })
    }
    const unknown = await ask('/orders')
    expect([unknown.status, unknown.headers['www-authenticate']]).toEqual([401, 'Bearer'])
    const forbidden = await ask('/orders/7', 'orders:write')
    expect([forbidden.status, forbidden.json()]).toEqual([403, { error: 'forbidden' }])
    expect((await ask('/orders/7', 'orders:read')).status).toBe(200)
    expect((await ask('/orders', 'orders:read')).status).toBe(200)
    expect((await ask('/others', 'orders:read')).status).toBe(403)
    await gateway.close()
  })

  it.each([
    ['the TTL', '-var=authorizer_ttl_seconds=60', ['AC5014']],
    [
      'the identity source',
      '-var=identity_source=method.request.header.Authorization,context.identity.sourceIp',
      ['AC5014'],
    ],
    ['a gateway response', '-var=denied_error=no', []],
    ['a route that the table does not list', '-var=orders_methods=["GET","POST"]', ['AC5016']],
  ])(
    'plans a new deployment for %s, and the check says what of it',
    async (_what, variable, codes) => {
      expect(await workspace.plan(variable)).toSatisfy(redeploys)
      expect(checkPlan(workspace, 'complete').map(({ code }) => code)).toEqual(codes)
    },
  )

  it('moves the stage to the new deployment, and the next plan is empty', async () => {
    const variables = ['-var=authorizer_ttl_seconds=60', '-var=order_methods=["GET","DELETE"]']
    await workspace.apply(...variables)
    expect(await workspace.plan(...variables)).toEqual([])
    const stage = await apiGateway.send(new GetStageCommand({ restApiId, stageName: 'live' }))
    expect(stage.deploymentId).not.toBe(module['deployment_id'])
    const { items = [] } = await apiGateway.send(new GetDeploymentsCommand({ restApiId }))
    expect(items.map(({ id }) => id)).toEqual([stage.deploymentId])
    const authorizers = await apiGateway.send(new GetAuthorizersCommand({ restApiId }))
    expect(authorizers.items?.[0]?.authorizerResultTtlInSeconds).toBe(60)
  })

  it('refuses a TTL above the one that the bundle was checked for', async () => {
    const { exitCode, text } = await workspace.run('plan', '-var=authorizer_ttl_seconds=3600')
    expect(exitCode).toBe(1)
    expect(text).toContain('above what the bundle was checked')
  })

  it('leaves nothing behind', async () => {
    await workspace.must('destroy', '-auto-approve', '-no-color')
    expect((await apiGateway.send(new GetRestApisCommand({}))).items ?? []).toEqual([])
    expect((await lambda.send(new ListFunctionsCommand({}))).Functions).toEqual([])
    expect((await iam.send(new ListRolesCommand({}))).Roles).toEqual([])
    const { logGroups } = await cloudWatchLogs.send(new DescribeLogGroupsCommand({}))
    expect(logGroups).toEqual([])
  })
})

function redeploys(changes: readonly PlannedChange[]): boolean {
  const actionsOf = (name: string) =>
    changes.find(({ address }) => address === `module.authorizer.${name}[0]`)?.actions.join('+')
  return (
    actionsOf('aws_api_gateway_deployment.this') === 'create+delete' &&
    actionsOf('aws_api_gateway_stage.this') === 'update'
  )
}
