import { describe, expect, it } from 'vitest'
import type {
  Adapter,
  AuthorizerRequest,
  AuthorizerResponse,
} from '../../../src/adapters/adapter.js'
import { selectAdapter } from '../../../src/adapters/adapters.js'
import { toAuthorizerShape } from '../../../src/config/authorizer-settings.js'
import { createContext } from '../../../src/contract/request.js'
import { planAuthorizer } from '../../../src/manifest/cache-plan.js'
import { answerEvents } from '../../../src/handler/answer-events.js'
import { completeRuntime } from '../../../src/handler/runtime.js'
import { toScopeOf } from '../../../src/handler/to-scope-of.js'
import { createHandler } from '../../../src/index.js'
import type { AuthContext, Decision } from '../../../src/index.js'
import { createSecrets } from '../../../src/secrets/secret.js'
import { adapterChecks } from '../../../src/testing/conformance/index.js'
import type { AdapterSubject } from '../../../src/testing/conformance/index.js'
import { adapterSubjects } from '../../helpers/adapter-subjects.js'

const rest = adapterSubjects.find(({ source }) => source === 'rest-request')!
const simple = adapterSubjects.find(({ answers }) => answers === 'simple')!

/** The subject with another adapter. */
const withAdapter = (
  subject: AdapterSubject,
  change: (adapter: Adapter) => Adapter,
): AdapterSubject => ({
  ...subject,
  createHandler: (config, runtime) =>
    answerEvents(
      config,
      {
        adapter: change(selectAdapter(toAuthorizerShape(config.authorizer))),
        toScope: toScopeOf(planAuthorizer(config)),
      },
      completeRuntime(runtime, createSecrets),
    ),
})

/** The subject whose answers are changed. */
const answering = (
  change: (answer: AuthorizerResponse, decision: Decision) => unknown,
  subject: AdapterSubject = rest,
): AdapterSubject =>
  withAdapter(subject, (adapter) => ({
    ...adapter,
    toResponse(decision, request, settings) {
      const answer = adapter.toResponse(decision, request, settings)
      return 'thrown' in answer ? answer : (change(answer, decision) as AuthorizerResponse)
    },
  }))

/** The subject whose events are read otherwise. */
const reading = (
  change: (request: AuthorizerRequest, event: Readonly<Record<string, never>>) => AuthorizerRequest,
): AdapterSubject =>
  withAdapter(rest, (adapter) => ({
    ...adapter,
    toRequest: (event, id) => change(adapter.toRequest(event, id), event as never),
  }))

/** A context with some members of another. */
const withParts = (context: AuthContext, parts: object): AuthContext =>
  Object.create(context, Object.getOwnPropertyDescriptors(parts)) as AuthContext

const lenient = createContext({
  source: 'rest-request',
  resourceArn: { partition: 'aws', region: 'r', accountId: '1', apiId: 'a', stage: 'test' },
})
let previous: AuthContext | undefined

