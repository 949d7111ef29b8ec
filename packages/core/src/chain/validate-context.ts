/** The request under the names that the Python edition gave it. @module */
import type { AuthContext, RequestInput } from '../contract/context.js'
import { failure } from '../errors.js'

/** Values by name, read when they are asked for. A name that was not declared is a failure. */
export type Lookup = Readonly<Record<string, string | undefined>>

/** What a `validate(auth_context)` receives; see `fromValidate`. */
export interface ValidateContext {
  readonly type: 'TOKEN' | 'REQUEST'
  readonly token: string | undefined
  readonly headers: Lookup
  readonly query_string_parameters: Lookup
  readonly path_parameters: Lookup
  readonly stage_variables: Lookup
  readonly request_context: ValidateRequestContext
  readonly method_arn: string
}

/** The members of API Gateway's `requestContext` that every kind of event has. */
export interface ValidateRequestContext {
  readonly accountId: string
  readonly apiId: string
  readonly stage: string
  readonly requestId: string
  readonly httpMethod: string | undefined
  readonly resourcePath: string | undefined
  readonly routeKey: string | undefined
  readonly identity: {
    readonly sourceIp: string | undefined
    readonly userAgent: string | undefined
  }
}

/**
 * Shows a context under the original's keys. Nothing is read before it is asked for.
 *
 * @param declared - What the plugin declared: the names that the look-ups list.
 */
export function toValidateContext(
  context: AuthContext,
  declared: readonly RequestInput[],
): ValidateContext {
  const { resourceArn: arn } = context
  const headers = createLookup(toHeaderNames(declared), (name) => context.header(name))
  const query = createLookup(namesOf(declared, 'query:'), (name) => context.query(name))
  const path = createLookup(undefined, (name) => context.pathParameter(name))
  const variables = createLookup(namesOf(declared, 'stage-variable:'), (name) =>
    context.stageVariable(name),
  )
  const identity = createRecord({
    sourceIp: () => context.sourceIp,
    userAgent: () => context.header('user-agent'),
  })
  const requestContext = createRecord({
    accountId: () => arn.accountId,
    apiId: () => arn.apiId,
    stage: () => arn.stage,
    requestId: () => context.requestId,
    httpMethod: () => context.method,
    resourcePath: () => context.route,
    routeKey: () => context.route,
    identity: () => identity,
  })
  return createRecord({
    type: () => (context.source === 'rest-token' ? 'TOKEN' : 'REQUEST'),
    token: () => context.token,
    headers: () => headers,
    query_string_parameters: () => query,
    path_parameters: () => path,
    stage_variables: () => variables,
    request_context: () => requestContext,
    method_arn: () => toMethodArn(context),
  })
}

function toMethodArn(context: AuthContext): string {
  const { partition, region, accountId, apiId, stage } = context.resourceArn
  const prefix = `arn:${partition}:execute-api:${region}:${accountId}:${apiId}/${stage}`
  if (context.source === 'websocket') return `${prefix}/${context.route ?? ''}`
  return `${prefix}/${context.method ?? ''}${context.path ?? ''}`
}

function namesOf(declared: readonly RequestInput[], prefix: string): readonly string[] {
  return declared
    .filter((input) => input.startsWith(prefix))
    .map((input) => input.slice(prefix.length))
}

/** The token is the header `Authorization` wherever an event has headers. */
function toHeaderNames(declared: readonly RequestInput[]): readonly string[] {
  const names = namesOf(declared, 'header:')
  const lower = new Set(names.map((name) => name.toLowerCase()))
  const implied = [
    ...(declared.includes('token') ? ['authorization'] : []),
    ...(declared.includes('user-agent') ? ['user-agent'] : []),
  ]
  return [...names, ...implied.filter((name) => !lower.has(name))]
}

/** What the language itself asks an object for, on behalf of `await` and `JSON.stringify`. */
const askedByLanguage: ReadonlySet<string> = new Set(['then', 'toJSON'])

/** @param names - What can be listed; undefined when that is not known. */
function createLookup(
  names: readonly string[] | undefined,
  read: (name: string) => string | undefined,
): Lookup {
  const find = (key: string | symbol): string | undefined => {
    if (typeof key === 'symbol') return undefined
    if (askedByLanguage.has(key) && names?.includes(key) !== true) return undefined
    return read(key)
  }
  return new Proxy(Object.create(null) as Lookup, {
    get: (_target, key) => find(key),
    has: (_target, key) => find(key) !== undefined,
    ownKeys: () => {
      if (names === undefined) throw failure('chain.unlistable_input')
      return names.filter((name) => read(name) !== undefined)
    },
    getOwnPropertyDescriptor: (_target, key) => {
      const value = find(key)
      if (value === undefined) return undefined
      return { value, enumerable: true, configurable: true, writable: false }
    },
    set: () => false,
    defineProperty: () => false,
    deleteProperty: () => false,
    preventExtensions: () => false,
  })
}

/** A frozen object whose members are read late; any other member is a failure, as a KeyError was. */
function createRecord<T extends object>(members: { readonly [K in keyof T]: () => T[K] }): T {
  const record = Object.create(null) as T
  for (const [name, get] of Object.entries(members)) {
    Object.defineProperty(record, name, { get: get as () => unknown, enumerable: true })
  }
  return new Proxy(Object.freeze(record), {
    get(target, key, receiver) {
      const isKnown = typeof key === 'symbol' || askedByLanguage.has(key)
      if (isKnown || Object.hasOwn(target, key)) return Reflect.get(target, key, receiver)
      throw failure('chain.unknown_member')
    },
  })
}
