/** The decision: who decided, which statement matched, what the backend and the client got. @module */
import type { VNode } from 'preact'
import { formatBytes } from '../format/format.js'
import type { RecordedPolicy, RequestRecord } from '../record.js'
import { Chip } from '../ui/chip.js'
import { Facts } from '../ui/facts.js'
import { JsonText } from '../ui/json-text.js'
import { Section } from '../ui/section.js'
import { Statement } from './statement.js'
import { Fix } from './story-banner.js'

/** Everything between the chain and the answer. */
export function DecisionPanel({ record }: { readonly record: RequestRecord }): VNode {
  const { decision, policy, answer, advice, warnings, assumptions } = record
  return (
    <>
      <Facts
        rows={[
          [
            'Client got',
            `${answer.status} from ${answer.from === 'backend' ? 'the backend' : 'API Gateway'}`,
          ],
          ['Why', decision.explanation],
          ['Denied by', decision.plugin],
          ['Code', record.code],
          ['Principal', record.principalId],
        ]}
      />
      {policy !== null && <Policy policy={policy} methodArn={record.route.methodArn} />}
      {decision.context !== null && (
        <Section title="What the backend gets as $context.authorizer">
          <JsonText value={decision.context} label="Authorizer context" />
        </Section>
      )}
      {answer.body !== null && (
        <Section title="What the client read">
          <pre class="code is-wrapped" tabIndex={0} role="region" aria-label="Body of the answer">
            {answer.body}
          </pre>
        </Section>
      )}
      {advice.length > 1 && (
        <Section title="What to change">
          <ul class="advice">
            {advice.map((item) => (
              <li key={item.code}>
                <Fix advice={item} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {warnings.length + assumptions.length > 0 && (
        <Section title="Worth knowing">
          <ul class="bullets">
            {warnings.map((warning) => (
              <li key={warning} class="break">
                {warning}
              </li>
            ))}
            {assumptions.map((name) => (
              <li key={name} class="break">
                Rests on undocumented behaviour of API Gateway: <code>{name}</code>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

const whyWords: Readonly<Record<RecordedPolicy['why'], string>> = {
  allow: 'A statement allows it',
  'explicit-deny': 'A statement denies it',
  'not-covered': 'No statement names this request',
  condition: 'A condition does not hold',
}

function Policy({
  policy,
  methodArn,
}: {
  readonly policy: RecordedPolicy
  readonly methodArn: string | null
}): VNode {
  const tone = policy.decision === 'Allow' ? 'allow' : 'deny'
  return (
    <Section title="Policy" aside={<span class="faint">{formatBytes(policy.bytes)}</span>}>
      <p class="verdict">
        <Chip tone={tone}>{whyWords[policy.why]}</Chip>
        {methodArn !== null && <code class="break soft">{methodArn}</code>}
      </p>
      <ol class="statements">
        {policy.statements.map((evaluated) => (
          <Statement
            key={evaluated.index}
            evaluated={evaluated}
            document={policy.document}
            isDeciding={evaluated.index === policy.statement}
          />
        ))}
      </ol>
    </Section>
  )
}
