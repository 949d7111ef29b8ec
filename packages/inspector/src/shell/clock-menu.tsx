/** Time travel: the gateway's clock goes ahead, and cached answers and credentials end. @module */
import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { GatewayFacts } from '../api.js'
import { formatSeconds, formatTime } from '../format/format.js'
import { Icon } from '../ui/icon.js'

/** A button that opens the choices; Escape and a click elsewhere close them. */
export function ClockMenu({
  gateway,
  onAdvance,
}: {
  readonly gateway: GatewayFacts | null
  readonly onAdvance: (seconds: number) => void
}): VNode {
  const [isOpen, setOpen] = useState(false)
  const [custom, setCustom] = useState('')
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const offset = gateway?.clock.offsetSeconds ?? 0
  const ttl = gateway?.authorizer.ttlSeconds ?? 0
  const steps = [...new Set([60, ...(ttl === 0 ? [] : [ttl + 1]), 301, 3600])].toSorted(
    (a, b) => a - b,
  )
  const seconds = Number(custom)
  const isUsable = /^\d{1,8}$/.test(custom) && seconds > 0 && seconds <= 31_536_000

  useEffect(() => {
    if (!isOpen) return undefined
    const close = (event: Event): void => {
      if (!root.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', close)
    return () => {
      document.removeEventListener('pointerdown', close)
    }
  }, [isOpen])

  const advance = (by: number): void => {
    onAdvance(by)
    setOpen(false)
    button.current?.focus()
  }

  return (
    <div
      class="menu"
      ref={root}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return
        event.stopPropagation()
        setOpen(false)
        button.current?.focus()
      }}
    >
      <button
        ref={button}
        class="button"
        type="button"
        disabled={gateway === null}
        aria-expanded={isOpen}
        aria-label={offset === 0 ? 'Time travel' : `Time travel, ${formatSeconds(offset)} ahead`}
        onClick={() => {
          setOpen(!isOpen)
        }}
      >
        <Icon name="clock" />
        {offset === 0 ? <span class="wide">Time travel</span> : `+${formatSeconds(offset)}`}
      </button>
      {isOpen && (
        <div class="menu-panel" role="group" aria-label="Put the gateway's clock ahead">
          <p class="soft">
            The gateway's clock shows {gateway === null ? '–' : formatTime(gateway.clock.now)}
            {offset > 0 && `, ${formatSeconds(offset)} ahead`}. It cannot go back; restarting dev
            resets it.
          </p>
          <p class="actions">
            {steps.map((step) => (
              <button
                key={step}
                class="button"
                type="button"
                onClick={() => {
                  advance(step)
                }}
              >
                +{step} s{step === ttl + 1 && ttl > 0 ? ' (past the cache)' : ''}
              </button>
            ))}
          </p>
          <form
            class="clock-line"
            onSubmit={(event) => {
              event.preventDefault()
              if (isUsable) advance(seconds)
            }}
          >
            <input
              class="field mono"
              inputMode="numeric"
              aria-label="Seconds to go ahead"
              placeholder="seconds"
              value={custom}
              onInput={(event) => {
                setCustom(event.currentTarget.value)
              }}
            />
            <button class="button" type="submit" disabled={!isUsable}>
              Go ahead
            </button>
          </form>
        </div>
      )}
    </div>
  )
}
