/** What is different between two records of what should be the same request. @module */
import { toOutcomeWord } from '../format/tone.js'
import type { ChainStep, Json, RequestRecord } from '../record.js'

/** One fact of both. A side is null where the fact does not exist. */
export interface DiffRow {
  readonly group: 'Request' | 'Answer' | 'Cache' | 'Chain' | 'Policy' | 'Context'
  readonly label: string
  readonly before: string | null
  readonly after: string | null
  readonly isChanged: boolean
}

/**
 * Compares what matters: not ids, instants and durations, which always differ.
 *
 * @returns every fact that either has, in a fixed order; equal ones too.
 */
export function diffRecords(before: RequestRecord, after: RequestRecord): readonly DiffRow[] {
  const left = toFacts(before)
  const right = toFacts(after)
  // Facts that only one side has stand where that side has them, not at the end.
  const keys = mergeOrder([...left.keys()], [...right.keys()])
  return keys.map((key) => {
    const fact = left.get(key) ?? right.get(key)
    const one = left.get(key)?.value ?? null
    const other = right.get(key)?.value ?? null
    return {
      group: fact?.group ?? 'Answer',
      label: fact?.label ?? '',
      before: one,
      after: other,
      isChanged: one !== other,
    }
  })
}

interface Fact {
  readonly group: DiffRow['group']
  readonly label: string
  readonly value: string
}

function toFacts(record: RequestRecord): ReadonlyMap<string, Fact> {
  const { request, answer, decision, cache, policy } = record
  const facts = new Map<string, Fact>()
  const add = (group: Fact['group'], label: string, value: Json): void => {
    if (value === null) return
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    const count = [...facts.values()].filter((f) => f.group === group && f.label === label).length
    facts.set(`${group}/${label}/${count}`, { group, label, value: text })
  }

  add('Request', 'Request line', `${request.method} ${request.path}${toQuery(record)}`)
  for (const { name, value } of request.headers) add('Request', name.toLowerCase(), value)
  add('Answer', 'Status', answer.status)
  add('Answer', 'Effect', record.effect)
  add('Answer', 'Decided by', decision.kind)
  add('Answer', 'Reason', record.reason)
  add('Answer', 'Code', record.code)
  add('Answer', 'Principal', record.principalId)
  add('Cache', 'Use', cache.use)
  add('Cache', 'Key', cache.key)
  for (const step of record.chain) addStep(step, '')
  add('Policy', 'Decision', policy?.decision ?? null)
  add('Policy', 'Decided by statement', policy?.statement ?? null)
  for (const statement of toStatements(policy?.document ?? null))
    add('Policy', 'Statement', statement)
  for (const [name, value] of Object.entries(decision.context ?? {})) {
    if (name !== 'integrationLatency') add('Context', name, value)
  }
  return facts

  function addStep(step: ChainStep, path: string): void {
    const label = `${path}${step.plugin}`
    const word = toOutcomeWord(step.outcome)
    add('Chain', label, step.code === null ? word : `${word} · ${step.code}`)
    for (const member of step.members) addStep(member, `${label} › `)
  }
}

/** One text a statement: whole documents side by side are hard to compare. */
function toStatements(document: Json): readonly Json[] {
  if (typeof document !== 'object' || document === null || !('Statement' in document)) {
    return [document]
  }
  const { Statement: statements } = document
  return Array.isArray(statements) ? (statements as readonly Json[]) : [statements ?? null]
}

function toQuery({ request }: RequestRecord): string {
  const pairs = request.query.map(({ name, value }) => `${name}=${value}`)
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

function mergeOrder(left: readonly string[], right: readonly string[]): readonly string[] {
  const merged = [...left]
  for (const [index, key] of right.entries()) {
    if (merged.includes(key)) continue
    const previous = right[index - 1]
    merged.splice(previous === undefined ? 0 : merged.indexOf(previous) + 1, 0, key)
  }
  return merged
}
