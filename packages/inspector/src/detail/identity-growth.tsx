/** The identity before and after each plugin. @module */
import type { VNode } from 'preact'
import { toOutcomeWord } from '../format/tone.js'
import type { ChainStep } from '../record.js'
import { growIdentity } from '../story/grow-identity.js'

/** One column a plugin; what it added stands out. */
export function IdentityGrowth({ steps }: { readonly steps: readonly ChainStep[] }): VNode {
  const stages = growIdentity(steps)
  return (
    <ol class="stages">
      <li class="stage">
        <p class="stage-name">before</p>
        <p class="faint">nobody yet</p>
      </li>
      {stages.map(({ plugin, outcome, lines }, index) => (
        <li class="stage" key={`${index} ${plugin}`}>
          <p class="stage-name">
            after <span class="mono">{plugin}</span>
          </p>
          {lines.every(({ isNew }) => !isNew) && (
            <p class="faint">
              {outcome === 'pass' ? 'nothing added' : `${toOutcomeWord(outcome)}: nothing added`}
            </p>
          )}
          <ul>
            {lines.map(({ name, value, isNew }) => (
              <li key={name} class={isNew ? 'stage-line is-added' : 'stage-line'}>
                {isNew && (
                  <span class="plus">
                    <span aria-hidden="true">+</span>
                    <span class="unseen">added: </span>
                  </span>
                )}
                <span class="mono break">{name}</span>
                <span class="mono break soft">{value ?? '(not shown)'}</span>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}
