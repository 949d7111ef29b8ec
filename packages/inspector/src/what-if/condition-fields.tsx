/** What is around the request: cache, clock, faults. @module */
import type { VNode } from 'preact'
import type { FaultKind, GatewayFacts, InjectedFault } from '../api.js'
import type { ChainStep, RequestRecord } from '../record.js'
import type { WhatIfForm } from './what-if-form.js'

const presets = [0, 60, 301, 3601]

/** A live replay takes no clock and no faults: then they are switched off. */
export function ConditionFields({
  form,
  record,
  gateway,
  onChange,
}: {
  readonly form: WhatIfForm
  readonly record: RequestRecord
  readonly gateway: GatewayFacts | null
  readonly onChange: (changes: Partial<WhatIfForm>) => void
}): VNode {
  const isLive = form.cache === 'live'
  const first = record.cache.from ?? record.request
  const caches: readonly (readonly [WhatIfForm['cache'], string])[] = [
    ['empty', 'Empty: ask the authorizer afresh'],
    ['warm', `Warm: first ${first.method} ${first.path}, then this request`],
    ['live', 'The running gateway, as it is now'],
  ]
  return (
    <fieldset>
      <legend>Conditions</legend>
      <label class="stacked">
        <span class="field-title">Authorizer cache</span>
        <select
          class="select"
          value={form.cache}
          onChange={(event) => {
            onChange({ cache: event.currentTarget.value as WhatIfForm['cache'] })
          }}
        >
          {caches.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <div class="stacked">
        <label class="field-title" for="clock-offset">
          Clock, seconds ahead
        </label>
        <div class="clock-line">
          <input
            id="clock-offset"
            class="field mono"
            inputMode="numeric"
            disabled={isLive}
            value={form.clockOffsetSeconds}
            onInput={(event) => {
              onChange({ clockOffsetSeconds: event.currentTarget.value })
            }}
          />
          {presets.map((seconds) => (
            <button
              key={seconds}
              class="button"
              type="button"
              disabled={isLive}
              aria-pressed={form.clockOffsetSeconds === String(seconds)}
              onClick={() => {
                onChange({ clockOffsetSeconds: String(seconds) })
              }}
            >
              {seconds === 0 ? 'now' : `+${seconds} s`}
            </button>
          ))}
        </div>
      </div>
      <Faults
        form={form}
        kinds={gateway?.can.faults ?? []}
        plugins={[...new Set(record.chain.flatMap(toNames))]}
        fallback={gateway?.authorizer.plugins ?? []}
        onChange={onChange}
      />
    </fieldset>
  )
}

const needsPlugin: ReadonlySet<FaultKind> = new Set(['throws', 'hangs'])

const faultWords: Readonly<Record<FaultKind, string>> = {
  throws: 'throws',
  hangs: 'never answers',
  network: 'The network is down (no JWKS)',
  secrets: 'Secret stores fail',
}

function Faults({
  form,
  kinds,
  plugins,
  fallback,
  onChange,
}: {
  readonly form: WhatIfForm
  readonly kinds: readonly FaultKind[]
  readonly plugins: readonly string[]
  readonly fallback: readonly string[]
  readonly onChange: (changes: Partial<WhatIfForm>) => void
}): VNode | null {
  if (kinds.length === 0) return null
  const names = plugins.length > 0 ? plugins : fallback
  const choices: readonly InjectedFault[] = kinds.flatMap((kind) =>
    needsPlugin.has(kind) ? names.map((plugin) => ({ kind, plugin })) : [{ kind }],
  )
  const isChosen = (fault: InjectedFault): boolean =>
    form.faults.some(({ kind, plugin }) => kind === fault.kind && plugin === fault.plugin)
  const toggle = (fault: InjectedFault): void => {
    const others = form.faults.filter(
      ({ kind, plugin }) => kind !== fault.kind || plugin !== fault.plugin,
    )
    onChange({ faults: isChosen(fault) ? others : [...others, fault] })
  }
  return (
    <div class="stacked" role="group" aria-labelledby="faults-title">
      <p class="field-title" id="faults-title">
        Faults
      </p>
      <ul class="faults">
        {choices.map((fault) => (
          <li key={`${fault.kind} ${fault.plugin ?? ''}`}>
            <label>
              <input
                type="checkbox"
                disabled={form.cache === 'live'}
                checked={isChosen(fault)}
                onChange={() => {
                  toggle(fault)
                }}
              />
              <span>
                {fault.plugin !== undefined && <code>{fault.plugin} </code>}
                {faultWords[fault.kind]}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </div>
  )
}

function toNames({ plugin, members }: ChainStep): readonly string[] {
  return members.length === 0 ? [plugin] : members.flatMap(toNames)
}
