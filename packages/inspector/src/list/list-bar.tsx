/** Above the list: the filter, and whether new requests appear. @module */
import type { VNode } from 'preact'
import { Icon } from '../ui/icon.js'

/** The id of the filter field: `/` goes there. */
export const filterId = 'filter'

/** @param props.shown - How many of `total` the filter leaves. */
export function ListBar({
  filter,
  onFilter,
  onLeave,
  isPaused,
  heldCount,
  onPause,
  shown,
  total,
}: {
  readonly filter: string
  readonly onFilter: (filter: string) => void
  readonly onLeave: () => void
  readonly isPaused: boolean
  readonly heldCount: number
  readonly onPause: (isPaused: boolean) => void
  readonly shown: number
  readonly total: number
}): VNode {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && filter !== '') onFilter('')
    else if (event.key === 'Escape' || event.key === 'Enter') onLeave()
    else return
    event.preventDefault()
  }
  return (
    <div class="list-bar">
      <input
        id={filterId}
        class="field"
        type="search"
        placeholder="Filter: path, 403, cache:hit, -get"
        aria-label="Filter requests"
        aria-keyshortcuts="/"
        spellcheck={false}
        autocomplete="off"
        value={filter}
        onInput={(event) => {
          onFilter(event.currentTarget.value)
        }}
        onKeyDown={onKeyDown}
      />
      <button
        class="button"
        type="button"
        aria-pressed={isPaused}
        title={isPaused ? 'Show what came meanwhile (p)' : 'Hold new requests back (p)'}
        onClick={() => {
          onPause(!isPaused)
        }}
      >
        <Icon name={isPaused ? 'play' : 'pause'} />
        {isPaused ? `Resume${heldCount > 0 ? ` · ${heldCount} new` : ''}` : 'Pause'}
      </button>
      <p class="count faint" role="status">
        {shown === total ? `${total} request${total === 1 ? '' : 's'}` : `${shown} of ${total}`}
      </p>
    </div>
  )
}
