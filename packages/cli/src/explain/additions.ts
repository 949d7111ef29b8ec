/** What a plugin's pass added to the identity, without the values of claims. @module */
import { isSensitiveName } from '@authchain/gateway'
import type { Addition } from '@authchain/inspector/record'
import { mask } from './redactor.js'
import type { Redactor } from './redactor.js'

type Value = Addition['value']

/**
 * Lists the parts of a patch.
 *
 * @param patch - Of a `pass`; anything else adds nothing.
 */
export function toAdditions(patch: unknown, redactor: Redactor): readonly Addition[] {
  if (!isRecord(patch)) return []
  const { principalId, scopes, claims, context, provides, expiresAtSeconds } = patch
  const list: Addition[] = []
  const add = (part: Addition['part'], name: string, value: Value): void => {
    list.push({
      part,
      name: redactor.text(name),
      value: typeof value === 'string' ? redactor.text(value) : value,
    })
  }
  if (typeof principalId === 'string') add('principal', '', principalId)
  for (const scope of Array.isArray(scopes) ? scopes : []) add('scopes', '', String(scope))
  for (const name of keysOf(claims)) add('claims', name, null)
  for (const [name, value] of isRecord(context) ? Object.entries(context) : []) {
    add('context', name, isSensitiveName(name) ? mask : toValue(value))
  }
  for (const name of keysOf(provides)) add('provides', name, null)
  const expiresAt = new Date(Number(expiresAtSeconds) * 1000)
  if (expiresAtSeconds !== undefined && !Number.isNaN(expiresAt.getTime())) {
    add('expires', '', expiresAt.toISOString())
  }
  if (patch['usageIdentifierKey'] !== undefined) add('usage-key', '', null)
  return list
}

function keysOf(value: unknown): readonly string[] {
  return isRecord(value) ? Object.keys(value) : []
}

function toValue(value: unknown): Value {
  const isFlat =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  return isFlat ? value : null
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
