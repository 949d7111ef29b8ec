/** The keys. @module */
import type { VNode } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

const keys = [
  ['j k', 'next and previous request (also ↓ ↑ in the list)'],
  ['Enter', 'from the list to the details'],
  ['Esc', 'back to the list'],
  ['/', 'filter'],
  ['1 – 5', 'chain, decision, cache, event, what if'],
  ['r', 'what if: replay the request'],
  ['p', 'pause and resume'],
  ['t', 'theme: system, light, dark'],
  ['?', 'this list'],
] as const

/** A modal dialog; the browser keeps the focus inside it. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }): VNode {
  const dialog = useRef<HTMLDialogElement>(null)
  // Before the next key can come: Escape must find it open.
  useLayoutEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="keys-title" onClose={onClose}>
      <h2 id="keys-title">Keyboard</h2>
      <dl class="facts">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <h2>Filter</h2>
      <p class="soft">
        Words must all match. <code>status:4</code>, <code>cache:hit</code>,{' '}
        <code>effect:deny</code>, <code>plugin:jwt</code>, <code>method:</code>, <code>path:</code>,{' '}
        <code>code:</code>, <code>principal:</code> look in one place; <code>-</code> in front means
        not.
      </p>
      <form method="dialog">
        <button class="button is-main" type="submit">
          Close
        </button>
      </form>
    </dialog>
  )
}
