/** Copies a text, which may first have to be fetched, and says whether it did. @module */
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'

const shownMilliseconds = 1600

/** A button that says “Copied” for a moment. */
export function CopyButton({
  label,
  text,
  onFailed,
}: {
  readonly label: string
  readonly text: () => string | Promise<string>
  readonly onFailed: (message: string) => void
}): VNode {
  const [isCopied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(await text())
      setCopied(true)
      setTimeout(() => {
        setCopied(false)
      }, shownMilliseconds)
    } catch (error) {
      onFailed(error instanceof Error ? error.message : 'It could not be copied.')
    }
  }
  return (
    <button class="button" type="button" onClick={() => void copy()}>
      <span aria-live="polite">{isCopied ? 'Copied' : label}</span>
    </button>
  )
}
