/** What the caller sends: method, path, headers, claims. @module */
import type { VNode } from 'preact'
import { Icon } from '../ui/icon.js'
import type { WhatIfForm } from './what-if-form.js'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** @param props.canSign - Whether claims can be changed: a test issuer signs the token again. */
export function RequestFields({
  form,
  canSign,
  onChange,
}: {
  readonly form: WhatIfForm
  readonly canSign: boolean
  readonly onChange: (changes: Partial<WhatIfForm>) => void
}): VNode {
  const known = methods.includes(form.method) ? methods : [form.method, ...methods]
  const setHeader = (
    index: number,
    header: { readonly name: string; readonly value: string },
  ): void => {
    onChange({ headers: form.headers.with(index, header) })
  }
  return (
    <fieldset>
      <legend>Request</legend>
      <div class="request-line">
        <label>
          <span class="unseen">Method</span>
          <select
            class="select mono"
            value={form.method}
            onChange={(event) => {
              onChange({ method: event.currentTarget.value })
            }}
          >
            {known.map((method) => (
              <option key={method} value={method}>
                {method}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span class="unseen">Path with query</span>
          <input
            class="field mono"
            value={form.path}
            spellcheck={false}
            onInput={(event) => {
              onChange({ path: event.currentTarget.value })
            }}
          />
        </label>
      </div>
      <p class="field-title" id="headers-title">
        Headers <span class="faint">*** keeps the credential that was sent</span>
      </p>
      <ul class="header-rows" aria-labelledby="headers-title">
        {form.headers.map((header, index) => (
          <li key={index}>
            <input
              class="field mono"
              aria-label={`Name of header ${index + 1}`}
              value={header.name}
              spellcheck={false}
              onInput={(event) => {
                setHeader(index, { ...header, name: event.currentTarget.value })
              }}
            />
            <input
              class="field mono"
              aria-label={`Value of ${header.name === '' ? `header ${index + 1}` : header.name}`}
              value={header.value}
              spellcheck={false}
              autocomplete="off"
              onInput={(event) => {
                setHeader(index, { ...header, value: event.currentTarget.value })
              }}
            />
            <button
              class="button is-icon is-quiet"
              type="button"
              aria-label={`Remove ${header.name === '' ? `header ${index + 1}` : header.name}`}
              onClick={() => {
                onChange({ headers: form.headers.toSpliced(index, 1) })
              }}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
      <button
        class="button is-quiet"
        type="button"
        onClick={() => {
          onChange({ headers: [...form.headers, { name: '', value: '' }] })
        }}
      >
        <Icon name="add" />
        Add a header
      </button>
      {canSign && (
        <label class="stacked">
          <span class="field-title">
            Claims to set{' '}
            <span class="faint">
              JSON; null removes one; signed with a key that only the copy trusts
            </span>
          </span>
          <textarea
            class="field"
            rows={3}
            spellcheck={false}
            placeholder={'{"scope": "orders:write"}'}
            value={form.claims}
            onInput={(event) => {
              onChange({ claims: event.currentTarget.value })
            }}
          />
        </label>
      )}
    </fieldset>
  )
}
