/** Everything about one request. @module */
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { GatewayFacts, ReplayResult } from '../api.js'
import { formatMilliseconds, formatTime } from '../format/format.js'
import { toEffectTone } from '../format/tone.js'
import type { RequestRecord } from '../record.js'
import type { Client } from '../server/client.js'
import type { FindRecord } from '../state/find-record.js'
import { Chip } from '../ui/chip.js'
import { Icon } from '../ui/icon.js'
import { Tabs } from '../ui/tabs.js'
import type { Tab } from '../ui/tabs.js'
import { WhatIfPanel } from '../what-if/what-if-panel.js'
import { CachePanel } from './cache-panel.js'
import { ChainPanel } from './chain-panel.js'
import { DecisionPanel } from './decision-panel.js'
import { EventPanel } from './event-panel.js'
import { StoryBanner } from './story-banner.js'

/** Names of the tabs. */
export type DetailTab = 'chain' | 'decision' | 'cache' | 'event' | 'what-if'

/** In their order: the keys 1 to 5. */
export const detailTabs: readonly Tab<DetailTab>[] = [
  { id: 'chain', label: 'Chain' },
  { id: 'decision', label: 'Decision' },
  { id: 'cache', label: 'Cache' },
  { id: 'event', label: 'Event' },
  { id: 'what-if', label: 'What if' },
]

/** The id of the heading: Enter in the list goes there. */
export const detailId = 'detail'

/** What {@link RequestDetail} works with. */
export interface RequestDetailProps {
  readonly record: RequestRecord
  readonly gateway: GatewayFacts | null
  readonly client: Client
  readonly tab: DetailTab
  readonly onTab: (tab: DetailTab) => void
  readonly findRecord: FindRecord
  readonly onSelect: (id: string) => void
  readonly onClose: () => void
  readonly onFailed: (message: string) => void
}

/** Title, story and tabs. */
export function RequestDetail(props: RequestDetailProps): VNode {
  const { record, gateway, client, tab, onTab, findRecord, onSelect, onClose, onFailed } = props
  const { request, answer, effect, cache, origin } = record
  const [result, setResult] = useState<ReplayResult | null>(null)

  useEffect(() => {
    setResult(null)
  }, [record.id])

  const prove = async (): Promise<void> => {
    try {
      setResult(await client.replay({ id: record.id, on: 'copy' }))
      onTab('what-if')
    } catch (error) {
      onFailed(error instanceof Error ? error.message : 'The replay failed.')
    }
  }
  const plugins = record.chain.length

  return (
    <article class="detail" aria-labelledby={detailId}>
      <header class="detail-head">
        <button
          class="button is-icon back"
          type="button"
          onClick={onClose}
          aria-label="Back to the list"
        >
          <Icon name="back" />
        </button>
        <h2 id={detailId} class="mono break" tabIndex={-1}>
          <span class="method">{request.method}</span> {request.path}
        </h2>
        <p class="detail-facts soft">
          <Chip tone={toEffectTone(effect)}>
            {answer.status} {effect}
          </Chip>
          {record.code !== null && <code>{record.code}</code>}
          {cache.use !== 'NONE' && <Chip>cache {cache.use}</Chip>}
          {origin === 'replay' && <Chip tone="info">replay</Chip>}
          <span>{formatMilliseconds(record.durationMilliseconds)}</span>
          <span>{formatTime(record.time)}</span>
          {record.route.resource !== null && <span>route {record.route.resource}</span>}
        </p>
      </header>
      <StoryBanner
        record={record}
        findRecord={findRecord}
        onSelect={onSelect}
        onProve={() => void prove()}
      />
      <Tabs
        label="Parts of the request"
        tabs={detailTabs.map((entry) =>
          entry.id === 'chain' && plugins > 0 ? { ...entry, mark: String(plugins) } : entry,
        )}
        chosen={tab}
        onChoose={onTab}
      >
        {tab === 'chain' && <ChainPanel record={record} findRecord={findRecord} />}
        {tab === 'decision' && <DecisionPanel record={record} />}
        {tab === 'cache' && (
          <CachePanel record={record} findRecord={findRecord} onSelect={onSelect} />
        )}
        {tab === 'event' && (
          <EventPanel
            record={record}
            exportText={async (form) => client.exportText(record.id, form)}
            onFailed={onFailed}
          />
        )}
        {tab === 'what-if' && (
          <WhatIfPanel
            key={record.id}
            record={record}
            gateway={gateway}
            result={result}
            onReplay={async (request_) => {
              setResult(await client.replay(request_))
            }}
            onSelect={onSelect}
          />
        )}
      </Tabs>
    </article>
  )
}
