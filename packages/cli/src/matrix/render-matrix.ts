/** A matrix as text that shows well in a review. @module */
import { toTable } from '../report/table.js'
import type { Matrix, MatrixCell } from './matrix.js'

/** A denial is the usual case, and what stands out should be what is open. */
const marks: Readonly<Record<MatrixCell, string>> = { allow: 'allow', deny: '-', error: 'ERROR' }

/** One line for each route, a column for each principal; ends with a line feed. */
export function renderMatrix({ principals, rows }: Matrix): string {
  const lines = toTable([
    ['', ...principals],
    ...rows.map(({ route, cells }) => [route, ...cells.map((cell) => marks[cell])]),
  ])
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
}
