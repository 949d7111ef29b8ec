/** What stands where there is nothing: why, and what to do. @module */
import type { ComponentChildren, VNode } from 'preact'

/** @param props.command - Something to run in a terminal. */
export function EmptyState({
  title,
  command,
  children,
}: {
  readonly title: string
  readonly command?: string
  readonly children: ComponentChildren
}): VNode {
  return (
    <div class="empty">
      <h2>{title}</h2>
      <p class="soft">{children}</p>
      {command !== undefined && (
        <pre class="code" tabIndex={0} role="region" aria-label="Command">
          {command}
        </pre>
      )}
    </div>
  )
}
