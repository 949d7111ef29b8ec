import { GetRestApiCommand } from '@aws-sdk/client-api-gateway'
import { GetRolePolicyCommand } from '@aws-sdk/client-iam'
import { GetFunctionCommand } from '@aws-sdk/client-lambda'
import { DescribeParametersCommand } from '@aws-sdk/client-ssm'
import { createApiKey } from '@authchain/plugins-apikey'
import { zipSync } from 'fflate'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findFileList } from '../../runtime/tests/helpers/file-list.js'
import { apiGateway, iam, lambda, motoUrl, ssm } from '../helpers/account.js'
import { openDeployedGateway } from '../helpers/deployed-gateway.js'
import { resetMoto } from '../helpers/moto.js'
import { putParameter, signWithSecret } from '../helpers/shared-secret.js'
import { copyModule, moduleFolder, openWorkspace } from '../helpers/terraform.js'
import type { Workspace } from '../helpers/terraform.js'

const isAll = process.env['TERRAFORM_EXAMPLES'] === 'all'
const fixture = 'tests/fixtures/packages'
const secret = 'a secret that is as long as thirty-two bytes have to be'
const { key, record } = createApiKey({ principalId: 'partner' })

describe.skipIf(motoUrl === null || !isAll)('where a function can come from', () => {
  let workspace: Workspace
  let restApiId: string

  beforeAll(async () => {
    await resetMoto(motoUrl ?? '')
    await putParameter('/packages/jwt-secret', secret)
    const copy = copyModule()
    writeFileSync(join(copy, fixture, 'folder.zip'), packFolder(join(copy, 'listed')))
    workspace = await openWorkspace(copy, fixture)
    await workspace.apply()
    restApiId = String((await workspace.outputs())['rest_api_id'])
  })
  afterAll(() => workspace.remove())

  it('plans nothing after the apply', async () => {
    expect(await workspace.plan()).toEqual([])
  })

  it('takes a version of a zip in S3, on an API at the edge', async () => {
    const api = await apiGateway.send(new GetRestApiCommand({ restApiId }))
    expect(api.endpointConfiguration?.types).toEqual(['EDGE'])
    const command = new GetFunctionCommand({ FunctionName: 'from-s3' })
    const { Configuration: configuration } = await lambda.send(command)
    expect(configuration?.CodeSha256).toBe((await workspace.outputs())['s3_function_hash'])
  })

  it('keeps a chain past 4 KB in a parameter that the function may read, and answers by it', async () => {
    const { Parameters: parameters = [] } = await ssm.send(new DescribeParametersCommand({}))
    expect(parameters.find(({ Name }) => Name === '/packages/chain')).toMatchObject({
      Type: 'SecureString',
      Tier: 'Advanced',
    })
    const RoleName = 'from-parameter-execution'
    const policy = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'authorizer' }))
    const document = decodeURIComponent(policy.PolicyDocument ?? '')
    expect(document).toContain(':parameter/packages/chain"')
    expect(document).toContain(':parameter/packages/jwt-secret"')

    const gateway = await openDeployedGateway(restApiId, { authorizer: 'from-parameter' })
    const ask = async (scope: string) => {
      const authorization = `Bearer ${await signWithSecret(secret, scope)}`
      return (await gateway.inject({ url: '/parameter', headers: { authorization } })).status
    }
    expect((await gateway.inject({ url: '/parameter' })).status).toBe(401)
    expect([await ask('orders:write'), await ask('orders:read')]).toEqual([403, 200])
    await gateway.close()
  })

  it('starts new containers for another chain, and changes nothing else', async () => {
    const changes = await workspace.plan('-var=chain_scope=orders:list')
    expect(changes.map(({ address, actions }) => [address, actions])).toEqual([
      ['module.parameter.module.function.aws_lambda_function.this', ['update']],
      ['module.parameter.module.function.aws_ssm_parameter.chain[0]', ['update']],
    ])
  })

  it('runs a folder of plain plugins, as modules/package lists its files', async () => {
    const gateway = await openDeployedGateway(restApiId, { authorizer: 'from-folder' })
    const ask = async (tenant: string, credential = key) => {
      const headers = { authorization: `Bearer ${credential}`, 'x-tenant': tenant }
      return (await gateway.inject({ url: '/folder', headers })).status
    }
    expect(await ask('acme', 'ac_unknown')).toBe(401)
    expect(await ask('other')).toBe(403)
    expect(await ask('acme')).toBe(200)
    await gateway.close()
  })

  it('leaves nothing behind', async () => {
    await workspace.must('destroy', '-auto-approve', '-no-color')
    expect(await workspace.must('state', 'list')).toBe('')
  })
})

/** What `archive_file` would write. */
function packFolder(root: string): Uint8Array {
  const folder = join(moduleFolder, fixture, 'plugins')
  const sources = readdirSync(folder).map((name) => [
    name,
    readFileSync(join(folder, name), 'utf8'),
  ])
  const plugins = {
    ...(Object.fromEntries(sources) as Record<string, string>),
    'records.json': JSON.stringify([record]),
  }
  const list = findFileList(plugins, root)
  const files = Object.entries(list).map(([path, source]) => [path, readFileSync(source)] as const)
  return zipSync(Object.fromEntries(files))
}
