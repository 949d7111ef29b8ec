/** The rules of a table, each distinct one once. @module */
import type { IdentityBase } from '../contract/identity.js'
import type { IdentityRule, RuleFacts } from '../contract/rule.js'
import { ConfigInvalidError, failure } from '../errors.js'
import { canDiffer, toCanonicalText } from './rule-facts.js'

/** Who may call a route: a rule, or a function of the identity alone. */
export type TableRule = IdentityRule | ((identity: IdentityBase) => boolean)

/** The distinct rules of a table. A rule is told by its index here. */
export interface RuleSet {
  readonly size: number
  /**
   * What one rule says of a caller.
   *
   * @throws failure `routes.rule_failed` when it throws or answers anything but true or false.
   */
  allows(rule: number, identity: IdentityBase): boolean
  /** Can two rules say yes to a caller to whom `denying` says no? They may be the same rule. */
  canDiffer(one: number, other: number, denying: number): boolean
  /** Can a caller be allowed by it at all? */
  canAllow(rule: number): boolean
}

/** Collects rules while a table is read. */
export interface RuleCollector extends RuleSet {
  /**
   * The rule's index; rules that ask the same are one.
   *
   * @throws {@link ConfigInvalidError} AC1001 for what is no rule.
   */
  add(at: string, rule: unknown): number
}

/** Three times its bits are fewer than the 53 of a whole number. */
const mostRules = 2 ** 17

/** Makes a set of rules, still empty. */
export function createRuleSet(): RuleCollector {
  const questions: ((identity: IdentityBase) => unknown)[] = []
  const facts: RuleFacts[] = []
  const indexOf = new Map<string, number>()
  const atoms = new Map<unknown, string>()
  const own = new Map<unknown, symbol>()
  const answers = new Map<number, boolean>()

  return {
    get size() {
      return questions.length
    },

    add(at, value) {
      const rule = toRule(at, value)
      const asked = typeof rule === 'function' ? ownFacts(rule) : rule.facts
      const text = toCanonicalText(asked, (key) => named(key))
      const known = indexOf.get(text)
      if (known !== undefined) return known
      const index = questions.length
      questions.push(typeof rule === 'function' ? rule : (identity) => rule.allows(identity))
      facts.push(asked)
      indexOf.set(text, index)
      return index
    },

    allows(rule, identity) {
      let answer: unknown
      try {
        answer = questions[rule]?.(identity)
      } catch (error) {
        throw failure('routes.rule_failed', { cause: error })
      }
      if (typeof answer === 'boolean') return answer
      silence(answer)
      throw failure('routes.rule_failed')
    },

    canDiffer(one, other, denying) {
      if (one === denying || other === denying) return false
      // Three indices in one number: this is asked for every path that is looked at.
      const key = (one * mostRules + other) * mostRules + denying
      const known = answers.get(key)
      if (known !== undefined) return known
      const [yes, too, no] = [facts[one], facts[other], facts[denying]]
      const answer = !yes || !too || !no || canDiffer([yes, too], no)
      answers.set(key, answer)
      return answer
    },

    canAllow(rule) {
      const asked = facts[rule]
      return asked !== undefined && canDiffer([asked], { kind: 'any', of: [] })
    },
  }

  function named(key: unknown): string {
    let name = atoms.get(key)
    if (name === undefined) {
      name = `a${atoms.size}`
      atoms.set(key, name)
    }
    return name
  }

  function ownFacts(rule: TableRule): RuleFacts {
    const key = own.get(rule) ?? Symbol('own function')
    own.set(rule, key)
    return { kind: 'atom', key }
  }
}

function toRule(at: string, value: unknown): TableRule {
  if (typeof value === 'function') {
    if (Object.prototype.toString.call(value) !== '[object Function]') {
      throw invalid(at, 'a rule answers at once with true or false; it cannot be async')
    }
    return value as TableRule
  }
  const rule = value as Partial<IdentityRule> | null | undefined
  if (rule?.rule === true && typeof rule.allows === 'function' && rule.facts !== undefined) {
    return rule as IdentityRule
  }
  throw invalid(
    at,
    "expected a rule (requireScope('orders:read'), allow, deny …) or a function of the identity",
  )
}

function invalid(at: string, rule: string): ConfigInvalidError {
  return new ConfigInvalidError('AC1001', `plugins.config: ${at}: ${rule}`)
}

/** A promise that is rejected later must not end the process; what it says no longer counts. */
function silence(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  void Promise.resolve(value).then(undefined, () => undefined)
}
