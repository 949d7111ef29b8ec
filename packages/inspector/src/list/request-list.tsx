/** The live list, newest first: one stop in the tab order, moved through by keys. @module */
import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import type { RequestRecord } from '../record.js'
import { RequestRow, toRowId } from './request-row.js'

/** The id of the list box: where the focus goes back to. */
export const listId = 'requests'

/** @param props.onOpen - Enter: on to the details. */
export function RequestList({
  records,
  selectedId,
  newAfter,
  onSelect,
  onOpen,
}: {
  readonly records: readonly RequestRecord[]
  readonly selectedId: string | null
  readonly newAfter: number
  readonly onSelect: (id: string) => void
  readonly onOpen: () => void
}): VNode {
  const isShown = records.some(({ id }) => id === selectedId)

  useEffect(() => {
    if (selectedId === null) return
    document
      .querySelector(`#${CSS.escape(toRowId(selectedId))}`)
      ?.scrollIntoView({ block: 'nearest' })
  }, [selectedId])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const index = records.findIndex(({ id }) => id === selectedId)
    const last = records.length - 1
    const target = {
      ArrowDown: Math.min(index + 1, last),
      ArrowUp: Math.max(index - 1, 0),
      Home: 0,
      End: last,
    }[event.key]
    const record = target === undefined ? undefined : records[target]
    if (record !== undefined) onSelect(record.id)
    else if (event.key === 'Enter' && isShown) onOpen()
    else return
    event.preventDefault()
  }

  return (
    <ul
      id={listId}
      class="rows"
      role="listbox"
      aria-label="Requests, newest first"
      aria-activedescendant={isShown && selectedId !== null ? toRowId(selectedId) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {records.map((record) => (
        <RequestRow
          key={record.id}
          record={record}
          isSelected={record.id === selectedId}
          isNew={record.sequence > newAfter}
          onSelect={() => {
            onSelect(record.id)
          }}
        />
      ))}
    </ul>
  )
}
