/** Stands in place of everything when the address has no token. @module */
import type { VNode } from 'preact'
import { EmptyState } from '../ui/empty-state.js'

/** Says where the whole address is. */
export function NoToken(): VNode {
  return (
    <main class="alone">
      <h1>
        authchain <span class="faint">inspector</span>
      </h1>
      <EmptyState title="This address has no token">
        Open the inspector by the link that <code>authchain dev</code> prints. It ends with{' '}
        <code>#token=…</code> and changes with every start, so that no other page of this browser
        can reach your gateway.
      </EmptyState>
    </main>
  )
}
