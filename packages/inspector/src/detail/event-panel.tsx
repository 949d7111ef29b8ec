/** The exact event, what was sent, and both as something to run. @module */
import type { VNode } from 'preact'
import type { ExportForm } from '../api.js'
import type { RecordedValue, RequestRecord } from '../record.js'
import { CopyButton } from '../ui/copy-button.js'
import { JsonText } from '../ui/json-text.js'
import { Section } from '../ui/section.js'

/** @param props.exportText - Asks the server, which puts placeholders where credentials were. */
export function EventPanel({
  record,
  exportText,
  onFailed,
}: {
  readonly record: RequestRecord
  readonly exportText: (form: ExportForm) => Promise<string>
  readonly onFailed: (message: string) => void
}): VNode {
  const { event, request, answer, lines } = record
  const forms: readonly (readonly [ExportForm, string])[] = [
    ['curl', 'Copy as curl'],
    ['vitest', 'Copy as vitest test'],
    ...(event === null ? [] : [['event', 'Copy as invoke file'] as const]),
  ]
  return (
    <>
      <p class="actions">
        {forms.map(([form, label]) => (
          <CopyButton
            key={form}
            label={label}
            text={async () => exportText(form)}
            onFailed={onFailed}
          />
        ))}
      </p>
      <p class="faint">Credentials never reach this page: copies hold placeholders for them.</p>
      <Section title="Event that the authorizer got">
        {event === null ? (
          <p class="note">None: the authorizer was not invoked for this request.</p>
        ) : (
          <JsonText value={event} label="Event" />
        )}
      </Section>
      <Section title="Request headers">
        <Values values={request.headers} />
      </Section>
      <Section title={`Answer headers, ${answer.status}`}>
        <Values values={answer.headers} />
      </Section>
      {lines.length > 0 && (
        <Section title="API Gateway's execution log">
          <pre class="code is-wrapped" tabIndex={0} role="region" aria-label="Execution log">
            {lines.join('\n')}
          </pre>
        </Section>
      )}
    </>
  )
}

function Values({ values }: { readonly values: readonly RecordedValue[] }): VNode {
  if (values.length === 0) return <p class="note">None.</p>
  return (
    <dl class="facts is-mono">
      {values.map(({ name, value, isRedacted }, index) => (
        <div key={`${index} ${name}`}>
          <dt>{name}</dt>
          <dd class="break">{isRedacted ? <span class="faint">redacted</span> : value}</dd>
        </div>
      ))}
    </dl>
  )
}
