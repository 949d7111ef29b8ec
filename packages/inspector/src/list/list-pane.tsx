/** The left side: filter, list, or why there is none. @module */
import type { VNode } from 'preact'
import type { RequestRecord } from '../record.js'
import type { InspectorState } from '../state/inspector-state.js'
import { EmptyState } from '../ui/empty-state.js'
import { filterId, ListBar } from './list-bar.js'
import { listId, RequestList } from './request-list.js'

/** @param props.shown - What the filter leaves. */
export function ListPane({
  state,
  shown,
  onFilter,
  onPause,
  onSelect,
  onOpen,
}: {
  readonly state: InspectorState
  readonly shown: readonly RequestRecord[]
  readonly onFilter: (filter: string) => void
  readonly onPause: (isPaused: boolean) => void
  readonly onSelect: (id: string) => void
  readonly onOpen: () => void
}): VNode {
  const { records, filter, isPaused, held, selectedId, newAfter, gateway, refusal } = state
  return (
    <section class="list-pane" aria-label="Requests">
      <ListBar
        filter={filter}
        onFilter={onFilter}
        onLeave={() => {
          document.querySelector<HTMLElement>(`#${listId}, #${filterId}`)?.blur()
          document.querySelector<HTMLElement>(`#${listId}`)?.focus()
        }}
        isPaused={isPaused}
        heldCount={held.length}
        onPause={onPause}
        shown={shown.length}
        total={records.length}
      />
      {shown.length > 0 ? (
        <RequestList
          records={shown}
          selectedId={selectedId}
          newAfter={newAfter}
          onSelect={onSelect}
          onOpen={onOpen}
        />
      ) : records.length > 0 ? (
        <EmptyState title="No request matches the filter">
          {records.length} hidden. Words must all match; Esc in the filter clears it.
        </EmptyState>
      ) : refusal === null ? (
        <EmptyState
          title="No requests yet"
          {...(gateway === null ? {} : { command: `curl -i ${gateway.url}/orders/42` })}
        >
          Each request to the gateway appears here as it is answered, with what every plugin said.
        </EmptyState>
      ) : null}
    </section>
  )
}
