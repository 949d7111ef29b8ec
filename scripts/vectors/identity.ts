/** Vectors of kind `identity`: where identity sources are read, and what follows when they are not there. @module */
import assert from 'node:assert/strict'
import { coreHandler } from './core-handler.ts'
import { gatewayWith, toGatewayAuthorizer } from './gateway-with.ts'
import type { Served, VectorAuthorizer } from './gateway-with.ts'
import type { Fields, Vector } from './vector.ts'
import { onlyKeys } from './vector.ts'

interface Request {
  readonly headers?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly stageVariables?: Readonly<Record<string, string>>
  readonly sourceIp?: string
}

/** Sends the request twice where the vector says something of the cache, else once. */
export async function runIdentity({ id, input, expect }: Vector): Promise<void> {
  onlyKeys(input, ['authorizer', 'request'], id)
  onlyKeys(expect, ['invoked', 'status', 'configError', 'event', 'cached'], id)
  if (expect['configError'] === true) {
    assert.throws(() => open(input), { code: 'AC1001' })
    return
  }
  const { gateway, events } = open(input)
  const { headers = {}, query, sourceIp = '192.0.2.1' } = input['request'] as Request
  const send = async (): Promise<number> => {
    const url = `/?${new URLSearchParams(query).toString()}`
    return (await gateway.inject({ url, headers, sourceIp })).status
  }
  const status = await send()
  assert.deepEqual(
    { status, invocations: events.length },
    { status: expect['status'] ?? 200, invocations: expect['invoked'] === true ? 1 : 0 },
  )
  if (expect['event'] !== undefined) assertIncludes(events[0], expect['event'] as Fields)
  if (expect['cached'] === undefined) return
  await send()
  assert.equal(events.length, expect['cached'] === true ? 1 : 2)
}

function open(input: Fields): Served {
  const authorizer = toGatewayAuthorizer(input['authorizer'] as VectorAuthorizer)
  const { stageVariables = {} } = input['request'] as Request
  const handler = coreHandler(authorizer)
  const context = { awsRequestId: 'vector', getRemainingTimeInMillis: () => 3000 }
  return gatewayWith(async (event) => handler(event, context), authorizer, { stageVariables })
}

/** Compares the members that are expected and no others. */
export function assertIncludes(actual: Fields | undefined, expected: Fields): void {
  const members = Object.keys(expected).map((key) => [key, actual?.[key]])
  assert.deepEqual(Object.fromEntries(members), expected)
}
