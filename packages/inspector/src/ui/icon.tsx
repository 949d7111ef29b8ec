/** Small line drawings. They never stand alone: who uses one names it. @module */
import type { VNode } from 'preact'

const paths = {
  allow: 'M3.5 8.5l3 3 6-7',
  deny: 'M4 4l8 8M12 4l-8 8',
  fail: 'M8 3v6M8 12v.5',
  info: 'M8 7.5V12M8 4v.5',
  hint: 'M8 3v6M8 12v.5',
  plain: 'M4 8h8',
  clock: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM8 4.5V8l2.5 1.5',
  flush: 'M3 4.5h10M6.5 4V2.5h3V4M4.5 4.5l.6 9h5.8l.6-9',
  sun: 'M8 5a3 3 0 1 0 0 6a3 3 0 0 0 0-6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1',
  moon: 'M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7z',
  auto: 'M8 1.5a6.5 6.5 0 1 0 0 13zM8 1.5a6.5 6.5 0 0 1 0 13',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  play: 'M5 3.5l7.5 4.5L5 12.5z',
  back: 'M10 3.5L5.5 8l4.5 4.5',
  close: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  add: 'M8 3.5v9M3.5 8h9',
} as const

/** Names of the drawings. */
export type IconName = keyof typeof paths

/** 16 by 16, in the colour of the text. */
export function Icon({ name }: { readonly name: IconName }): VNode {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
