import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { renderMatrix } from '../../src/matrix/render-matrix.js'
import type { Matrix, MatrixCell } from '../../src/matrix/matrix.js'
import { compareSnapshot } from '../../src/matrix/snapshot.js'
import { createProject } from '../helpers/project.js'

const render = (rows: Readonly<Record<string, readonly MatrixCell[]>>): string => {
  const matrix: Matrix = {
    principals: ['reader', 'editor'],
    rows: Object.entries(rows).map(([route, cells]) => ({ route, cells })),
  }
  return renderMatrix(matrix)
}
const before = render({
  'GET /orders': ['allow', 'allow'],
  'POST /orders': ['deny', 'allow'],
  'every other route': ['deny', 'deny'],
})
const inProject = (text?: string): string =>
  join(createProject(text === undefined ? {} : { 'm.txt': text }).folder, 'm.txt')

describe('the snapshot of a matrix', () => {
  it('is written the first time, and the same the second', async () => {
    const path = inProject()
    expect(await compareSnapshot(before, { path, update: false, isCi: false })).toMatchObject({
      state: 'written',
    })
    expect(readFileSync(path, 'utf8')).toBe(before)
    expect(await compareSnapshot(before, { path, update: false, isCi: true })).toMatchObject({
      state: 'same',
    })
  })

  it('is never written by CI, which nobody looks at', async () => {
    const path = inProject()
    expect(await compareSnapshot(before, { path, update: false, isCi: true })).toMatchObject({
      state: 'changed',
    })
    expect(() => readFileSync(path)).toThrow('ENOENT')
  })

  it.each<[string, Readonly<Record<string, readonly MatrixCell[]>>, boolean]>([
    [
      'somebody may call more',
      {
        'GET /orders': ['allow', 'allow'],
        'POST /orders': ['allow', 'allow'],
        'every other route': ['deny', 'deny'],
      },
      false,
    ],
    [
      'somebody may call less',
      {
        'GET /orders': ['deny', 'allow'],
        'POST /orders': ['deny', 'allow'],
        'every other route': ['deny', 'deny'],
      },
      true,
    ],
    [
      'one opens and another closes',
      {
        'GET /orders': ['deny', 'allow'],
        'POST /orders': ['allow', 'allow'],
        'every other route': ['deny', 'deny'],
      },
      true,
    ],
    [
      'an open route is gone',
      { 'POST /orders': ['deny', 'allow'], 'every other route': ['deny', 'deny'] },
      true,
    ],
    [
      'a route is gone and everything else is open',
      { 'POST /orders': ['deny', 'allow'], 'every other route': ['allow', 'allow'] },
      false,
    ],
    [
      'a new route is closed',
      {
        'GET /orders': ['allow', 'allow'],
        'POST /orders': ['deny', 'allow'],
        'GET /new': ['deny', 'deny'],
        'every other route': ['deny', 'deny'],
      },
      false,
    ],
    [
      'a rule throws now',
      {
        'GET /orders': ['error', 'allow'],
        'POST /orders': ['deny', 'allow'],
        'every other route': ['deny', 'deny'],
      },
      true,
    ],
  ])(
    'says that it changed, and whether it became stricter: %s',
    async (_case, rows, isStricter) => {
      const path = inProject(before)
      const result = await compareSnapshot(render(rows), { path, update: false, isCi: false })
      expect(result).toMatchObject({ state: 'changed', isStricter })
      expect(result.difference.length).toBeGreaterThan(0)
      expect(readFileSync(path, 'utf8')).toBe(before)
    },
  )

  it('is replaced when that is asked for', async () => {
    const path = inProject(before)
    const after = render({ 'GET /orders': ['deny', 'deny'] })
    await compareSnapshot(after, { path, update: true, isCi: true })
    expect(readFileSync(path, 'utf8')).toBe(after)
  })
})
