import { GetAuthorizerCommand as GetV2AuthorizerCommand } from '@aws-sdk/client-apigatewayv2'
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda'
import { ListAttachedRolePoliciesCommand } from '@aws-sdk/client-iam'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { apiGatewayV2, iam, lambda, motoUrl } from '../helpers/account.js'
import { buildExample } from '../helpers/bundle.js'
import { openDeployedGateway } from '../helpers/deployed-gateway.js'
import { openDeployedV2Gateway } from '../helpers/deployed-v2-gateway.js'
import { startIssuer } from '../helpers/issuer.js'
import type { Issuer } from '../helpers/issuer.js'
import { resetMoto } from '../helpers/moto.js'
import { putParameter, signWithSecret } from '../helpers/shared-secret.js'
import { copyModule, countResources, openWorkspace } from '../helpers/terraform.js'
import type { Workspace } from '../helpers/terraform.js'

const isAll = process.env['TERRAFORM_EXAMPLES'] === 'all'
if (!isAll)
  process.stderr.write('Other examples are left out: `pnpm test:terraform --all` has them\n')

describe.skipIf(motoUrl === null || !isAll)('the other examples', () => {
  let issuer: Issuer
  const withIssuer = (source: string) => source.replaceAll('https://auth.example.com/', issuer.url)

  beforeAll(async () => {
    issuer = await startIssuer()
  })
  beforeEach(async () => resetMoto(motoUrl ?? ''))
  afterAll(() => issuer.stop())

  it('no-build: the prebuilt runtime verifies tokens with a secret of Parameter Store', async () => {
    const secret = 'a secret that is as long as thirty-two bytes have to be'
    await putParameter('/no-build/jwt-secret', secret)
    await applied('no-build', async (workspace) => {
      const { rest_api_id: id } = await workspace.outputs()
      const gateway = await openDeployedGateway(String(id))
      const ask = async (scope: string) => {
        const authorization = `Bearer ${await signWithSecret(secret, scope)}`
        return (await gateway.inject({ url: '/orders', headers: { authorization } })).status
      }
      expect((await gateway.inject({ url: '/orders' })).status).toBe(401)
      expect(await ask('orders:write')).toBe(403)
      expect(await ask('orders:read')).toBe(200)
      await gateway.close()
    })
  })

  it('existing-api: attaches to an API of somebody else', async () => {
    await applied('existing-api', async (workspace) => {
      const text = await workspace.must('state', 'list')
      expect(text).not.toContain('module.authorizer.aws_api_gateway_rest_api')
      expect(text).not.toContain('module.authorizer.aws_api_gateway_stage')
      expect(text).toContain('module.authorizer.aws_api_gateway_authorizer.this')
    })
  })

  it('vpc: the policy for network interfaces is attached by itself', async () => {
    await applied('vpc', async () => {
      const FunctionName = 'vpc-authorizer'
      const command = new GetFunctionConfigurationCommand({ FunctionName })
      const { VpcConfig: vpc } = await lambda.send(command)
      expect(vpc?.SubnetIds).toHaveLength(1)
      expect(vpc?.SecurityGroupIds).toHaveLength(1)
      const { AttachedPolicies: attached = [] } = await iam.send(
        new ListAttachedRolePoliciesCommand({ RoleName: 'vpc-authorizer-execution' }),
      )
      expect(attached.map(({ PolicyName }) => PolicyName)).toEqual([
        'AWSLambdaVPCAccessExecutionRole',
      ])
    })
  })

  it('two-stages: each stage has its own build and environment', async () => {
    const copy = copyModule()
    for (const [stage, ISSUER] of [
      ['staging', 'https://staging.auth.example.com/'],
      ['prod', 'https://auth.example.com/'],
    ] as const) {
      await buildExample(copy, 'two-stages', { ISSUER }, { subfolder: stage })
    }
    await applied(
      'two-stages',
      async () => {
        const issuerOf = async (stage: string) => {
          const FunctionName = `orders-authorizer-${stage}`
          const command = new GetFunctionConfigurationCommand({ FunctionName })
          return (await lambda.send(command)).Environment?.Variables
        }
        expect(await issuerOf('prod')).toEqual({ ISSUER: 'https://auth.example.com/' })
        expect(await issuerOf('staging')).toEqual({ ISSUER: 'https://staging.auth.example.com/' })
      },
      copy,
    )
  })

  it('http-api: payload 2.0 and simple responses, and the deployed code answers', async () => {
    const copy = copyModule()
    await buildExample(copy, 'http-api', {}, { edit: withIssuer })
    await applied(
      'http-api',
      async (workspace) => {
        expect(await findV2Authorizer(workspace)).toMatchObject({
          AuthorizerType: 'REQUEST',
          AuthorizerPayloadFormatVersion: '2.0',
          EnableSimpleResponses: true,
          AuthorizerResultTtlInSeconds: 60,
          IdentitySource: ['$request.header.Authorization'],
        })
        const gateway = await openDeployedV2Gateway(await apiIdOf(workspace))
        const ask = async (scope?: string) => {
          const headers: Record<string, string> =
            scope === undefined ? {} : { authorization: `Bearer ${await issuer.sign(scope)}` }
          return (await gateway.inject({ url: '/orders', headers })).status
        }
        expect([await ask(), await ask('orders:write'), await ask('orders:read')]).toEqual([
          401, 403, 200,
        ])
        await gateway.close()
      },
      copy,
    )
  })

  it('websocket: the token in the query of the handshake decides, as deployed', async () => {
    const copy = copyModule()
    await buildExample(copy, 'websocket', {}, { edit: withIssuer })
    await applied(
      'websocket',
      async (workspace) => {
        expect(await findV2Authorizer(workspace)).toMatchObject({
          AuthorizerType: 'REQUEST',
          IdentitySource: ['route.request.querystring.token'],
        })
        const gateway = await openDeployedV2Gateway(await apiIdOf(workspace))
        const connect = async (token: string) =>
          (await gateway.inject({ url: `/?token=${token}` })).status
        expect((await gateway.inject({ url: '/' })).status).toBe(401)
        expect(await connect('not-a-token')).toBe(403)
        expect(await connect(await issuer.sign('orders:read'))).toBe(101)
        await gateway.close()
      },
      copy,
    )
  })

  it('private: is planned, since moto has no resource policies, and admits one endpoint', async () => {
    const workspace = await openWorkspace(copyModule(), 'examples/private')
    const changes = await workspace.plan()
    expect(changes).toHaveLength(countResources('private'))
    const api = changes.find(({ address }) => address.endsWith('aws_api_gateway_rest_api.this[0]'))
    expect(api?.after).toMatchObject({
      endpoint_configuration: [
        { types: ['PRIVATE'], vpc_endpoint_ids: ['vpce-0123456789abcdef0'] },
      ],
    })
    expect(JSON.parse(String(api?.after?.['policy']))).toMatchObject({
      Statement: [
        { Effect: 'Allow' },
        {
          Effect: 'Deny',
          Condition: { StringNotEquals: { 'aws:SourceVpce': ['vpce-0123456789abcdef0'] } },
        },
      ],
    })
    workspace.remove()
  })
})

/** Applies an example, expects an empty second plan, looks at it, and takes it away again. */
async function applied(
  example: string,
  look: (workspace: Workspace) => Promise<void>,
  copy: string = copyModule(),
): Promise<void> {
  const workspace = await openWorkspace(copy, `examples/${example}`)
  try {
    expect(await workspace.apply()).toBe(countResources(example))
    expect(await workspace.plan()).toEqual([])
    await look(workspace)
    await workspace.must('destroy', '-auto-approve', '-no-color')
    expect(await workspace.must('state', 'list')).toBe('')
  } finally {
    workspace.remove()
  }
}

async function apiIdOf(workspace: Workspace): Promise<string> {
  return String((await workspace.outputs())['api_id'])
}

async function findV2Authorizer(workspace: Workspace): Promise<object> {
  const { api_id: ApiId, authorizer_id: AuthorizerId } = await workspace.outputs()
  return apiGatewayV2.send(
    new GetV2AuthorizerCommand({ ApiId: String(ApiId), AuthorizerId: String(AuthorizerId) }),
  )
}
