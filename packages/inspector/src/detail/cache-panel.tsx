/** The authorizer cache: what was kept under which key for how long, and what that opens. @module */
import type { VNode } from 'preact'
import { formatSeconds, formatTime } from '../format/format.js'
import { toPolicyWord } from '../format/tone.js'
import type { OpenedRoute, RecordedCache, RequestRecord } from '../record.js'
import type { FindRecord } from '../state/find-record.js'
import { Chip } from '../ui/chip.js'
import { Facts } from '../ui/facts.js'
import { Section } from '../ui/section.js'

const useWords: Readonly<Record<RecordedCache['use'], string>> = {
  HIT: 'A kept answer was used; the authorizer was not asked.',
  MISS: 'Nothing was kept for this key; the authorizer was asked.',
  BYPASS: 'This authorizer keeps nothing (ttlSeconds is 0): it is asked every time.',
  NONE: 'The authorizer was not reached, so its cache took no part.',
}

/** @param props.onSelect - Shows another request. */
export function CachePanel({
  record,
  findRecord,
  onSelect,
}: {
  readonly record: RequestRecord
  readonly findRecord: FindRecord
  readonly onSelect: (id: string) => void
}): VNode {
  const { cache, authorizer, policy } = record
  const { from } = cache
  const sources = authorizer?.identitySources ?? []
  return (
    <>
      <Facts
        rows={[
          ['Use', `${cache.use}. ${useWords[cache.use]}`],
          ['Key', cache.key === null ? null : <code>{cache.key}</code>],
          [
            'Made of',
            cache.key === null ? null : sources.length === 0 ? (
              'nothing: one answer for everybody'
            ) : (
              <code>{sources.join(', ')}</code>
            ),
          ],
          ['Kept for', cache.ttlSeconds === 0 ? null : formatSeconds(cache.ttlSeconds)],
          ['Left at that time', cache.secondsLeft === null ? null : <Remaining cache={cache} />],
          [
            'Filled by',
            from === null ? null : (
              <button
                class="button"
                type="button"
                disabled={findRecord(from.id) === undefined}
                onClick={() => {
                  onSelect(from.id)
                }}
              >
                {from.method} {from.path} at {formatTime(from.time)}
              </button>
            ),
          ],
        ]}
      />
      {policy !== null && policy.opens.length > 0 && <Opens routes={policy.opens} />}
    </>
  )
}

function Remaining({ cache }: { readonly cache: RecordedCache }): VNode {
  const left = cache.secondsLeft ?? 0
  return (
    <span class="remaining">
      <progress
        max={Math.max(cache.ttlSeconds, 1)}
        value={left}
        aria-label="Time left in the cache"
      />
      {formatSeconds(left)}
    </span>
  )
}

function Opens({ routes }: { readonly routes: readonly OpenedRoute[] }): VNode {
  const open = routes.filter(({ decision }) => decision === 'Allow').length
  return (
    <Section title="What else this answer decides while it is kept">
      <p class="soft">
        {open === 0
          ? 'It opens nothing else: any other route with this key is denied until it ends.'
          : `${open} of the ${routes.length} below ${open === 1 ? 'is' : 'are'} open to this key until it ends, without asking the authorizer again.`}
      </p>
      <ul class="opens">
        {routes.map(({ route, from, decision }) => (
          <li key={`${from} ${route}`}>
            <Chip tone={decision === 'Allow' ? 'allow' : 'deny'}>{toPolicyWord(decision)}</Chip>
            <code class="break">{route}</code>
            <span class="faint">{fromWords[from]}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const fromWords: Readonly<Record<OpenedRoute['from'], string>> = {
  table: 'route of the API',
  policy: 'in the policy',
  seen: 'requested before',
}
