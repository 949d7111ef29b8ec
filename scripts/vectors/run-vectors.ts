/** Runs vectors of API Gateway's behaviour against the local gateway and authchain's handler. @module */
import { runCache } from './cache.ts'
import { runEvent } from './event.ts'
import { runIdentity } from './identity.ts'
import { runPolicy } from './policy.ts'
import { runResourcePolicy } from './resource-policy.ts'
import { runResponse } from './response.ts'
import type { Vector } from './vector.ts'
import { ShapeError } from './vector.ts'

const runners: Readonly<Record<string, (vector: Vector) => Promise<void>>> = {
  cache: runCache,
  event: runEvent,
  identity: runIdentity,
  policy: runPolicy,
  resourcePolicy: runResourcePolicy,
  response: runResponse,
}

/** A vector that was run. */
export interface VectorResult {
  readonly vector: Vector
  /** undefined when it passed. */
  readonly error: Error | undefined
}

/**
 * Runs all of them at once, so that one which waits for a timeout delays no other.
 *
 * @throws ShapeError before any is run, for a kind that is not known.
 */
export async function runVectors(vectors: readonly Vector[]): Promise<readonly VectorResult[]> {
  for (const { id, kind } of vectors) {
    if (Object.hasOwn(runners, kind)) continue
    const known = Object.keys(runners).join(', ')
    throw new ShapeError(`${id} is of kind "${kind}"; known kinds are ${known}`)
  }
  return Promise.all(
    vectors.map(async (vector) => {
      try {
        await runners[vector.kind]?.(vector)
        return { vector, error: undefined }
      } catch (error) {
        return { vector, error: error instanceof Error ? error : new Error(String(error)) }
      }
    }),
  )
}
