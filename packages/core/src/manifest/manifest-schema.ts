/** Reading a manifest. An entry point of its own: who does not import it does not load zod. @module */
import * as z from 'zod'
import { ConfigInvalidError } from '../errors.js'
import type { Manifest, ManifestResponse } from './manifest.js'

const count = z.int().nonnegative()

/** A zod schema of one gateway response. */
const response = <T extends ManifestResponse['gatewayResponse']>(type: T) =>
  z
    .object({
      gatewayResponse: z.literal(type),
      status: z.int().min(300).max(599),
      headers: z.record(z.string().regex(/^[A-Za-z0-9!#$%&*+.^_`|~-]+$/), z.string()),
      contentType: z.string(),
      body: z.string(),
    })
    .nullable()

/**
 * The zod schema of a {@link Manifest}. Keys that it does not know are dropped, so that a reader outlives
 * additions. Published as JSON Schema: `@authchain/core/manifest.schema.json`.
 *
 * @example
 * ```ts
 * manifestSchema.safeParse(JSON.parse(text)).success
 * ```
 */
export const manifestSchema: z.ZodType<Manifest> = z.object({
  $schema: z.string().optional(),
  schemaVersion: z.literal(1),
  authchainVersion: z.string().min(1),
  authorizer: z.object({
    api: z.enum(['rest', 'http', 'websocket']),
    type: z.enum(['TOKEN', 'REQUEST']),
    payload: z.enum(['1.0', '2.0']).nullable(),
    simpleResponses: z.boolean(),
    header: z.string().min(1).nullable(),
    ttlSeconds: z.int().min(0).max(3600),
    identitySources: z.array(z.string().min(1)).readonly(),
    validationExpression: z.string().min(1).nullable(),
  }),
  policy: z.object({
    scope: z.enum(['stage', 'request', 'routes', 'routes-complete', 'per-route']),
    worstCaseBytes: count,
    routes: z.array(z.string().regex(/^[A-Z]+ \//)).nullable(),
  }),
  function: z.object({
    handler: z.string().regex(/^[\w-]+\.\w+$/),
    runtime: z.string().regex(/^nodejs\d+\.x$/),
    architectures: z.array(z.enum(['arm64', 'x86_64'])).min(1),
    file: z.string().regex(/^[^/\\]+\.zip$/),
    sha256Hex: z.string().regex(/^[0-9a-f]{64}$/),
    sha256Base64: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
    bytes: count,
    deadlineMilliseconds: z.int().positive(),
  }),
  parts: z.array(z.object({ name: z.string(), bytes: count })),
  environment: z.array(
    z.object({
      name: z.string().regex(/^[A-Za-z]\w*$/),
      secret: z.boolean(),
      value: z.string().nullable(),
    }),
  ),
  secrets: z.array(z.object({ store: z.string().min(1), name: z.string() })),
  statements: z.array(
    z.object({
      sid: z.string().regex(/^[A-Za-z0-9]+$/),
      actions: z.array(z.string().regex(/^[a-z0-9-]+:[A-Za-z*]+$/)).min(1),
      resources: z.array(z.string().min(1)).min(1),
    }),
  ),
  hosts: z.array(z.string().min(1)),
  responses: z
    .object({
      unauthenticated: response('UNAUTHORIZED'),
      forbidden: response('ACCESS_DENIED'),
      failure: response('AUTHORIZER_CONFIGURATION_ERROR'),
    })
    .nullable(),
})

/**
 * Reads the text of a manifest.
 *
 * @throws {@link ConfigInvalidError} AC1014 when it is no JSON, was written for another `schemaVersion`, or
 *   does not have the shape; the message names the first place and never a value.
 * @example
 * ```ts
 * const { authorizer } = parseManifest(readFileSync('.authchain/manifest.json', 'utf8'))
 * ```
 */
export function parseManifest(text: string): Manifest {
  const value = parseJson(text)
  const version = isRecord(value) ? value['schemaVersion'] : undefined
  if (typeof version === 'number' && version !== 1) {
    throw invalid('schemaVersion: this version of authchain reads 1 only')
  }
  const result = manifestSchema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const path = issue?.path.join('.') ?? ''
  throw invalid(`${path === '' ? '' : `${path}: `}${issue?.message ?? 'Invalid input'}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's message quotes the text.
    throw invalid('it is not JSON')
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function invalid(problem: string): ConfigInvalidError {
  return new ConfigInvalidError('AC1014', `manifest: ${problem}`)
}
