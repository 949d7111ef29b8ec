/** A decision for people. @module */
import { toTable } from '../report/table.js'
import type { Style } from '../report/terminal.js'
import type { InvokeResult } from './decide.js'

/**
 * Writes a decision: what the client gets, who the caller is, why, and what API Gateway is told.
 *
 * @param verbose - Adds what each plugin answered and, of a failure, what was thrown.
 */
export function renderResult(result: InvokeResult, verbose: boolean, style: Style): string {
  const { api, effect, status, principalId, code, plugin, context, policy, cause } = result
  const { isAuthorized } = result
  const decided = `${effect} ${status}`
  const rows = [
    ['API', api],
    ['principal', principalId],
    ['code', code],
    ['reason', code === undefined ? result.reason : undefined],
    ['decided by', plugin],
    ['context', context === undefined ? undefined : JSON.stringify(context)],
    ['policy', policy === undefined ? undefined : JSON.stringify(policy)],
    ['isAuthorized', isAuthorized === undefined ? undefined : String(isAuthorized)],
    ['time', `${result.durationMilliseconds.toFixed(1)} ms`],
    ['thrown', verbose && cause !== undefined ? describe(cause) : undefined],
  ].filter((row): row is [string, string] => row[1] !== undefined)
  return [
    style(effect === 'Allow' ? 'green' : 'red', decided),
    ...toTable(rows.map(([label, text]) => [`  ${label}`, text])),
    ...(verbose ? describeSteps(result) : []),
  ].join('\n')
}

function describeSteps({ steps }: InvokeResult): readonly string[] {
  const rows = steps.map(({ plugin, outcome, reason, milliseconds }, index) => [
    `  ${index + 1} ${plugin}`,
    outcome,
    `${milliseconds.toFixed(1)} ms`,
    reason ?? '',
  ])
  return rows.length === 0 ? [] : ['', ...toTable(rows).map((line) => line.trimEnd())]
}

function describe(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : typeof cause
}
