/** A compiled table behind core's own answers, with what API Gateway keys its cache by. @module */
import { defaultAssumptions } from '../../../src/assumptions.js'
import { parseOutput } from '../../../src/authorizer/parse-output.js'
import type { AuthorizerOutput } from '../../../src/authorizer/parse-output.js'
import type { RouteMatch } from '../../../src/routes/router.js'
import { createDeployment } from './deployment.js'
import type { Request } from './request.js'
import { createRules, toIdentity } from './rules.js'
import {
  compileRoutes,
  generatePolicy,
  isAuthchainError,
  toAnswer,
  toRouteScope,
} from './subject.js'
import type { AuthContext, CompiledRoutes, PolicyScope, PolicyStatement } from './subject.js'
import type { Caller, Table } from './table.js'
import { arn, endMilliseconds } from './verdict.js'

/** A compiled table that can be asked as API Gateway asks. */
export interface Bench {
  readonly compiled: CompiledRoutes
  /** What the authorizer answers to this request; undefined for a failure, which is 500 and never cached. */
  answer(caller: Caller, request: Request): AuthorizerOutput | undefined
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
  const answer = toAnswer(compiled, { ...table, templates: !isToken(table) }, false)
  const toScope = toRouteScope(compiled, answer)
  const deployed = createDeployment(table)
  const outputs = new Map<unknown, AuthorizerOutput>()
  const isShared = compiled.step !== 'per-route'
  const nothing: PolicyScope = { kind: 'routes', statements: [closed] }

  const scopeFor = (caller: Caller, request: Request): PolicyScope | undefined => {
    try {
      return toScope(toIdentity(caller), toContext(table, request, deployed(request)))
    } catch (error) {
      if (!isAuthchainError(error)) throw error
      return error.kind === 'forbidden' ? nothing : undefined
    }
  }

  return {
    compiled,
    answer(caller, request) {
      const scope = scopeFor(caller, request)
      if (scope?.kind !== 'routes') return undefined
      const statements = tamper(scope.statements, request)
      // The statements of one kind of caller are one object; those of one route or of a fault are not.
      const key =
        statements === scope.statements && isShared ? statements : JSON.stringify(statements)
      const output = outputs.get(key) ?? toOutput(statements, faults)
      outputs.set(key, output)
      return output
    },
    keyOf(request) {
      if (compiled.step !== 'per-route') return []
      const { resource = '', value = '' } = deployed(request) ?? {}
      // What is not routed never reaches the authorizer. Where nothing is known, anything may be deployed.
      if (table.deployed !== 'unknown' && resource === '') return undefined
      const [method = ''] = value.split(' ')
      if (answer === 'route-key') return toKey([`${method} ${resource}`], resource)
      const own = [request.method, compiled.key === 'route' ? resource : request.path]
      return toKey(own, resource)
    },
  }
}

const closed: PolicyStatement = {
  Effect: 'Deny',
  Action: 'execute-api:Invoke',
  Resource: ['arn:aws:execute-api:eu-west-1:123456789012:abcdef1234/prod/*'],
}

/** The parts of an event that a route table reads. A TOKEN event has no template. */
function toContext(
  table: Table,
  { method, path }: Request,
  match: RouteMatch<string> | undefined,
): AuthContext {
  const { api, deployed } = table
  const found = api === 'http' ? match?.routeKey : match?.resource
  const route = found ?? (deployed === 'unknown' ? '/{anything+}' : undefined)
  return {
    method,
    path,
    route: isToken(table) ? undefined : route,
    resourceArn: arn,
  } as AuthContext
}

/** The route cannot join its cache key. */
function isToken({ api, perRoute }: Table): boolean {
  return api === 'rest' && !perRoute
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
