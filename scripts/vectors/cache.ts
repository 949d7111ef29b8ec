/** Vectors of kind `cache`: sequences of requests over time. @module */
import assert from 'node:assert/strict'
import { createAdjustableClock } from '@authchain/gateway'
import type { AdjustableClock } from '@authchain/gateway'
import { api, apiArn, gatewayWith, policy, toGatewayAuthorizer } from './gateway-with.ts'
import type { Served, VectorAuthorizer } from './gateway-with.ts'
import type { Fields, Vector } from './vector.ts'
import { ShapeError, isFields, onlyKeys } from './vector.ts'

interface Step {
  readonly t: number
  readonly token?: string
  readonly ids?: readonly string[]
  readonly stage?: string
  readonly authorizerId?: string
  readonly req: string
  readonly authorizer?: string
  readonly invoked: boolean
  readonly status: number
  readonly body?: unknown
  readonly 'requestContext.authorizer.n'?: string
}
const stepKeys = [
  't',
  'token',
  'ids',
  'stage',
  'authorizerId',
  'req',
  'authorizer',
  'invoked',
  'status',
  'body',
  'requestContext.authorizer.n',
]

/** Plays the steps in order. Each stage and each authorizer has a gateway, and so a cache, of its own. */
export async function runCache({ id, input }: Vector): Promise<void> {
  onlyKeys(input, ['authorizer', 'steps'], id)
  const clock = createAdjustableClock({
    nowMilliseconds: () => 1_790_000_000_000,
    monotonicMilliseconds: () => 0,
  })
  const gateways = new Map<string, Player>()
  const steps = input['steps'] as readonly Step[]
  for (const [index, step] of steps.entries()) {
    onlyKeys(step, stepKeys, id)
    clock.advance((step.t - (steps[index - 1]?.t ?? 0)) * 1000)
    const key = `${step.stage ?? api.stage} ${step.authorizerId ?? ''}`
    const player =
      gateways.get(key) ?? createPlayer(input['authorizer'] as VectorAuthorizer, step, clock)
    gateways.set(key, player)
    await play(player, step, `${id}: step ${index + 1}`)
  }
}

interface Player extends Served {
  script: string
}

function createPlayer(vector: VectorAuthorizer, { stage }: Step, clock: AdjustableClock): Player {
  const authorizer = toGatewayAuthorizer(vector)
  const isHttp = authorizer.api === 'http'
  const served = gatewayWith((event) => answerOf(player.script, event), authorizer, {
    clock,
    stage: stage ?? api.stage,
    ...(isHttp ? { routes: ['ANY /x', 'GET /x', 'DELETE /admin', '$default'] } : {}),
  })
  const player: Player = { ...served, script: '' }
  return player
}

async function play(player: Player, step: Step, where: string): Promise<void> {
  player.script = step.authorizer ?? 'not to be asked'
  const before = player.events.length
  const [method = '', url = ''] = step.req.split(' ')
  const credential = step.token ?? step.ids?.[0] ?? ''
  const headers = { authorization: credential, auth: credential }
  const response = await player.gateway.inject({ method, url, headers })
  const n = step['requestContext.authorizer.n']
  const seen = {
    status: response.status,
    invoked: player.events.length > before,
    ...(step.body === undefined ? {} : { body: response.json() }),
    ...(n === undefined ? {} : { n: seenByBackend(response.json())['n'] }),
  }
  const wanted = {
    status: step.status,
    invoked: step.invoked,
    ...(step.body === undefined ? {} : { body: step.body }),
    ...(n === undefined ? {} : { n }),
  }
  assert.deepEqual(seen, wanted, where)
}

/** What the echo backend says the authorizer's context is. */
export function seenByBackend(body: unknown): Fields {
  const context = isFields(body) ? body['requestContext'] : undefined
  const authorizer = isFields(context) ? context['authorizer'] : undefined
  return isFields(authorizer) ? authorizer : {}
}

function answerOf(script: string, event: Fields): unknown {
  const principalId = 'u'
  const stageWide = `${apiArn}/${api.stage}/*/*`
  switch (script) {
    case 'Allow Resource=event.methodArn':
      return { principalId, policyDocument: policy('Allow', String(event['methodArn'])) }
    case 'Allow api/*':
      return { principalId, policyDocument: policy('Allow', `${apiArn}/*`) }
    case 'Allow stage/*/*':
      return { principalId, policyDocument: policy('Allow', stageWide) }
    case 'Allow stage/*/* context={n:1}':
      return { principalId, policyDocument: policy('Allow', stageWide), context: { n: 1 } }
    case 'Deny stage/*/*':
      return { principalId, policyDocument: policy('Deny', stageWide) }
    case 'isAuthorized true':
      return { isAuthorized: true }
    case 'isAuthorized false':
      return { isAuthorized: false }
    case 'throw boom':
    case 'not to be asked':
      throw new Error('boom')
    case 'throw Unauthorized':
      throw new Error('Unauthorized')
    default:
      throw new ShapeError(`the authorizer's answer "${script}" is not known`)
  }
}
