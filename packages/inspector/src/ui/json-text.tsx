/** JSON as indented text, keys told from values. Every part is a text node. @module */
import type { ComponentChildren, VNode } from 'preact'
import type { Json } from '../record.js'

/** @param props.label - Names the block for screen readers; it scrolls by keyboard. */
export function JsonText({
  value,
  label,
}: {
  readonly value: Json
  readonly label: string
}): VNode {
  return (
    <pre class="code" tabIndex={0} role="region" aria-label={label}>
      {toParts(value, '')}
    </pre>
  )
}

function toParts(value: Json, indent: string): ComponentChildren {
  if (typeof value === 'string') return <span class="json-text">{JSON.stringify(value)}</span>
  if (typeof value !== 'object' || value === null) {
    return <span class="json-word">{String(value)}</span>
  }
  const deeper = `${indent}  `
  if (Array.isArray(value)) {
    const items = value as readonly Json[]
    if (items.length === 0) return '[]'
    return [
      '[\n',
      items.map((item, index) => [
        deeper,
        toParts(item, deeper),
        index === items.length - 1 ? '\n' : ',\n',
      ]),
      `${indent}]`,
    ]
  }
  const entries = Object.entries(value as Readonly<Record<string, Json>>)
  if (entries.length === 0) return '{}'
  return [
    '{\n',
    entries.map(([key, item], index) => [
      deeper,
      <span class="json-key" key={key}>
        {JSON.stringify(key)}
      </span>,
      ': ',
      toParts(item, deeper),
      index === entries.length - 1 ? '\n' : ',\n',
    ]),
    `${indent}}`,
  ]
}
