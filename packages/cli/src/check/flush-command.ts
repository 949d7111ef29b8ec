/** How to make API Gateway forget its answers. @module */
import type { CachePlan } from '@authchain/core/manifest'
import type { Plan, PlannedResource } from './read-plan.js'

/** When the command is worth saying. */
export interface FlushInput {
  readonly cachePlan: CachePlan
  readonly plan: Plan | undefined
  /** The matrix says that somebody may call less than before. */
  readonly isStricter: boolean
}

/**
 * The command that empties the authorizer cache; undefined when nothing is kept, or nothing has become
 * stricter as far as can be told. A plan that changes a function may change what its rules say.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_FlushStageAuthorizersCache.html
 */
export function toFlushCommand({ cachePlan, plan, isStricter }: FlushInput): string | undefined {
  const { api, ttlSeconds } = cachePlan
  const changes = plan?.resources.some(
    ({ type, address }) => type === 'aws_lambda_function' && plan.changed.has(address),
  )
  if (ttlSeconds === 0 || (!isStricter && changes !== true)) return undefined
  const [apiType, stageType] =
    api === 'rest'
      ? ['aws_api_gateway_rest_api', 'aws_api_gateway_stage']
      : ['aws_apigatewayv2_api', 'aws_apigatewayv2_stage']
  const apiId = findOnly(plan, apiType, 'id') ?? '<api id>'
  const stage = findOnly(plan, stageType, api === 'rest' ? 'stage_name' : 'name') ?? '<stage>'
  return api === 'rest'
    ? `aws apigateway flush-stage-authorizers-cache --rest-api-id ${apiId} --stage-name ${stage}`
    : `aws apigatewayv2 reset-authorizers-cache --api-id ${apiId} --stage-name '${stage}'`
}

function findOnly(plan: Plan | undefined, type: string, name: string): string | undefined {
  const [only, ...others] = (plan?.resources ?? []).filter(
    (resource: PlannedResource) => resource.type === type,
  )
  const value = only?.values[name]
  return typeof value === 'string' && others.length === 0 ? value : undefined
}
