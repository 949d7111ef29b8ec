/** The result of a check as text. @module */
import { formatBytes } from '../report/format-bytes.js'
import { toOpenedText } from '../report/opened-text.js'
import { toTable } from '../report/table.js'
import type { Style } from '../report/terminal.js'
import type { CheckResult } from './check.js'
import type { Finding } from './finding.js'

/** What is shown. */
export interface ShownCheck extends CheckResult {
  readonly flush: string | undefined
}

/** Facts first, then what to mend, errors before warnings before notes. */
export function renderCheck(shown: ShownCheck, style: Style): string {
  const { authorizerPlan, manifest, findings, flush } = shown
  const { cachePlan } = authorizerPlan
  const { api, type, identitySources, ttlSeconds } = cachePlan
  const { parts, secrets, statements, hosts, environment } = manifest
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0)
  const lines = [
    ...toTable([
      ['authorizer', `${api.toUpperCase()} ${type}`],
      ['identity sources', identitySources.join(', ') || 'none'],
      ['cache', ttlSeconds === 0 ? 'off' : `${ttlSeconds} s`],
      ['an Allow opens', toOpenedText(cachePlan)],
      ['bundle', formatBytes(total)],
      ['secrets', toText(secrets.map(({ store, name }) => `${store}:${name}`))],
      ['permissions', toText(statements.flatMap(({ actions }) => actions))],
      ['environment', toText(environment.map(({ name }) => name))],
      ['runtime', manifest.function.runtime],
      ['hosts', toText(hosts)],
    ]),
    ...(['error', 'warning', 'note'] as const).flatMap((level) =>
      findings
        .filter((finding) => finding.level === level)
        .flatMap((finding) => render(finding, style)),
    ),
    '',
    toSummary(findings, style),
  ]
  if (flush !== undefined) {
    lines.push(
      '',
      'Answers from before are kept until they expire. To forget them now:',
      `  ${flush}`,
    )
  }
  return lines.join('\n')
}

function toText(items: readonly string[]): string {
  return items.length === 0 ? 'none' : [...new Set(items)].join(', ')
}

const marks = { error: ['red', '✗'], warning: ['yellow', '!'], note: ['cyan', 'i'] } as const

function render({ level, code, title, message, fix }: Finding, style: Style): readonly string[] {
  const [colour, mark] = marks[level]
  return ['', style(colour, `${mark} ${code}  ${title}`), `  ${message}`, `  ${fix}`]
}

function toSummary(findings: readonly Finding[], style: Style): string {
  const levels = ['error', 'warning', 'note'] as const
  const counts = levels.map((level) => {
    const { length } = findings.filter((finding) => finding.level === level)
    return `${length} ${level}${length === 1 ? '' : 's'}`
  })
  const text = counts.join(', ')
  return findings.every(({ level }) => level !== 'error')
    ? style('green', `✓ ${text}`)
    : style('red', `✗ ${text}`)
}
