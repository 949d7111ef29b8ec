import { describe, expect, it } from 'vitest'
import { allowAll, gatewayWith } from '../helpers/authorizers.js'
import { toGatewayAuthorizer, vectorsOf } from '../helpers/vectors.js'
import type { VectorAuthorizer } from '../helpers/vectors.js'

interface Input {
  readonly authorizer: VectorAuthorizer
  readonly request: {
    readonly headers?: Readonly<Record<string, string>>
    readonly query?: Readonly<Record<string, string>>
    readonly stageVariables?: Readonly<Record<string, string>>
    readonly sourceIp?: string
  }
}
interface Expect {
  readonly invoked?: boolean
  readonly status?: number
  readonly configError?: boolean
}

const vectors = vectorsOf<Input, Expect>('identity')
const open = ({ authorizer, request }: Input): ReturnType<typeof gatewayWith> =>
  gatewayWith(() => allowAll, {
    stageVariables: request.stageVariables ?? {},
    authorizer: toGatewayAuthorizer(authorizer),
  })

describe('identity vectors', () => {
  it.each(vectors.filter(({ expect: { configError } }) => configError === true))(
    '$id: $description',
    ({ input }) => {
      expect(() => open(input)).toThrow(expect.objectContaining({ code: 'AC1001' }))
    },
  )

  it.each(vectors.filter(({ expect: { configError } }) => configError !== true))(
    '$id: $description',
    async ({ input, expect: expected }) => {
      const { gateway, events } = open(input)
      const { headers = {}, query, sourceIp = '192.0.2.1' } = input.request
      const url = `/?${new URLSearchParams(query).toString()}`
      const { status } = await gateway.inject({ url, headers, sourceIp })
      expect({ status, invocations: events.length }).toEqual({
        status: expected.status ?? 200,
        invocations: expected.invoked === true ? 1 : 0,
      })
    },
  )
})
