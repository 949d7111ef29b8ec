/** What the demo prints. @module */
import { styleText } from 'node:util'
import type { RequestTrace } from '@authchain/gateway'
import type { Bundle } from 'authchain'
import type { Row } from './rows.ts'
import type { Answer } from './send.ts'

export interface Result {
  readonly row: Row
  readonly answer: Answer
  readonly trace: RequestTrace
  readonly isExpected: boolean
}

const columns = [
  'request',
  'status',
  'principal',
  'reason',
  'cache',
  'what the backend saw',
] as const

/** Prints one line per request; true when every answer was the expected one. */
export function printTable(bundle: Bundle, results: readonly Result[]): boolean {
  const { bytes, zipBytes, cachePlan } = bundle
  const sources = cachePlan.identitySources.join(', ')
  console.log(
    `\nplugins.config.ts → ${(bytes / 1024).toFixed(1)} KiB bundle, ${(zipBytes / 1024).toFixed(1)} KiB zip · ` +
      `${cachePlan.type} authorizer · identity source ${sources} · TTL ${cachePlan.ttlSeconds} s\n`,
  )
  const lines = results.map(toCells)
  const widths = columns.map((title, index) =>
    Math.max(title.length, ...lines.map((cells) => (cells[index] ?? '').length)),
  )
  const toLine = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd()
  console.log(styleText('bold', `  ${toLine(columns)}`))
  for (const [index, { isExpected, row }] of results.entries()) {
    const mark = isExpected ? styleText('green', '✓') : styleText('red', '✗')
    console.log(`${mark} ${toLine(lines[index] ?? [])}`)
    if (!isExpected) console.log(styleText('red', `  expected ${row.status} ${row.reason}`))
  }
  const wrong = results.filter(({ isExpected }) => !isExpected).length
  console.log(
    wrong === 0
      ? `\n${results.length} requests, every answer as expected.\n`
      : `\n${wrong} of ${results.length} answers are not as expected.\n`,
  )
  return wrong === 0
}

function toCells({ row, answer, trace }: Result): readonly string[] {
  return [
    row.what,
    String(answer.status),
    trace.principalId ?? '-',
    trace.reason,
    trace.cache === 'NONE' ? '-' : trace.cache,
    toSeen(answer),
  ]
}

/** The echo backend answers with the request context that it received. */
function toSeen(answer: Answer): string {
  if (answer.status !== 200) return 'nothing: it was not called'
  const { requestContext } = JSON.parse(answer.body) as {
    readonly requestContext: { readonly authorizer: Readonly<Record<string, unknown>> }
  }
  const shown = Object.entries(requestContext.authorizer).filter(
    ([key]) => key !== 'integrationLatency' && key !== 'authchain',
  )
  return shown.map(([key, value]) => `${key}=${String(value)}`).join(' ')
}
