/** Tabs as the ARIA pattern has them: one is in the tab order, arrows choose. @module */
import type { ComponentChildren, VNode } from 'preact'

/** One tab. */
export interface Tab<Id extends string> {
  readonly id: Id
  readonly label: string
  /** Stands behind the label, such as a count. */
  readonly mark?: string
}

/** The row of tabs and the panel of the chosen one. */
export function Tabs<Id extends string>({
  tabs,
  chosen,
  onChoose,
  label,
  children,
}: {
  readonly tabs: readonly Tab<Id>[]
  readonly chosen: Id
  readonly onChoose: (id: Id) => void
  readonly label: string
  readonly children: ComponentChildren
}): VNode {
  const move = (event: KeyboardEvent): void => {
    const index = tabs.findIndex(({ id }) => id === chosen)
    const last = tabs.length - 1
    const target = {
      ArrowRight: index === last ? 0 : index + 1,
      ArrowLeft: index === 0 ? last : index - 1,
      Home: 0,
      End: last,
    }[event.key]
    const tab = target === undefined ? undefined : tabs[target]
    if (tab === undefined) return
    event.preventDefault()
    onChoose(tab.id)
    document.querySelector<HTMLElement>(`#tab-${tab.id}`)?.focus()
  }

  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map(({ id, label: text, mark }) => (
          <button
            key={id}
            id={`tab-${id}`}
            class="tab"
            type="button"
            role="tab"
            aria-selected={id === chosen}
            aria-controls="tab-panel"
            tabIndex={id === chosen ? 0 : -1}
            onClick={() => {
              onChoose(id)
            }}
          >
            {text}
            {mark !== undefined && <span class="tab-mark">{mark}</span>}
          </button>
        ))}
      </div>
      <div
        class="tab-panel"
        id="tab-panel"
        role="tabpanel"
        aria-labelledby={`tab-${chosen}`}
        tabIndex={0}
      >
        {children}
      </div>
    </>
  )
}
