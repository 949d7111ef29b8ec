/** A titled part of a panel. @module */
import type { ComponentChildren, VNode } from 'preact'

/** @param props.aside - Stands at the end of the title's line. */
export function Section({
  title,
  aside,
  children,
}: {
  readonly title: string
  readonly aside?: ComponentChildren
  readonly children: ComponentChildren
}): VNode {
  return (
    <section class="section">
      <header class="section-head">
        <h3>{title}</h3>
        {aside}
      </header>
      {children}
    </section>
  )
}
