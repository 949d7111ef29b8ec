/** The vectors of API Gateway's behaviour, by kind. */
import { readFileSync } from 'node:fs'
import type { GatewayAuthorizer } from '../../src/index.js'

export interface Vector<Input, Expect> {
  readonly id: string
  readonly kind: string
  readonly description: string
  readonly confidence: 'high' | 'medium' | 'low'
  readonly input: Input
  readonly expect: Expect
}

interface AnyInput {
  readonly apiType?: string
  readonly authorizer?: { readonly apiType?: string }
}

const file = new URL('../vectors/api-gateway.json', import.meta.url)
const all = (
  JSON.parse(readFileSync(file, 'utf8')) as {
    readonly vectors: readonly Vector<AnyInput, unknown>[]
  }
).vectors

/** Vectors of the API types that this edition does not serve. */
export const notServed: readonly Vector<AnyInput, unknown>[] = all.filter(
  ({ input }) => (input.apiType ?? input.authorizer?.apiType ?? 'REST') !== 'REST',
)

export const total: number = all.length

/** Vectors of one kind that this edition serves. */
export function vectorsOf<Input, Expect>(kind: string): readonly Vector<Input, Expect>[] {
  const own = all.filter((vector) => vector.kind === kind && !notServed.includes(vector))
  return own as unknown as readonly Vector<Input, Expect>[]
}

/** An authorizer as the vectors write it. */
export interface VectorAuthorizer {
  readonly type: 'TOKEN' | 'REQUEST'
  readonly identitySource: string
  readonly ttl: number
  readonly identityValidationExpression?: string
}

export function toGatewayAuthorizer(vector: VectorAuthorizer): GatewayAuthorizer {
  return {
    type: vector.type,
    identitySources: [vector.identitySource],
    ttlSeconds: vector.ttl,
    validationExpression: vector.identityValidationExpression ?? null,
  }
}
