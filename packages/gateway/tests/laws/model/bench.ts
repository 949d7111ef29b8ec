/** A compiled table behind the gateway's own evaluator, with what API Gateway keys its cache by. @module */
import { generatePolicy } from '../../../../core/src/policy/policy.js'
import { defaultAssumptions } from '../../../src/assumptions.js'
import { parseOutput } from '../../../src/authorizer/parse-output.js'
import type { AuthorizerOutput } from '../../../src/authorizer/parse-output.js'
import { toConditionKeys } from '../../../src/policy-evaluator/condition-keys.js'
import { evaluatePolicy } from '../../../src/policy-evaluator/evaluate-policy.js'
import type { Request } from './request.js'
import { createDeployment } from './deployment.js'
import { compileRoutes } from './subject.js'
import type { CompiledRoutes, PolicyStatement, ResourceArn } from './subject.js'
import { createRules, toIdentity } from './rules.js'
import type { Caller, Table } from './table.js'

/** The API and stage of all requests. */
export const arn: ResourceArn = {
  partition: 'aws',
  region: 'eu-west-1',
  accountId: '123456789012',
  apiId: 'abcdef1234',
  stage: 'prod',
}
const prefix = `arn:aws:execute-api:eu-west-1:123456789012:abcdef1234/prod`

/** When everything happens, and when every Allow ends. */
export const startMilliseconds: number = Date.UTC(2026, 0, 1)
/** One minute later. */
export const endMilliseconds: number = startMilliseconds + 60_000

/** A compiled table that can be asked as API Gateway asks. */
export interface Bench {
  readonly compiled: CompiledRoutes
  /** What the authorizer answers to this request. */
  answer(caller: Caller, request: Request): AuthorizerOutput
  /** What the cache keys by beside the credential; undefined for a request that is not routed at all. */
  keyOf(request: Request): readonly string[] | undefined
}

/** Where a fault can be planted. All left out: nothing is wrong. */
export interface Faults {
  /** Compiles another table than the one that is judged. */
  readonly compile?: (table: Table) => Table
  /** Changes an answer on its way out. */
  readonly answer?: (
    statements: readonly PolicyStatement[],
    request: Request,
  ) => readonly PolicyStatement[]
  /** Changes what the cache keys by. */
  readonly key?: (key: readonly string[], template: string) => readonly string[]
  /** Changes when an Allow ends. */
  readonly expiresAtSeconds?: number
}

/**
 * Compiles a table.
 *
 * @throws ConfigInvalidError as the compiler does.
 */
export function createBench(table: Table, faults: Faults = {}): Bench {
  const {
    compile = (same) => same,
    answer: tamper = (same) => same,
    key: toKey = (same) => same,
  } = faults
  const compiled = compileTable(compile(table))
  const deployed = createDeployment(table)
  const outputs = new Map<string, AuthorizerOutput>()

  const statementsFor = (caller: Caller, request: Request): readonly PolicyStatement[] => {
    const identity = toIdentity(caller)
    if (compiled.step !== 'per-route') return compiled.select(identity, arn)
    const template = deployed(request)
    const { allowed } =
      compiled.key === 'route' && template !== undefined
        ? (compiled.decideTemplate(identity, request.method, template) ?? { allowed: false })
        : compiled.decide(identity, request.method, request.path)
    return [
      {
        Effect: allowed === true ? 'Allow' : 'Deny',
        Action: 'execute-api:Invoke',
        Resource: [`${prefix}/${request.method}/*`],
      },
    ]
  }

  return {
    compiled,
    answer(caller, request) {
      const statements = tamper(statementsFor(caller, request), request)
      const key = JSON.stringify(statements)
      const output = outputs.get(key) ?? toOutput(statements, faults)
      outputs.set(key, output)
      return output
    },
    keyOf(request) {
      if (compiled.step !== 'per-route') return []
      const template = deployed(request)
      if (table.deployed !== 'unknown' && template === undefined) return undefined
      const own = [request.method, compiled.key === 'route' ? (template ?? '') : request.path]
      return toKey(own, template ?? '')
    },
  }
}

function compileTable(table: Table): CompiledRoutes {
  const toRule = createRules()
  return compileRoutes({
    api: table.api,
    routes: Object.fromEntries(table.rows.map(([text, rule]) => [text, toRule(rule)])),
    ...(table.defaultRule === undefined ? {} : { defaultRule: toRule(table.defaultRule) }),
    deployed: table.deployed,
    policies: table.policies,
    perRoute: table.perRoute,
  })
}

/** As API Gateway reads it: through JSON, and with the end of the credential in every Allow. */
function toOutput(statements: readonly PolicyStatement[], faults: Faults): AuthorizerOutput {
  const policyDocument: unknown = JSON.parse(
    JSON.stringify(
      generatePolicy({
        effect: 'Allow',
        arn,
        scope: { kind: 'routes', statements },
        expiresAtSeconds: faults.expiresAtSeconds ?? endMilliseconds / 1000,
      }),
    ),
  )
  return parseOutput({ principalId: 'caller', policyDocument }, defaultAssumptions, () => {})
}

/** The gateway's verdict on one request. */
export function isAllowed(
  { policy }: AuthorizerOutput,
  request: Request,
  nowMilliseconds: number = startMilliseconds,
): boolean {
  const keys = toConditionKeys({
    nowMilliseconds,
    sourceIp: '192.0.2.1',
    userAgent: undefined,
    referer: undefined,
  })
  return (
    evaluatePolicy(policy, { resource: toMethodArn(request), keys }, () => {}).decision === 'Allow'
  )
}

/** The ARN of a request: real verb, raw path. */
export function toMethodArn({ method, path }: Request): string {
  return `${prefix}/${method}${path}`
}
