/** What each plugin of a chain answered, in the chain's own structure. @module */
import type { TracedChainEvent } from '@authchain/gateway'
import type { ChainStep } from '@authchain/inspector/record'
import { toAdditions } from './additions.js'
import type { PluginNode } from './plugin-tree.js'
import type { Redactor } from './redactor.js'

type Outcome = ChainStep['outcome']

const outcomes: ReadonlySet<string> = new Set<Outcome>([
  'pass',
  'abstain',
  'skip',
  'unauthenticated',
  'forbidden',
  'failure',
])
const denials: ReadonlySet<Outcome> = new Set(['unauthenticated', 'forbidden', 'failure'])

/**
 * Joins what plugins reported with how they are nested. A plugin reports when it has answered and plugins are
 * asked one after the other, so reports come in the order of the structure.
 *
 * @param events - Of one request, in order.
 */
export function toChainSteps(
  tree: readonly PluginNode[],
  events: readonly TracedChainEvent[],
  redactor: Redactor,
): readonly ChainStep[] {
  const reports = events.filter(({ name }) => name === 'plugin')
  const decision = events.findLast(({ name }) => name === 'decision')?.fields['decision']
  const startedAt = Math.min(...reports.map(toStart))
  let next = 0

  /** Members until one ends the sequence; those behind it were not asked. */
  function walkAll(nodes: readonly PluginNode[], ends: (outcome: Outcome) => boolean): ChainStep[] {
    let isOver = false
    return nodes.map((node) => {
      const step = isOver ? notAsked(node) : walk(node)
      isOver ||= ends(step.outcome)
      return step
    })
  }

  function walk(node: PluginNode): ChainStep {
    if (node.shape === 'plugin') return walkPlugin(node)
    const isAny = node.shape === 'any'
    const members = walkAll(node.members, isAny ? endsAny : endsAll)
    return { ...base(node), ...spanOf(members), members, outcome: toOutcome(node, members) }
  }

  function walkPlugin(node: PluginNode): ChainStep {
    const report = reports[next]
    if (report?.fields['plugin'] !== node.name) return notAsked(node)
    next += 1
    const { outcome, code, reason, patch, milliseconds } = report.fields
    return {
      ...base(node),
      outcome: isOutcome(outcome) ? outcome : 'failure',
      code: toText(code, redactor),
      reason: toText(reason, redactor),
      startMilliseconds: toStart(report) - startedAt,
      durationMilliseconds: Number(milliseconds),
      added: toAdditions(patch, redactor),
    }
  }

  const steps = walkAll(tree, endsAll)
  return steps.map((step) => withConditionFault(step, decision))
}

const endsAll = (outcome: Outcome): boolean => outcome === 'abstain' || denials.has(outcome)
const endsAny = (outcome: Outcome): boolean => outcome === 'pass' || denials.has(outcome)

function base({ name, shape }: PluginNode): ChainStep {
  return {
    plugin: name,
    shape,
    outcome: 'not-asked',
    code: null,
    reason: null,
    startMilliseconds: null,
    durationMilliseconds: null,
    added: [],
    members: [],
  }
}

function notAsked(node: PluginNode): ChainStep {
  return { ...base(node), members: node.members.map(notAsked) }
}

/** What the chain saw of a combinator. */
function toOutcome({ shape }: PluginNode, members: readonly ChainStep[]): Outcome {
  const denied = members.find(({ outcome }) => denials.has(outcome))
  if (denied !== undefined) return denied.outcome
  const has = (wanted: Outcome): boolean => members.some(({ outcome }) => outcome === wanted)
  if (shape === 'maybe') return has('pass') ? 'pass' : 'skip'
  if (shape === 'any') return has('pass') ? 'pass' : 'abstain'
  if (has('abstain')) return 'abstain'
  return members.every(({ outcome }) => outcome === 'not-asked') ? 'not-asked' : 'pass'
}

/** A condition that fails denies in its plugin's name, and that plugin is never asked. */
function withConditionFault(step: ChainStep, decision: unknown): ChainStep {
  const { plugin, kind, code } = (decision ?? {}) as Readonly<Record<string, unknown>>
  const [member] = step.members
  const isFault =
    step.shape === 'maybe' && member?.outcome === 'not-asked' && member.plugin === plugin
  if (isFault && isOutcome(kind)) return { ...step, outcome: kind, code: String(code) }
  return { ...step, members: step.members.map((each) => withConditionFault(each, decision)) }
}

/** From the first member's beginning to the last one's end. */
function spanOf(
  members: readonly ChainStep[],
): Pick<ChainStep, 'startMilliseconds' | 'durationMilliseconds'> {
  const spans = members.flatMap(({ startMilliseconds: start, durationMilliseconds: duration }) =>
    start === null || duration === null ? [] : [[start, start + duration] as const],
  )
  if (spans.length === 0) return { startMilliseconds: null, durationMilliseconds: null }
  const start = Math.min(...spans.map(([from]) => from))
  return {
    startMilliseconds: start,
    durationMilliseconds: Math.max(...spans.map(([, to]) => to)) - start,
  }
}

function toStart({ endedAfterMilliseconds, fields }: TracedChainEvent): number {
  return Math.max(0, endedAfterMilliseconds - Number(fields['milliseconds']))
}

function isOutcome(value: unknown): value is Outcome {
  return typeof value === 'string' && outcomes.has(value)
}

function toText(value: unknown, redactor: Redactor): string | null {
  return typeof value === 'string' ? redactor.text(value) : null
}
