import { GetRestApisCommand } from '@aws-sdk/client-api-gateway'
import { ListFunctionsCommand } from '@aws-sdk/client-lambda'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiGateway, lambda, motoUrl } from '../helpers/account.js'
import { openDeployedGateway } from '../helpers/deployed-gateway.js'
import { resetMoto } from '../helpers/moto.js'
import { copyModule, countResources, openWorkspace } from '../helpers/terraform.js'
import type { Workspace } from '../helpers/terraform.js'

describe.skipIf(motoUrl === null)('minimal: the prebuilt runtime without a chain', () => {
  let workspace: Workspace
  let added: number

  beforeAll(async () => {
    await resetMoto(motoUrl ?? '')
    workspace = await openWorkspace(copyModule(), 'examples/minimal')
    added = await workspace.apply()
  })
  afterAll(() => workspace.remove())

  it('adds as many resources as its README says, and then plans nothing', async () => {
    expect(added).toBe(countResources('minimal'))
    expect(await workspace.plan()).toEqual([])
  })

  it('denies everything and says what to write next', async () => {
    expect((await workspace.outputs())['next_step']).toContain('example.no_chain')
    const { items = [] } = await apiGateway.send(new GetRestApisCommand({}))
    const gateway = await openDeployedGateway(items[0]?.id ?? '')
    const ask = async (headers: Record<string, string>) =>
      gateway.inject({ url: '/orders', headers })
    expect((await ask({})).status).toBe(401)
    expect((await ask({ authorization: 'Bearer anything' })).status).not.toBe(200)
    await gateway.close()
  })

  it('turns the example on by the hash of a token, which changes the function alone', async () => {
    const hash = createHash('sha256').update('a token that nobody guesses').digest('hex')
    const changes = await workspace.plan(`-var=example_token_sha256=${hash}`)
    expect(changes.map(({ address, actions }) => [address, actions])).toEqual([
      ['module.authorizer.module.function.aws_lambda_function.this', ['update']],
    ])
  })

  it('leaves nothing behind', async () => {
    await workspace.must('destroy', '-auto-approve', '-no-color')
    expect((await apiGateway.send(new GetRestApisCommand({}))).items ?? []).toEqual([])
    expect((await lambda.send(new ListFunctionsCommand({}))).Functions).toEqual([])
  })
})
