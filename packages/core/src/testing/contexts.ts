/** Contexts and identities for tests of plugins. @module */
import type { AuthContext, EventSource, ResourceArn } from '../contract/context.js'
import { emptyIdentity } from '../contract/identity.js'
import type { IdentityBase } from '../contract/identity.js'
import type { Call } from '../contract/plugin.js'
import { createContext } from '../contract/request.js'
import type { ValueLists } from '../contract/request.js'

/** What a test says of its request; the rest is a `GET /orders/42` of a REST API. */
export interface TestRequest {
  readonly source?: EventSource
  readonly method?: string
  readonly path?: string
  readonly route?: string
  readonly sourceIp?: string
  readonly requestId?: string
  /** Under any source: the raw value of the header that carries the credential. */
  readonly token?: string
  /** A list stands for a header that was sent more than once. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly query?: Readonly<Record<string, string | readonly string[]>>
  readonly pathParameters?: Readonly<Record<string, string>>
  readonly stageVariables?: Readonly<Record<string, string>>
  readonly resourceArn?: Partial<ResourceArn>
}

/** The API that test requests belong to. */
export const testArn: ResourceArn = Object.freeze({
  partition: 'aws',
  region: 'us-east-1',
  accountId: '123456789012',
  apiId: 'abcdef123',
  stage: 'test',
})

/**
 * A context as an adapter would make it.
 *
 * @example
 * ```ts
 * const context = createTestContext({ token: 'Bearer abc', headers: { 'x-tenant': 'acme' } })
 * ```
 */
export function createTestContext(request: TestRequest = {}): AuthContext {
  const headers = new Map(toValueLists(request.headers, (name) => name.toLowerCase()))
  const source = request.source ?? 'rest-request'
  if (request.token !== undefined && source !== 'rest-token') {
    headers.set('authorization', [request.token])
  }
  return createContext({
    source,
    resourceArn: { ...testArn, ...request.resourceArn },
    requestId: request.requestId ?? 'test-request',
    token: request.token,
    method: request.method ?? 'GET',
    path: request.path ?? '/orders/42',
    route: request.route ?? '/orders/{id}',
    sourceIp: request.sourceIp ?? '192.0.2.1',
    headers,
    query: toValueLists(request.query),
    pathParameters: toValueLists(request.pathParameters),
    stageVariables: toValueLists(request.stageVariables),
  })
}

/** An identity as the chain would hand it to a plugin. `provides` stands under the plugins' names. */
export function createTestIdentity<P extends object>(
  parts: Partial<IdentityBase> = {},
  provides?: P,
): IdentityBase & Readonly<P> {
  return Object.freeze({ ...emptyIdentity, ...parts, ...provides }) as IdentityBase & Readonly<P>
}

/** A call whose time never runs out unless `signal` says so. */
export function createTestCall(signal: AbortSignal = new AbortController().signal): Call {
  return { signal, remainingMilliseconds: () => (signal.aborted ? 0 : 5000) }
}

function toValueLists(
  record: Readonly<Record<string, string | readonly string[]>> = {},
  toKey: (name: string) => string = (name) => name,
): ValueLists {
  return new Map(
    Object.entries(record).map(([name, value]) => [
      toKey(name),
      typeof value === 'string' ? [value] : value,
    ]),
  )
}