const broken: readonly (readonly [what: string, check: RegExp, subject: AdapterSubject])[] = [
  [
    'reads another path',
    /^reads/,
    reading((request) => ({
      ...request,
      context: withParts(wrap(request.context), { path: '/' }),
    })),
  ],
  [
    'takes every REQUEST event for its own',
    /refuses all others/,
    withAdapter(rest, (adapter) => ({
      ...adapter,
      toRequest(event, id) {
        const { version: _version, ...others } = event as Record<string, unknown>
        return adapter.toRequest(others, id)
      },
    })),
  ],
  [
    'finds headers only as they are written',
    /whatever their case/,
    reading((request, event) => ({
      ...request,
      context: withParts(wrap(request.context), {
        header: (name: string) => event['headers']?.[name],
      }),
    })),
  ],
  [
    'takes the first of two credentials',
    /two values/,
    reading((request, event) => {
      const headers = (event['multiValueHeaders'] ?? {}) as Record<string, readonly string[]>
      const context = withParts(wrap(request.context), { token: headers['Authorization']?.[0] })
      return { ...request, context }
    }),
  ],
  [
    'remembers the caller before',
    /50 requests/,
    reading((request) => {
      previous ??= request.context
      return { ...request, context: previous }
    }),
  ],
  ['adds a key to its answers', /nothing but/, answering((answer) => ({ ...answer, version: 1 }))],
  [
    'nests the context',
    /nothing but/,
    answering((answer) => ({ ...answer, context: { user: { id: 1 } } })),
  ],
  [
    'leaves a null in a statement',
    /nothing but/,
    answering((answer) => withStatement(answer, { Condition: null })),
  ],
  [
    'opens every stage',
    /nothing but/,
    answering((answer, { effect }) =>
      effect === 'Allow' ? withStatement(answer, { Resource: ['*'] }) : answer,
    ),
  ],
  [
    'opens another route',
    /nothing but/,
    answering((answer) =>
      withStatement(answer, {
        Resource: ['arn:aws:execute-api:us-east-1:123456789012:abcdef123/test/GET/other'],
      }),
    ),
  ],
  [
    'says who is authorized in text',
    /nothing but/,
    answering((answer) => ({ ...answer, isAuthorized: 'true' }), simple),
  ],
  [
    'denies one route alone',
    /whole stage/,
    answering((answer, { effect }) =>
      effect === 'Deny'
        ? withStatement(answer, {
            Resource: ['arn:aws:execute-api:us-east-1:123456789012:abcdef123/test/POST/orders/42'],
          })
        : answer,
    ),
  ],
  [
    'allows what is forbidden',
    /whole stage/,
    answering((answer) => ({ ...answer, isAuthorized: true }), simple),
  ],
  [
    'answers what is no answer to a bad credential',
    /401/,
    withAdapter(rest, (adapter) => ({
      ...adapter,
      toResponse: (decision, ...others) =>
        decision.effect === 'Deny' && decision.kind === 'unauthenticated'
          ? ({ statusCode: 401 } as unknown as AuthorizerResponse)
          : adapter.toResponse(decision, ...others),
    })),
  ],
  [
    'answers a failure',
    /the constant/,
    withAdapter(rest, (adapter) => ({
      ...adapter,
      toResponse: (decision, ...others) =>
        decision.effect === 'Deny' && decision.kind === 'failure'
          ? adapter.toResponse({ ...decision, kind: 'forbidden' }, ...others)
          : adapter.toResponse(decision, ...others),
    })),
  ],
  [
    'hands the credential on',
    /no credential out/,
    withAdapter(rest, (adapter) => ({
      ...adapter,
      toResponse(decision, request, settings) {
        const answer = adapter.toResponse(decision, request, settings)
        return 'thrown' in answer
          ? answer
          : { ...answer, context: { token: request.context.token ?? null } }
      },
    })),
  ],
  [
    'takes anything for an event',
    /no event of its kind/,
    withAdapter(rest, (adapter) => ({
      ...adapter,
      toRequest(event, id) {
        try {
          return adapter.toRequest(event, id)
        } catch {
          return { context: lenient, methodArn: '' }
        }
      },
    })),
  ],
  [
    'makes an ARN up',
    /its ARN/,
    withAdapter(rest, (adapter) => ({
      ...adapter,
      toRequest: (event, id) =>
        adapter.toRequest(
          {
            ...(event as object),
            methodArn: 'arn:aws:execute-api:us-east-1:123456789012:abcdef123/test/GET/',
          },
          id,
        ),
    })),
  ],
  [
    'lets its own errors out',
    /every member/,
    {
      ...rest,
      createHandler: (config, runtime) => {
        const handler = createHandler(config, runtime)
        return Object.assign(
          async (event: unknown) => {
            const { path } = (event ?? {}) as { path?: string }
            path?.startsWith('/')
            return handler(event)
          },
          { warmUp: async () => handler.warmUp() },
        )
      },
    },
  ],
  [
    'overlooks headers of a wrong type',
    /of a wrong type/,
    withAdapter(rest, (adapter) => ({
      ...adapter,
      toRequest(event, id) {
        const { headers, ...others } = event as Record<string, unknown>
        return adapter.toRequest(
          typeof headers === 'object' && !Array.isArray(headers)
            ? event
            : { ...others, multiValueHeaders: {} },
          id,
        )
      },
    })),
  ],
  [
    'merges headers into an object of every object’s names',
    /every object has/,
    withAdapter(rest, (adapter) => ({
      ...adapter,
      toRequest(event, id) {
        const said = event as { readonly headers?: Readonly<Record<string, string>> }
        const bare = { ...said, headers: {}, multiValueHeaders: {} }
        const request = adapter.toRequest(bare, id)
        const headers: Record<string, string> = {}
        for (const [name, value] of Object.entries(said.headers ?? {})) headers[name] = value
        const token = headers['Authorization']
        return { ...request, context: withParts(wrap(request.context), { token }) }
      },
    })),
  ],
]

/** The same context without private members, so that parts of it can be replaced. */
function wrap(context: AuthContext): AuthContext {
  return {
    source: context.source,
    requestId: context.requestId,
    get token() {
      return context.token
    },
    method: context.method,
    path: context.path,
    route: context.route,
    sourceIp: context.sourceIp,
    resourceArn: context.resourceArn,
    header: (name) => context.header(name),
    query: (name) => context.query(name),
    cookie: (name) => context.cookie(name),
    pathParameter: (name) => context.pathParameter(name),
    stageVariable: (name) => context.stageVariable(name),
  }
}

function withStatement(answer: AuthorizerResponse, change: object): unknown {
  if (!('policyDocument' in answer)) return answer
  const { policyDocument } = answer
  const Statement = policyDocument.Statement.map((statement) => ({ ...statement, ...change }))
  return { ...answer, policyDocument: { ...policyDocument, Statement } }
}

describe('the suite for adapters', () => {
  it.each(broken)('tells of an adapter that %s', async (_what, title, subject) => {
    const check = adapterChecks(subject).find((each) => title.test(each.title))
    expect(check, `no check ${title.source}`).toBeDefined()
    expect(await check?.run()).not.toEqual([])
  })

  it('has a broken adapter for every check', () => {
    const titles = adapterChecks(rest).map(({ title }) => title)
    const covered = titles.filter((title) => broken.some(([, check]) => check.test(title)))
    expect(covered).toEqual(titles)
  })
})
