/** The chain as a waterfall, and how the identity grew plugin by plugin. @module */
import type { VNode } from 'preact'
import type { ChainStep, RequestRecord } from '../record.js'
import { formatMilliseconds } from '../format/format.js'
import { toOutcomeTone, toOutcomeWord } from '../format/tone.js'
import type { FindRecord } from '../state/find-record.js'
import { Chip } from '../ui/chip.js'
import { Section } from '../ui/section.js'
import { IdentityGrowth } from './identity-growth.js'

/** On a cache hit the chain is that of the request which filled the cache; without any, why there is none. */
export function ChainPanel({
  record,
  findRecord,
}: {
  readonly record: RequestRecord
  readonly findRecord: FindRecord
}): VNode {
  if (record.chain.length > 0) return <Chain chain={record.chain} />
  const { from } = record.cache
  const origin = from === null ? undefined : findRecord(from.id)
  return (
    <>
      <p class="note">{explainAbsence(record)}</p>
      {origin !== undefined && origin.chain.length > 0 && (
        <>
          <p>
            This is how the chain answered{' '}
            <strong class="mono break">
              {origin.request.method} {origin.request.path}
            </strong>
            , which filled the cache:
          </p>
          <Chain chain={origin.chain} />
        </>
      )}
    </>
  )
}

function Chain({ chain }: { readonly chain: readonly ChainStep[] }): VNode {
  const total = Math.max(...chain.flatMap(toEnds), 0.001)
  return (
    <>
      <Section
        title="Waterfall"
        aside={<span class="faint mono">{formatMilliseconds(total)} in plugins</span>}
      >
        <ol class="waterfall">
          {chain.map((step, index) => (
            <Step key={`${index} ${step.plugin}`} step={step} total={total} />
          ))}
        </ol>
      </Section>
      <Section title="Identity, plugin by plugin">
        <IdentityGrowth steps={chain} />
      </Section>
    </>
  )
}

function explainAbsence({ cache, authorizer }: RequestRecord): string {
  if (cache.use === 'HIT') {
    return 'The chain was not asked: the answer came from the authorizer cache.'
  }
  if (cache.use === 'NONE') {
    return 'The chain was not asked: API Gateway answered before it reached the authorizer.'
  }
  return authorizer?.plugins.length === 0
    ? 'A hand-written handler has no plugins to show.'
    : 'The chain reported nothing: it was not started, or it failed before its first plugin.'
}

function Step({ step, total }: { readonly step: ChainStep; readonly total: number }): VNode {
  const tone = toOutcomeTone(step.outcome)
  const start = step.startMilliseconds ?? 0
  const duration = step.durationMilliseconds
  const left = (start / total) * 100
  const width = ((duration ?? 0) / total) * 100
  const why = step.code ?? step.reason
  return (
    <li class={`step is-${tone} is-${step.outcome}`}>
      <div class="step-line">
        <span class="step-name mono">{step.plugin}</span>
        <span class="step-outcome">
          <Chip tone={tone}>{toOutcomeWord(step.outcome)}</Chip>
          {why !== null && <span class="mono break">{why}</span>}
        </span>
        <span class="step-time mono">{duration === null ? '–' : formatMilliseconds(duration)}</span>
      </div>
      <div class="bar-track" aria-hidden="true">
        {duration !== null && (
          <div class="bar" style={{ left: `${left}%`, width: `max(3px, ${width}%)` }} />
        )}
      </div>
      {step.members.length > 0 && (
        <ol class="waterfall is-nested">
          {step.members.map((member, index) => (
            <Step key={`${index} ${member.plugin}`} step={member} total={total} />
          ))}
        </ol>
      )}
    </li>
  )
}

function toEnds(step: ChainStep): readonly number[] {
  const end = (step.startMilliseconds ?? 0) + (step.durationMilliseconds ?? 0)
  return [end, ...step.members.flatMap(toEnds)]
}
