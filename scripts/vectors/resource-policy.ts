/** Vectors of kind `resourcePolicy`: the authorizer's policy and the API's own together. @module */
import assert from 'node:assert/strict'
import { gatewayWith, policy, usualAuthorizer } from './gateway-with.ts'
import type { Fields, Vector } from './vector.ts'
import { onlyKeys } from './vector.ts'

/** Sends a request to an API that has both policies. */
export async function runResourcePolicy({ id, input, expect }: Vector): Promise<void> {
  onlyKeys(input, ['authorizerPolicy', 'resourcePolicy'], id)
  onlyKeys(expect, ['decision', 'authorizerInvoked'], id)
  const answer = { principalId: 'u', policyDocument: toPolicy(input['authorizerPolicy']) }
  const { gateway, events } = gatewayWith(() => answer, usualAuthorizer('rest'), {
    resourcePolicy: toPolicy(input['resourcePolicy'], { Principal: '*' }),
  })
  const response = await gateway.inject({ url: '/pets', headers: { authorization: 'a' } })
  assert.deepEqual(
    {
      status: response.status,
      isExplicit: response.body.includes('with an explicit deny'),
      invocations: events.length,
    },
    {
      status: expect['decision'] === 'Allow' ? 200 : 403,
      isExplicit: expect['decision'] === 'ExplicitDeny',
      invocations: expect['authorizerInvoked'] === false ? 0 : 1,
    },
  )
}

function toPolicy(effect: unknown, more: Fields = {}): Fields {
  if (effect === 'None') return { Version: '2012-10-17', Statement: [] }
  const [statement] = policy(String(effect), '*')['Statement'] as readonly [Fields]
  return { Version: '2012-10-17', Statement: [{ ...statement, ...more }] }
}
