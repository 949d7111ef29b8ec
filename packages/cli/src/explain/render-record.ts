/** A record for people. @module */
import type { ChainStep, RequestRecord } from '@authchain/inspector/record'
import { toTable } from '../report/table.js'
import type { Style } from '../report/terminal.js'

/** Writes one record: request, chain, decision, policy, cache, and what to change. */
export function renderRecord(record: RequestRecord, style: Style): string {
  const { request, answer, effect, decision, principalId } = record
  const tone = effect === 'Allow' ? 'green' : 'red'
  const rows = [
    ['Request', `${request.method} ${request.path}${toArn(record)}`],
    ['Authorizer', toAuthorizer(record)],
    ...toChainRows(record.chain, 0),
    ['Decision', toDecision(record)],
    ['', decision.explanation],
    ['Context', toContext(record)],
    ['Policy', ...toPolicy(record)],
    ['Cache', toCache(record)],
    ['Also open', toOpened(record)],
    ...record.warnings.map((warning) => ['Warning', warning]),
    ...record.assumptions.map((name) => ['Assumed', name]),
  ]
  const title = `${answer.status} ${effect}`
  const who = principalId === null || principalId === '' ? '' : `  ${principalId}`
  return [
    `${style(tone, title)}${style('dim', who)}`,
    ...toBlock(rows),
    ...record.advice.flatMap(({ level, code, title: what, fix, link }) => [
      '',
      `  ${style(level === 'error' ? 'red' : level === 'warning' ? 'yellow' : 'dim', `${code}  ${what}`)}`,
      ...wrap(fix).map((line) => `    ${line}`),
      ...(link === null ? [] : [style('dim', `    ${link}`)]),
    ]),
  ].join('\n')
}

/** A label, and one or more lines beside it; rows without text are left out. */
function toBlock(rows: readonly (readonly (string | undefined)[])[]): readonly string[] {
  const full = rows.flatMap(([label = '', ...texts]) =>
    texts
      .filter((text) => text !== undefined && text !== '')
      .flatMap((text) => wrap(text ?? ''))
      .map((text, index) => [`  ${index === 0 ? label : ''}`, text]),
  )
  return toTable(full)
}

const widest = 96

/** Breaks at spaces; what has none is never broken. */
function wrap(text: string): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < widest) {
      lines[lines.length - 1] = `${last} ${word}`
    } else {
      lines.push(word)
    }
  }
  return lines
}

function toArn({ route }: RequestRecord): string {
  return route.methodArn === null ? '' : `  →  ${route.methodArn}`
}

function toAuthorizer({ authorizer }: RequestRecord): string | undefined {
  if (authorizer === null) return undefined
  const { title, identitySources, ttlSeconds } = authorizer
  const sources = identitySources.length === 0 ? 'none' : identitySources.join(', ')
  return `${title}; identity source ${sources}; ${ttlSeconds === 0 ? 'no cache' : `cache ${ttlSeconds} s`}`
}

function toChainRows(steps: readonly ChainStep[], depth: number): readonly (readonly string[])[] {
  return steps.flatMap((step, index) => {
    const label = depth === 0 && index === 0 ? 'Chain' : ''
    const indent = '  '.repeat(depth)
    const { plugin, outcome, code, reason, durationMilliseconds: time } = step
    const took = time === null ? '' : `${time.toFixed(1)} ms`
    const why = code ?? reason ?? toAdded(step)
    const text = [`${indent}${plugin}`.padEnd(24), outcome.padEnd(15), took.padStart(9), ' ', why]
    return [[label, text.join(' ').trimEnd()], ...toChainRows(step.members, depth + 1)]
  })
}

function toAdded({ added }: ChainStep): string {
  return added
    .filter(({ part }) => part !== 'claims' && part !== 'provides')
    .map(({ part, name, value }) => `${name === '' ? part : name}=${String(value)}`)
    .join(' ')
}

function toDecision({ answer, effect, code, decision }: RequestRecord): string {
  const by = decision.plugin === null ? '' : ` by ${decision.plugin}`
  const reason = code === null ? '' : ` ${code}${by}`
  return `${effect} ${answer.status}, ${decision.kind}${reason}; answered by the ${answer.from}`
}

function toContext({ decision }: RequestRecord): string | undefined {
  const { context } = decision
  return context === null ? undefined : JSON.stringify(context)
}

function toPolicy({ policy }: RequestRecord): readonly string[] {
  if (policy === null) return []
  const document = policy.document as { readonly Statement?: unknown }
  const list = [document.Statement].flat()
  return policy.statements.flatMap(({ index, effect, matchesResource, conditions, applies }) => {
    const { Resource: resource } = (list[index] ?? {}) as { readonly Resource?: unknown }
    const how = applies ? 'applies' : matchesResource ? 'is held back' : 'does not match'
    const mark = index === policy.statement ? '▸' : ' '
    return [
      `${mark} ${index} ${effect} ${[resource].flat().join(', ')}: ${how}`,
      ...conditions.map(
        ({ operator, key, values, actual, holds }) =>
          `    ${operator} ${key} ${values.join(', ')}: ${holds}, it is ${actual ?? 'absent'}`,
      ),
    ]
  })
}

function toCache({ cache, authorizer }: RequestRecord): string | undefined {
  const { use, key, secondsLeft, from } = cache
  if (use === 'NONE' || authorizer === null) return undefined
  if (use === 'BYPASS') return 'off: the authorizer is asked for every request'
  const name = `key ${key ?? ''} of ${authorizer.identitySources.join(', ')}`
  if (secondsLeft === null) return `MISS, and not kept; ${name}`
  const whose = from === null ? '' : `, the answer for ${from.method} ${from.path}`
  return `${use}${whose}; kept ${Math.ceil(secondsLeft)} s more for every method and path; ${name}`
}

function toOpened({ policy, effect }: RequestRecord): string | undefined {
  const others = policy?.opens.filter(({ decision }) => decision === 'Allow') ?? []
  return effect === 'Allow' ? others.map(({ route }) => route).join(', ') : undefined
}
