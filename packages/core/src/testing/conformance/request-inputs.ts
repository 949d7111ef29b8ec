/** Reading and changing one input of a test's request. @module */
import type { RequestInput } from '../../contract/context.js'
import type { TestRequest } from '../contexts.js'

/** A value, or several that were sent under one name. */
export type InputValue = string | readonly string[]

const fixed: ReadonlySet<string> = new Set([
  'token',
  'method',
  'path',
  'route',
  'path-parameters',
  'source-ip',
  'user-agent',
  'client-certificate',
])
const named = /^(?:(?:header|cookie):[!#$%&'*+.^_`|~0-9A-Za-z-]+|stage-variable:\w+|query:.+)$/s

/** True for what a plugin may declare as an input. */
export function isRequestInput(value: unknown): value is RequestInput {
  return typeof value === 'string' && (fixed.has(value) || named.test(value))
}

/** What a request sends in an input; undefined when nothing or when a test cannot say it. */
export function findInput(request: TestRequest, input: RequestInput): string | undefined {
  const [kind, name] = split(input)
  if (kind === 'token' || isAuthorization(kind, name)) {
    return request.token ?? one(findByName(request.headers, name || 'authorization'))
  }
  if (kind === 'header') return one(findByName(request.headers, name))
  if (kind === 'query') return one(request.query?.[name])
  if (kind === 'user-agent') return one(findByName(request.headers, 'user-agent'))
  if (kind !== 'cookie') return undefined
  const pairs = (one(findByName(request.headers, 'cookie')) ?? '').split(';')
  const pair = pairs.find((text) => text.trim().startsWith(`${name}=`))
  return pair?.trim().slice(name.length + 1)
}

/** The request with another value in an input, or without it. Inputs that a test cannot say stay as they are. */
export function withInput(
  request: TestRequest,
  input: RequestInput,
  value: InputValue | undefined,
): TestRequest {
  const [kind, name] = split(input)
  if (kind === 'token' || isAuthorization(kind, name)) return withToken(request, value)
  if (kind === 'header') return withHeader(request, name, value)
  if (kind === 'user-agent') return withHeader(request, 'user-agent', value)
  if (kind === 'query') {
    const { [name]: _old, ...query } = request.query ?? {}
    return { ...request, query: value === undefined ? query : { ...query, [name]: value } }
  }
  if (kind === 'cookie') return withCookie(request, name, value)
  if (typeof value !== 'string') return request
  if (kind === 'stage-variable') return { ...request, stageVariables: { [name]: value } }
  if (kind === 'path-parameters') return { ...request, pathParameters: { id: value } }
  if (kind === 'source-ip') return { ...request, sourceIp: value }
  if (kind === 'method' || kind === 'path' || kind === 'route') {
    return { ...request, [kind]: value }
  }
  return request
}

/** The request without any of these inputs. */
export function withoutInputs(request: TestRequest, inputs: readonly RequestInput[]): TestRequest {
  return inputs.reduce<TestRequest>((rest, input) => withInput(rest, input, undefined), request)
}

function withToken(request: TestRequest, value: InputValue | undefined): TestRequest {
  const { token: _old, ...rest } = withHeader(request, 'authorization', undefined)
  if (value === undefined) return rest
  if (typeof value === 'string') return { ...rest, token: value }
  return withHeader(rest, 'authorization', value)
}

function withHeader(
  request: TestRequest,
  name: string,
  value: InputValue | undefined,
): TestRequest {
  const others = Object.entries(request.headers ?? {}).filter(
    ([other]) => other.toLowerCase() !== name.toLowerCase(),
  )
  const added = value === undefined ? [] : [[name, value] as const]
  return { ...request, headers: Object.fromEntries([...others, ...added]) }
}

function withCookie(
  request: TestRequest,
  name: string,
  value: InputValue | undefined,
): TestRequest {
  const values = typeof value === 'string' ? [value] : (value ?? [])
  if (values.length === 0) return withHeader(request, 'cookie', undefined)
  return withHeader(request, 'cookie', values.map((each) => `${name}=${each}`).join('; '))
}

function findByName(record: TestRequest['headers'] = {}, name: string): InputValue | undefined {
  return Object.entries(record).find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1]
}

function one(value: InputValue | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0]
}

function split(input: RequestInput): readonly [kind: string, name: string] {
  const at = input.indexOf(':')
  return at === -1 ? [input, ''] : [input.slice(0, at), input.slice(at + 1)]
}

function isAuthorization(kind: string, name: string): boolean {
  return kind === 'header' && name.toLowerCase() === 'authorization'
}
