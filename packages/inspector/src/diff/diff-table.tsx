/** Two records side by side: first whether anything changed, then what. @module */
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { ReplayResult } from '../api.js'
import { toEffectTone } from '../format/tone.js'
import type { RequestRecord } from '../record.js'
import { Chip } from '../ui/chip.js'
import { diffRecords } from './diff-records.js'
import type { DiffRow } from './diff-records.js'

/** @param props.onSelect - Shows the replayed request on its own. */
export function DiffTable({
  result,
  onSelect,
}: {
  readonly result: ReplayResult
  readonly onSelect: (id: string) => void
}): VNode {
  const { original, replayed } = result
  const [showsAll, setShowsAll] = useState(false)
  const rows = diffRecords(original, replayed)
  const changed = rows.filter(({ isChanged }) => isChanged)
  const shown = showsAll ? rows : changed
  return (
    <section class="diff" aria-label="Comparison">
      <p class="diff-head" role="status">
        <Answer record={original} />
        <span aria-hidden="true">→</span>
        <span class="unseen">became</span>
        <Answer record={replayed} />
        <strong>{summarize(result, changed.length)}</strong>
      </p>
      {shown.length > 0 && (
        <div class="table-scroll" tabIndex={0} role="region" aria-label="Differences">
          <table>
            <thead>
              <tr>
                <th scope="col">Fact</th>
                <th scope="col">As recorded</th>
                <th scope="col">Replayed</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row, index) => (
                <Row key={index} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p class="actions">
        <button
          class="button"
          type="button"
          aria-pressed={showsAll}
          onClick={() => {
            setShowsAll(!showsAll)
          }}
        >
          Show equal facts too
        </button>
        <button
          class="button"
          type="button"
          onClick={() => {
            onSelect(replayed.id)
          }}
        >
          Open the replayed request
        </button>
      </p>
    </section>
  )
}

function Answer({ record }: { readonly record: RequestRecord }): VNode {
  return (
    <Chip tone={toEffectTone(record.effect)}>
      {record.answer.status} {record.effect}
    </Chip>
  )
}

function Row({ row }: { readonly row: DiffRow }): VNode {
  return (
    <tr class={row.isChanged ? 'is-changed' : ''}>
      <th scope="row">
        <span class="faint">{row.group}</span> {row.label}
      </th>
      <td class="mono break">{row.before ?? <span class="faint">–</span>}</td>
      <td class="mono break">{row.after ?? <span class="faint">–</span>}</td>
    </tr>
  )
}

function summarize({ original, replayed }: ReplayResult, changes: number): string {
  if (changes === 0) return 'Nothing is different.'
  const count = `${changes} difference${changes === 1 ? '' : 's'}`
  const wasCached = original.cache.use === 'HIT' && replayed.cache.use !== 'HIT'
  if (wasCached && original.effect === 'Deny' && replayed.effect === 'Allow') {
    return `Only the cached policy denied it: asked afresh, the authorizer allows it. ${count}.`
  }
  if (original.effect === replayed.effect) return `The effect is the same. ${count}.`
  return `${original.effect} became ${replayed.effect}: ${count}.`
}
