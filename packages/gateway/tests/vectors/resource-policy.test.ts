import { describe, expect, it } from 'vitest'
import { gatewayWith } from '../helpers/authorizers.js'
import { vectorsOf } from '../helpers/vectors.js'

interface Input {
  readonly authorizerPolicy: string
  readonly resourcePolicy: string
}
interface Expect {
  readonly decision: 'Allow' | 'ExplicitDeny' | 'ImplicitDeny'
  readonly authorizerInvoked?: boolean
}

describe('resource policy vectors', () => {
  it.each(vectorsOf<Input, Expect>('resourcePolicy'))(
    '$id: $description',
    async ({ input, expect: expected }) => {
      const answer = { principalId: 'u', policyDocument: toPolicy(input.authorizerPolicy) }
      const { gateway, events } = gatewayWith(() => answer, {
        resourcePolicy: toPolicy(input.resourcePolicy, { Principal: '*' }),
      })
      const headers = { authorization: 'Bearer abc' }
      const response = await gateway.inject({ url: '/pets', headers })
      expect({
        status: response.status,
        saysExplicitDeny: response.body.includes('with an explicit deny'),
        invocations: events.length,
      }).toEqual({
        status: expected.decision === 'Allow' ? 200 : 403,
        saysExplicitDeny: expected.decision === 'ExplicitDeny',
        invocations: expected.authorizerInvoked === false ? 0 : 1,
      })
    },
  )
})

function toPolicy(effect: string, more: object = {}): Readonly<Record<string, unknown>> {
  const statement = { Effect: effect, Action: 'execute-api:Invoke', Resource: '*', ...more }
  return { Version: '2012-10-17', Statement: effect === 'None' ? [] : [statement] }
}
