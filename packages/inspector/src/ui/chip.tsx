/** A word with a colour. The word says everything; the colour helps. @module */
import type { ComponentChildren, VNode } from 'preact'
import type { Tone } from '../format/tone.js'

/** @see Tone */
export function Chip({
  tone = 'plain',
  title,
  children,
}: {
  readonly tone?: Tone
  readonly title?: string
  readonly children: ComponentChildren
}): VNode {
  return (
    <span class={`chip is-${tone}`} title={title}>
      {children}
    </span>
  )
}
