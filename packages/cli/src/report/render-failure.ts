/** Failures as people and programs read them. @module */
import { toCodeFrame } from './code-frame.js'
import type { FailureReport } from './failure-report.js'
import type { Style } from './terminal.js'

/**
 * Writes a failure for people: code and title, what is wrong, where, why it matters and how it is mended.
 *
 * @param cwd - What file names are shown relative to.
 */
export function renderFailure(report: FailureReport, cwd: string, style: Style): string {
  const code = report.code === undefined ? '' : `${report.code}  `
  const meant = report.suggestion === undefined ? '' : `did you mean "${report.suggestion}"?`
  const frame = report.location === undefined ? undefined : toCodeFrame(report.location, cwd, meant)
  const details = [
    ...(meant !== '' && frame === undefined ? [['meant', meant] as const] : []),
    ...(report.why === undefined ? [] : [['why', report.why] as const]),
    ...(report.fix === undefined ? [] : [['fix', report.fix] as const]),
  ]
  return [
    style('red', `✖ ${code}${report.title}`),
    `  ${report.message}`,
    ...(frame === undefined ? [] : ['', indent(frame), '']),
    ...details.map(([label, text]) => `  ${style('dim', label.padEnd(5))} ${text}`),
  ].join('\n')
}

/** The same as the `error` of the JSON envelope. */
export function toFailureJson(report: FailureReport): object {
  const { code, title, message, fix, suggestion, location } = report
  return { code, title, message, fix, suggestion, location }
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')
}
