/** The identity before and after each plugin, from what each one added. @module */
import type { Addition, ChainStep } from '../record.js'

/** One line of the identity: `principal` → `ada`, `context.tenant` → `acme`. */
interface IdentityLine {
  readonly name: string
  /** null: it is there, and its value is not shown. */
  readonly value: string | null
  /** Added by this very step. */
  readonly isNew: boolean
}

/** How the identity stands after one step. */
export interface IdentityStage {
  readonly plugin: string
  readonly outcome: ChainStep['outcome']
  readonly lines: readonly IdentityLine[]
}

/**
 * One stage for each plugin that the chain asked, in order. A combinator is one stage: the chain sees only what it
 * answers as a whole.
 */
export function growIdentity(steps: readonly ChainStep[]): readonly IdentityStage[] {
  const stages: IdentityStage[] = []
  let known: readonly IdentityLine[] = []
  for (const { plugin, outcome, added } of steps.filter((step) => step.outcome !== 'not-asked')) {
    const fresh = added.map(toLine)
    const names = new Set(fresh.map(({ name }) => name))
    const old = known
      .filter(({ name }) => !names.has(name))
      .map((line) => ({ ...line, isNew: false }))
    known = [...old, ...join(known, fresh)]
    stages.push({ plugin, outcome, lines: known })
  }
  return stages
}

/** Scopes come one by one and read as one line; scopes of two plugins add up. */
function join(
  known: readonly IdentityLine[],
  fresh: readonly IdentityLine[],
): readonly IdentityLine[] {
  const names = [...new Set(fresh.map(({ name }) => name))]
  return names.map((name) => {
    const lines = fresh.filter((line) => line.name === name)
    const before = name === 'scopes' ? known.filter((line) => line.name === name) : []
    const values = [...before, ...lines].map(({ value }) => value).filter((value) => value !== null)
    const unique = [...new Set(name === 'scopes' ? values.flatMap(toWords) : values)]
    return { name, value: unique.length === 0 ? null : unique.join(' '), isNew: true }
  })
}

function toLine({ part, name, value }: Addition): IdentityLine {
  const isList = part === 'scopes'
  const text = value === null ? null : String(value)
  if (isList) return { name: part, value: text ?? (name === '' ? null : name), isNew: true }
  return { name: name === '' ? part : `${part}.${name}`, value: text, isNew: true }
}

function toWords(text: string): readonly string[] {
  return text.split(' ')
}
