/** Sends the request once more, changed, and compares the two. @module */
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { GatewayFacts, ReplayRequest, ReplayResult } from '../api.js'
import type { RequestRecord } from '../record.js'
import { DiffTable } from '../diff/diff-table.js'
import { ConditionFields } from './condition-fields.js'
import { RequestFields } from './request-fields.js'
import { findFormFault, toForm, toReplayRequest } from './what-if-form.js'
import type { WhatIfForm } from './what-if-form.js'

/** @param props.result - Of the last replay of this record, wherever it was asked for. */
export function WhatIfPanel({
  record,
  gateway,
  result,
  onReplay,
  onSelect,
}: {
  readonly record: RequestRecord
  readonly gateway: GatewayFacts | null
  readonly result: ReplayResult | null
  readonly onReplay: (request: ReplayRequest) => Promise<void>
  readonly onSelect: (id: string) => void
}): VNode {
  const [form, setForm] = useState<WhatIfForm>(() => toForm(record))
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const fault = findFormFault(form)

  useEffect(() => {
    // The button is at the end of the form and the comparison is above it.
    if (result !== null) document.querySelector('.diff')?.scrollIntoView({ block: 'start' })
  }, [result])

  const change = (changes: Partial<WhatIfForm>): void => {
    setForm({ ...form, ...changes })
  }
  const replay = async (): Promise<void> => {
    setBusy(true)
    setFailure(null)
    try {
      await onReplay(toReplayRequest(record, form))
    } catch (error) {
      setFailure(error instanceof Error ? error.message : 'The replay failed.')
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      {result !== null && <DiffTable result={result} onSelect={onSelect} />}
      <form
        class="what-if"
        aria-label="Replay with changes"
        onSubmit={(event) => {
          event.preventDefault()
          if (fault === null && !isBusy) void replay()
        }}
      >
        <RequestFields form={form} canSign={gateway?.can.claims ?? false} onChange={change} />
        <ConditionFields form={form} record={record} gateway={gateway} onChange={change} />
        <p class="actions">
          <button class="button is-main" type="submit" disabled={fault !== null || isBusy}>
            {isBusy ? 'Replaying…' : 'Replay and compare'}
          </button>
          <button
            class="button"
            type="button"
            onClick={() => {
              setForm(toForm(record))
            }}
          >
            Undo changes
          </button>
          <span class="soft">
            {form.cache === 'live'
              ? 'On the running gateway: its cache and backend take part.'
              : 'On a copy of the gateway: nothing of the running one changes.'}
          </span>
        </p>
        <p role="alert" class="form-fault">
          {fault ?? failure}
        </p>
      </form>
    </>
  )
}
