/** Sample callers for the matrix. @module */
import type { IdentityBase } from '@authchain/core'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import * as z from 'zod/mini'
import { ToolError } from '../tool-error.js'

/** One caller, as the plugins would know them. */
export interface SamplePrincipal {
  /** The column's title. */
  readonly name: string
  readonly identity: IdentityBase & Readonly<Record<string, unknown>>
}

const record = z.record(z.string(), z.unknown())
const sample = z.strictObject({
  name: z.string().check(z.regex(/^[\w.:@-]{1,40}$/)),
  principalId: z.optional(z.string()),
  scopes: z.optional(z.array(z.string())),
  claims: z.optional(record),
  /** By the name of the plugin: `{ "jwt": { "claims": { … } } }`. */
  provides: z.optional(record),
})
const samples = z.array(sample).check(z.minLength(1))

/**
 * Reads a JSON file such as `[{ "name": "reader", "scopes": ["orders:read"] }]`.
 *
 * @throws {@link ToolError} AC5017, with the place in the file.
 */
export async function readPrincipals(
  path: string,
  cwd: string,
): Promise<readonly SamplePrincipal[]> {
  const text = await readFile(resolve(cwd, path), 'utf8').catch((error: unknown) => {
    throw new ToolError('AC5017', `${path} cannot be read`, { cause: error })
  })
  const parsed = samples.safeParse(parseJson(text, path))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new ToolError(
      'AC5017',
      `${path}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
    )
  }
  const names = parsed.data.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new ToolError('AC5017', `${path}: two samples are named ${twice}`)
  return parsed.data.map(
    ({ name, principalId = name, scopes = [], claims = {}, provides = {} }) => ({
      name,
      identity: Object.freeze({
        ...provides,
        principalId,
        scopes,
        claims,
        context: {},
        expiresAtSeconds: undefined,
      }),
    }),
  )
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ToolError('AC5017', `${path} is not JSON`)
  }
}
