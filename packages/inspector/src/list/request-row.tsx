/** One request in the list. @module */
import type { VNode } from 'preact'
import { formatMilliseconds, formatTime } from '../format/format.js'
import { toEffectTone } from '../format/tone.js'
import type { RequestRecord } from '../record.js'
import { isCachedPolicyTrap } from '../story/find-story.js'
import { Chip } from '../ui/chip.js'

/** The id of a record's row, for `aria-activedescendant`. */
export function toRowId(id: string): string {
  return `request-${id}`
}

/** An option of the list box. */
export function RequestRow({
  record,
  isSelected,
  isNew,
  onSelect,
}: {
  readonly record: RequestRecord
  readonly isSelected: boolean
  readonly isNew: boolean
  readonly onSelect: () => void
}): VNode {
  const { request, answer, effect, cache, principalId, reason, origin } = record
  const isTrap = isCachedPolicyTrap(record)
  return (
    // The list box has the focus and the keys; an option is only ever clicked.
    <li
      id={toRowId(record.id)}
      class={isNew ? 'row is-new' : 'row'}
      role="option"
      aria-selected={isSelected}
      onClick={onSelect}
    >
      <span class="row-line">
        <span class="method">{request.method}</span>
        <span class="path" title={request.path}>
          {request.path}
        </span>
        <Chip tone={toEffectTone(effect)}>{answer.status}</Chip>
      </span>
      <span class="row-line is-second">
        <time class="mono" dateTime={record.time}>
          {formatTime(record.time)}
        </time>
        <span class="why" title={reason}>
          {effect === 'Allow' && principalId !== null ? principalId : reason}
        </span>
        {origin === 'replay' && <Chip tone="info">replay</Chip>}
        {cache.use === 'HIT' && (
          <Chip tone={isTrap ? 'hint' : 'plain'} title="Answered from the authorizer cache">
            {isTrap ? 'cached ⚠' : 'cached'}
          </Chip>
        )}
        <span class="mono duration">{formatMilliseconds(record.durationMilliseconds)}</span>
      </span>
    </li>
  )
}
