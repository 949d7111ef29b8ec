/** Lines under the bar: the connection is gone, the server said no, something was done. @module */
import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import type { InspectorState } from '../state/inspector-state.js'
import { Icon } from '../ui/icon.js'

const shownMilliseconds = 6000

/** @param props.notice - Goes away by itself. */
export function Notices({
  state,
  notice,
  onDismiss,
}: {
  readonly state: InspectorState
  readonly notice: string | null
  readonly onDismiss: () => void
}): VNode {
  useEffect(() => {
    if (notice === null) return undefined
    const timer = setTimeout(onDismiss, shownMilliseconds)
    return () => {
      clearTimeout(timer)
    }
  }, [notice])

  return (
    <div class="notices">
      <div role="alert">
        {state.refusal !== null && (
          <p class="notice is-fail">
            {state.refusal} Open the page again by the link that <code>authchain dev</code> printed
            last: its token changes with every start.
          </p>
        )}
        {state.refusal === null && state.connection === 'lost' && (
          <p class="notice is-hint">
            <code>authchain dev</code> does not answer. What is here stays, and the page connects
            again by itself.
          </p>
        )}
      </div>
      <div role="status">
        {notice !== null && (
          <p class="notice is-info">
            <span class="break">{notice}</span>
            <button
              class="button is-icon is-quiet"
              type="button"
              aria-label="Dismiss"
              onClick={onDismiss}
            >
              <Icon name="close" />
            </button>
          </p>
        )}
      </div>
    </div>
  )
}
