/** The published shape of a chain as JSON; for editors, HCL and tests, never for Lambda. @module */
import { z } from 'zod'

const secret = z
  .strictObject({ ssm: z.string().min(1), field: z.string().min(1).optional() })
  .describe('The name of a parameter of AWS Systems Manager that holds the secret')
const oneOrMore = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)])
const algorithms = z.enum([
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'HS256',
  'HS384',
  'HS512',
])

const issuer = {
  issuer: z.string().min(1).describe('Exactly what its tokens say in iss'),
  audience: z
    .union([oneOrMore, z.null()])
    .describe('One of which must be in aud; null must be written to opt out'),
  algorithms: z.array(algorithms).min(1).optional(),
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
    .optional(),
  jwksUri: z.string().min(1).optional(),
  jwks: z
    .looseObject({ keys: z.array(z.looseObject({})).min(1) })
    .optional()
    .describe('A JWK Set of public keys (RFC 7517)'),
  secret: secret.optional(),
  publicKey: z.string().min(1).optional().describe('One PEM with the label PUBLIC KEY'),
}
const input = z.string().regex(/^(?:token|(?:header|query|cookie):.+)$/)
const checks = {
  clockToleranceSeconds: z.number().min(0).max(60).optional(),
  maxTokenAgeSeconds: z
    .number()
    .min(1)
    .max(366 * 86_400)
    .optional(),
  typ: z.enum(['at+jwt', 'any']).optional(),
  requiredClaims: z.record(z.string(), oneOrMore).optional(),
  tokenFrom: z.union([input, z.array(input).min(1)]).optional(),
}
const jwtOptions = z.union([
  z.strictObject({ ...checks, ...issuer }),
  z.strictObject({
    ...checks,
    issuers: z.array(z.strictObject({ ...issuer, name: issuer.name.unwrap() })).min(1),
  }),
])

const contextValue = z.union([z.string(), z.number(), z.boolean(), z.null()])
const apiKeyRecord = z.strictObject({
  id: z.string().regex(/^[a-z2-7]{16}$/),
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('SHA-256 of the whole key in hex; never the key itself'),
  principalId: z.string().min(1),
  scopes: z.array(z.string().min(1)).optional(),
  context: z.record(z.string(), contextValue).optional(),
  expiresAtSeconds: z.number().min(0).max(99_999_999_999).optional(),
  disabled: z.boolean().optional(),
  usageIdentifierKey: z
    .string()
    .regex(/^[\x21-\x7e]{20,128}$/)
    .optional(),
})
const apiKeyOptions = z.strictObject({
  keys: z.union([
    z.array(apiKeyRecord),
    z
      .strictObject({ ssm: z.string().regex(/^(?:\/[\w.-]{1,128}){1,14}$/) })
      .describe('The path in Parameter Store below which one parameter stands for each key'),
  ]),
  from: z
    .string()
    .regex(
      /^(?:bearer|(?:header|cookie):[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}|query:[\x21-\x7e]{1,128})$/,
    )
    .optional(),
  prefix: z
    .string()
    .regex(/^[a-z][a-z0-9]{0,15}$/)
    .optional(),
})

const standing = {
  as: z
    .string()
    .min(1)
    .optional()
    .describe('Another name, so that two of a kind can stand in one chain'),
  principal: z.enum(['establish', 'ignore', 'replace']).optional(),
}

const element = z
  .discriminatedUnion('plugin', [
    z.strictObject({ plugin: z.literal('jwt'), ...standing, options: jwtOptions }),
    z.strictObject({ plugin: z.literal('api-key'), ...standing, options: apiKeyOptions }),
    z.strictObject({
      plugin: z.literal('require-scope'),
      options: z.strictObject({
        scopes: z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/)).min(1),
      }),
    }),
    z.strictObject({
      plugin: z.literal('require-claim'),
      options: z.strictObject({
        claim: z.string().min(1),
        values: z
          .array(z.union([z.string(), z.number(), z.boolean()]))
          .min(1)
          .optional(),
      }),
    }),
    z.strictObject({
      plugin: z.literal('any-of'),
      get plugins() {
        return z.array(element).min(2)
      },
    }),
    z.strictObject({
      plugin: z.literal('all-of'),
      get plugins() {
        return z.array(element).min(2)
      },
    }),
  ])
  .meta({ id: 'element' })

const elements = z.array(element).min(1)

/** A chain: a list of elements, or an object that has it as `plugins`. */
export const chainSchema: z.ZodType = z.union([elements, z.strictObject({ plugins: elements })])

/**
 * The schema as JSON Schema (draft 2020-12), as `schemas/chain.schema.json` has it.
 *
 * @example
 * ```ts
 * JSON.parse(toChainJsonSchema()).title // 'authchain chain'
 * ```
 */
export function toChainJsonSchema(): string {
  const schema = z.toJSONSchema(chainSchema, { target: 'draft-2020-12', io: 'input' })
  const { $schema, ...rest } = schema
  const whole = {
    $schema,
    title: 'authchain chain',
    description: 'A chain of first-party plugins, run in order by the prebuilt function',
    ...rest,
  }
  return `${JSON.stringify(whole, undefined, 2)}\n`
}
