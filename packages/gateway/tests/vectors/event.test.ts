import { describe, expect, it } from 'vitest'
import { allowAll, apiArn, gatewayWith, requestAuthorizer } from '../helpers/authorizers.js'
import { vectorsOf } from '../helpers/vectors.js'

interface Input {
  readonly route?: string
  readonly request?: string
  readonly stage?: string
  readonly query?: string
  readonly headers?: Readonly<Record<string, string>>
}

describe('event vectors', () => {
  it.each(vectorsOf<Input, Readonly<Record<string, unknown>>>('event'))(
    '$id: $description',
    async ({ input, expect: expected }) => {
      const { gateway, events } = gatewayWith(() => allowAll, {
        stage: input.stage ?? 'test',
        authorizer: { ...requestAuthorizer, ttlSeconds: 0 },
        ...(input.route && { routes: [input.route] }),
      })
      const [method = '', path = ''] = (input.request ?? 'GET /').split(' ')
      const url = input.query === undefined ? path : `${path}?${input.query}`
      const headers = { authorization: 'Bearer abc', ...input.headers }
      await gateway.inject({ method, url, headers })
      expect(events[0]).toMatchObject(toPartialEvent(expected))
    },
  )
})

/** `a.b` is a member of a member; `methodArnSuffix` is what stands behind the API's own ARN. */
function toPartialEvent(expected: Readonly<Record<string, unknown>>): object {
  const entries = Object.entries(expected).map(([key, value]) => {
    if (key === 'methodArnSuffix') return ['methodArn', `${apiArn}${String(value)}`]
    const [first = '', ...rest] = key.split('.')
    return [first, rest.reduceRight((inner, name) => ({ [name]: inner }), value)]
  })
  return Object.fromEntries(entries) as object
}
