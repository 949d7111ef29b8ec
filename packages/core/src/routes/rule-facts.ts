/** What is known of rules without asking them. @module */
import type { RuleFacts } from '../contract/rule.js'

type Atom = string | symbol

/** More alternatives than this are not looked through; then rules are taken to be independent. */
const mostAlternatives = 64

/**
 * Can there be a caller whom all of `allowing` allow and `denying` does not? Exact as long as atoms are
 * independent of each other, and never a wrong no.
 */
export function canDiffer(allowing: readonly RuleFacts[], denying: RuleFacts): boolean {
  const alternatives = toAlternatives({ kind: 'all', of: allowing })
  if (alternatives === undefined) return true
  // A yes more never turns an Allow into a Deny, so the least that the others ask decides.
  return alternatives.some((yeses) => !holds(denying, yeses))
}

/** The same text for rules that ask the same, in whatever order. `nameOf` gives each atom a name. */
export function toCanonicalText(facts: RuleFacts, nameOf: (key: Atom) => string): string {
  if (facts.kind === 'atom') return nameOf(facts.key)
  const parts = new Set<string>()
  for (const part of facts.of) {
    const text = toCanonicalText(part, nameOf)
    parts.add(text)
  }
  const [only, ...others] = parts
  if (only !== undefined && others.length === 0) return only
  return `${facts.kind}(${[...parts].toSorted().join(' ')})`
}

function holds(facts: RuleFacts, yeses: ReadonlySet<Atom>): boolean {
  if (facts.kind === 'atom') return yeses.has(facts.key)
  const holdsPart = (part: RuleFacts): boolean => holds(part, yeses)
  return facts.kind === 'all' ? facts.of.every(holdsPart) : facts.of.some(holdsPart)
}

/** Sets of yeses each of which is enough, undefined for too many. */
function toAlternatives(facts: RuleFacts): readonly ReadonlySet<Atom>[] | undefined {
  if (facts.kind === 'atom') return [new Set([facts.key])]
  let found: readonly ReadonlySet<Atom>[] = facts.kind === 'all' ? [new Set()] : []
  for (const part of facts.of) {
    const more = toAlternatives(part)
    if (more === undefined) return undefined
    found =
      facts.kind === 'any'
        ? [...found, ...more]
        : found.flatMap((left) => more.map((right) => new Set([...left, ...right])))
    if (found.length > mostAlternatives) return undefined
  }
  return found
}
