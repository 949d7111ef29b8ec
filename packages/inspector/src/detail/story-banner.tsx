/** What happened, before any detail. @module */
import type { VNode } from 'preact'
import type { Advice, RequestRecord } from '../record.js'
import type { FindRecord } from '../state/find-record.js'
import { findStory } from '../story/find-story.js'
import { Icon } from '../ui/icon.js'

/** @param props.onProve - Replays with an empty cache; undefined when it cannot be done here. */
export function StoryBanner({
  record,
  findRecord,
  onSelect,
  onProve,
}: {
  readonly record: RequestRecord
  readonly findRecord: FindRecord
  readonly onSelect: (id: string) => void
  readonly onProve: () => void
}): VNode {
  const { tone, title, text, steps, proof, originId } = findStory(record)
  const [advice] = record.advice
  return (
    <section class={`banner is-${tone}`} aria-labelledby="story">
      <span class="banner-icon">
        <Icon name={tone} />
      </span>
      <div class="banner-body">
        <h3 id="story">{title}</h3>
        <p class="break">{text}</p>
        {steps.length > 0 && (
          <ol class="steps">
            {steps.map(({ heading, text: what }) => (
              <li key={heading}>
                <strong class="mono break">{heading}</strong>
                <span>{what}</span>
              </li>
            ))}
          </ol>
        )}
        {advice !== undefined && (
          <Fix advice={steps.length === 0 ? advice : { ...advice, title: 'What to change' }} />
        )}
        {(proof !== null || originId !== null) && (
          <p class="actions">
            {proof !== null && (
              <button class="button is-main" type="button" onClick={onProve}>
                {proof}
              </button>
            )}
            {originId !== null && (
              <button
                class="button"
                type="button"
                disabled={findRecord(originId) === undefined}
                onClick={() => {
                  onSelect(originId)
                }}
              >
                Show the request that filled the cache
              </button>
            )}
          </p>
        )}
      </div>
    </section>
  )
}

/** What to change, with a link that the reader may follow; nothing is fetched. */
export function Fix({ advice }: { readonly advice: Advice }): VNode {
  return (
    <p class={`fix is-${advice.level} break`}>
      <strong>{advice.title}</strong> {advice.fix}{' '}
      {advice.link?.startsWith('https://') && (
        <a href={advice.link} target="_blank" rel="noreferrer noopener">
          {advice.code}
          <span class="unseen"> in the documentation, opens a new tab</span>
        </a>
      )}
    </p>
  )
}
