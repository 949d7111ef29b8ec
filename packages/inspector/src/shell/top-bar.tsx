/** The line on top: what runs, whether it is live, clock and cache. @module */
import type { VNode } from 'preact'
import type { GatewayFacts } from '../api.js'
import { formatSeconds } from '../format/format.js'
import type { InspectorState } from '../state/inspector-state.js'
import { Icon } from '../ui/icon.js'
import { ClockMenu } from './clock-menu.js'
import type { Theme } from './theme.js'

const connectionWords: Readonly<Record<InspectorState['connection'], string>> = {
  connecting: 'Connecting',
  live: 'Live',
  lost: 'Disconnected',
}

/** @param props.onAdvance - Moves the gateway's clock ahead. */
export function TopBar({
  gateway,
  connection,
  isRefused,
  theme,
  onTheme,
  onAdvance,
  onFlush,
  onHelp,
}: {
  readonly gateway: GatewayFacts | null
  readonly connection: InspectorState['connection']
  readonly isRefused: boolean
  readonly theme: Theme
  readonly onTheme: () => void
  readonly onAdvance: (seconds: number) => void
  readonly onFlush: () => void
  readonly onHelp: () => void
}): VNode {
  return (
    <header class="top-bar">
      <h1>
        authchain <span class="faint">inspector</span>
      </h1>
      <p class={`connection is-${isRefused ? 'lost' : connection}`} role="status">
        <span class="dot" aria-hidden="true" />
        {isRefused ? 'Refused' : connectionWords[connection]}
      </p>
      {gateway !== null && (
        <p class="setup soft" title={gateway.authorizer.plugins.join(' → ')}>
          {describe(gateway)}
        </p>
      )}
      <div class="top-actions">
        <ClockMenu gateway={gateway} onAdvance={onAdvance} />
        <button
          class="button"
          type="button"
          disabled={gateway === null || gateway.authorizer.ttlSeconds === 0}
          aria-label="Flush cache"
          title="Forget every cached answer, as FlushStageAuthorizersCache does"
          onClick={onFlush}
        >
          <Icon name="flush" />
          <span class="wide">Flush cache</span>
        </button>
        <button
          class="button is-icon is-quiet"
          type="button"
          aria-label={`Theme: ${theme}`}
          title={`Theme: ${theme} (t)`}
          onClick={onTheme}
        >
          <Icon name={({ auto: 'auto', light: 'sun', dark: 'moon' } as const)[theme]} />
        </button>
        <button
          class="button is-icon is-quiet"
          type="button"
          aria-label="Keyboard shortcuts"
          title="Keyboard shortcuts (?)"
          onClick={onHelp}
        >
          ?
        </button>
      </div>
    </header>
  )
}

function describe({ authorizer }: GatewayFacts): string {
  const cache =
    authorizer.ttlSeconds === 0 ? 'no cache' : `cache ${formatSeconds(authorizer.ttlSeconds)}`
  const chain = authorizer.plugins.join(' → ')
  return [authorizer.title, cache, chain].filter(Boolean).join(' · ')
}
