/** One statement of a policy and how it stands to the request. @module */
import type { VNode } from 'preact'
import type { EvaluatedStatement, Json } from '../record.js'
import { Chip } from '../ui/chip.js'
import { JsonText } from '../ui/json-text.js'

/** @param props.isDeciding - It is the one that decided: highlighted, and said in words. */
export function Statement({
  evaluated,
  document,
  isDeciding,
}: {
  readonly evaluated: EvaluatedStatement
  readonly document: Json
  readonly isDeciding: boolean
}): VNode {
  const { index, effect, matchesAction, matchesResource, conditions } = evaluated
  return (
    <li class={`statement ${isDeciding ? `is-deciding is-${effect.toLowerCase()}` : ''}`}>
      <p class="statement-head">
        <strong>
          {effect} <span class="faint">statement {index}</span>
        </strong>
        {isDeciding && <Chip tone={effect === 'Allow' ? 'allow' : 'deny'}>decided</Chip>}
        <Mark holds={matchesAction}>action</Mark>
        <Mark holds={matchesResource}>resource</Mark>
        {conditions.map(({ operator, key, holds }) => (
          <Mark key={`${operator} ${key}`} holds={holds === 'unknown' ? null : holds === 'yes'}>
            {key}
          </Mark>
        ))}
      </p>
      <JsonText value={findStatement(document, index)} label={`Statement ${index}`} />
      {conditions.map(({ operator, key, values, actual, holds }) => (
        <p class="condition soft break" key={`${operator} ${key}`}>
          {operator} on <code>{key}</code>: wants <code>{values.join(', ')}</code>, is{' '}
          <code>{actual ?? 'absent'}</code>:{' '}
          {{ yes: 'holds', no: 'does not hold', unknown: 'cannot be told' }[holds]}.
        </p>
      ))}
    </li>
  )
}

function Mark({
  holds,
  children,
}: {
  readonly holds: boolean | null
  readonly children: string
}): VNode {
  const [sign, word] =
    holds === null ? ['?', 'unknown'] : holds ? ['✓', 'matches'] : ['✗', 'does not match']
  return (
    <span class={holds === true ? 'mark is-yes' : 'mark is-no'}>
      <span aria-hidden="true">{sign} </span>
      {children}
      <span class="unseen"> {word}</span>
    </span>
  )
}

function findStatement(document: Json, index: number): Json {
  if (typeof document !== 'object' || document === null || !('Statement' in document))
    return document
  const { Statement: statements } = document
  const list = Array.isArray(statements) ? (statements as readonly Json[]) : [statements ?? null]
  return list[index] ?? null
}
