/** The matrix that was agreed on. @module */
import { readFile, writeFile } from 'node:fs/promises'
import { ToolError } from '../tool-error.js'
import { otherRoutes } from './matrix.js'

/** How the matrix stands to its snapshot. */
export interface SnapshotResult {
  readonly state: 'written' | 'same' | 'changed'
  /** Lines that are gone, with `-`, and new ones, with `+`. */
  readonly difference: readonly string[]
  /** Somebody may call less than before, so answers that are kept may be too wide. */
  readonly isStricter: boolean
}

/** What to do with a snapshot. */
export interface SnapshotOptions {
  /** Absolute. */
  readonly path: string
  readonly update: boolean
  /** A snapshot that is missing is a difference: nobody has agreed to it. */
  readonly isCi: boolean
}

/**
 * Compares a matrix with its snapshot, or writes it.
 *
 * @throws {@link ToolError} AC2007 when it cannot be written.
 */
export async function compareSnapshot(
  text: string,
  { path, update, isCi }: SnapshotOptions,
): Promise<SnapshotResult> {
  const before = await readFile(path, 'utf8').catch(() => undefined)
  if (before === text) return { state: 'same', difference: [], isStricter: false }
  const difference = toDifference(before ?? '', text)
  const isStricter = before !== undefined && isStricterThan(before, text)
  if (!update && (before !== undefined || isCi)) return { state: 'changed', difference, isStricter }
  try {
    await writeFile(path, text)
  } catch (error) {
    throw new ToolError('AC2007', `${path} cannot be written`, { cause: error })
  }
  return { state: 'written', difference: before === undefined ? [] : difference, isStricter }
}

function toDifference(before: string, after: string): readonly string[] {
  const old = before.split('\n').filter((line) => line !== '')
  const now = after.split('\n').filter((line) => line !== '')
  return [
    ...old.filter((line) => !now.includes(line)).map((line) => `- ${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+ ${line}`),
  ]
}

/** Is there a cell that was open and is not any more? A route that is gone has become any other one. */
function isStricterThan(before: string, after: string): boolean {
  const now = toCells(after)
  return [...toCells(before)].some(([route, cells]) => {
    const row = now.get(route) ?? now.get(otherRoutes)
    return [...cells].some(([name, mark]) => mark === 'allow' && row?.get(name) !== 'allow')
  })
}

function toCells(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const [head = '', ...lines] = text.split('\n').filter((line) => line !== '')
  const names = head.trim().split(/\s{2,}/)
  return new Map(
    lines.map((line) => {
      const [route = '', ...marks] = line.split(/\s{2,}/)
      return [route, new Map(names.map((name, index) => [name, marks[index] ?? '']))]
    }),
  )
}
