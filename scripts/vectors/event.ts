/** Vectors of kind `event`: what the authorizer is sent. @module */
import assert from 'node:assert/strict'
import { coreHandler } from './core-handler.ts'
import { api, apiArn, gatewayWith, toApiKind, usualAuthorizer } from './gateway-with.ts'
import type { Fields, Vector } from './vector.ts'
import { isFields, onlyKeys, toText } from './vector.ts'

/** Sends the request, and compares the event; authchain's handler has to understand it. */
export async function runEvent({ id, input, expect }: Vector): Promise<void> {
  onlyKeys(input, ['apiType', 'route', 'request', 'stage', 'query', 'headers'], id)
  const kind = toApiKind(input['apiType'])
  const [method = '', path = ''] = toText(input['request'] ?? 'GET /', id).split(' ')
  const routes = toRoutes(kind, input, expect)
  const authorizer = usualAuthorizer(kind)
  const handler = coreHandler(authorizer)
  const context = { awsRequestId: 'vector', getRemainingTimeInMillis: () => 3000 }
  const { gateway, events } = gatewayWith(async (event) => handler(event, context), authorizer, {
    stage: toText(input['stage'] ?? api.stage, id),
    ...(routes === undefined ? {} : { routes }),
  })
  const url = input['query'] === undefined ? path : `${path}?${toText(input['query'], id)}`
  const headers = { authorization: 'Bearer abc', ...(input['headers'] as Record<string, string>) }
  const response = await gateway.inject({ method, url, headers })
  assert.equal(response.trace.effect, 'Allow', 'the handler does not understand the event')
  const [event = {}] = events
  for (const [name, value] of Object.entries(expect)) assertMember(event, name, value)
}

function toRoutes(kind: string, input: Fields, expect: Fields): readonly string[] | undefined {
  if (kind === 'websocket') return undefined
  const route = input['route'] ?? expect['routeKey']
  return typeof route === 'string' ? [route] : undefined
}

/** `a.b` is a member of a member; `methodArnSuffix` is what stands behind the API's own ARN. */
function assertMember(event: Fields, name: string, value: unknown): void {
  if (name === 'absent') {
    const found = (value as readonly string[]).filter((each) => Object.hasOwn(event, each))
    assert.deepEqual(found, [])
    return
  }
  if (name.endsWith('Suffix')) {
    assert.equal(event[name.slice(0, -'Suffix'.length)], `${apiArn}${String(value)}`)
    return
  }
  let member: unknown = event
  for (const part of name.split('.')) member = isFields(member) ? member[part] : undefined
  if (!isFields(value)) {
    assert.deepEqual(member, value, name)
    return
  }
  const record = isFields(member) ? member : {}
  const members = Object.keys(value).map((key) => [key, record[key]])
  assert.deepEqual(Object.fromEntries(members), value, name)
}
