/** The right side before a request is chosen. @module */
import type { VNode } from 'preact'
import { EmptyState } from '../ui/empty-state.js'

/** @param props.hasRecords - Whether there is something to choose. */
export function DetailHint({ hasRecords }: { readonly hasRecords: boolean }): VNode {
  return hasRecords ? (
    <EmptyState title="Choose a request">
      <kbd>j</kbd> <kbd>k</kbd> move, <kbd>/</kbd> filters, <kbd>?</kbd> shows every key.
    </EmptyState>
  ) : (
    <EmptyState title="What you will see">
      For each request: which plugin answered what and how long it took, the policy with the
      statement that decided, what the cache keeps and what that opens, the exact event, and a
      replay with anything changed.
    </EmptyState>
  )
}
