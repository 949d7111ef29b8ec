/** Templates of gateway responses: plain substitution, no language. @module */
import { findHeaderValues } from '../events/gateway-request.js'
import type { RoutedRequest } from '../events/routed-request.js'
import type { ResponseKind } from './response-type.js'

/** What a template can refer to. */
export interface TemplateFacts {
  readonly requestId: string
  readonly extendedRequestId: string
  /** undefined when no route was found. */
  readonly request: RoutedRequest | undefined
  /** What the authorizer's output says; empty when there was none. */
  readonly authorizer: ReadonlyMap<string, string | null>
  readonly error?: ResponseKind
}

const variable = /\$(context|stageVariables|method\.request)((?:\.[A-Za-z0-9_-]+)+)/g

/** Replaces every variable. What it does not find becomes nothing; values are not escaped, as on AWS. */
export function renderTemplate(template: string, facts: TemplateFacts): string {
  return template.replaceAll(
    variable,
    (_all, root: string, rest: string) => resolveVariable(`${root}${rest}`, facts) ?? '',
  )
}

/**
 * Finds the value of one variable.
 *
 * @param path - Without the dollar sign: `context.authorizer.tenant`, `method.request.header.Origin`.
 * @returns undefined when there is none.
 */
export function resolveVariable(path: string, facts: TemplateFacts): string | undefined {
  const names = path.split('.')
  const [root, second = '', ...rest] = names
  if (root === 'stageVariables') return findText(facts.request?.api.stageVariables, second)
  if (root === 'method') return resolveRequest(names, facts.request)
  if (root !== 'context') return undefined
  if (second === 'error') return resolveError(rest[0], facts.error)
  if (second === 'authorizer') return facts.authorizer.get(rest.join('.')) ?? undefined
  if (second === 'requestId') return facts.requestId
  if (second === 'extendedRequestId') return facts.extendedRequestId
  let value: unknown = facts.request?.variables
  for (const name of [second, ...rest]) value = findMember(value, name)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

function resolveRequest(
  names: readonly string[],
  request: RoutedRequest | undefined,
): string | undefined {
  const [, , place, ...rest] = names
  const name = rest.join('.')
  if (request === undefined) return undefined
  if (place === 'header') return findHeaderValues(request.headers, name).at(-1)
  if (place === 'querystring') return findText(request.query.single, name)
  return place === 'path' ? findText(request.pathParameters, name) : undefined
}

function resolveError(
  name: string | undefined,
  error: ResponseKind | undefined,
): string | undefined {
  if (error === undefined) return undefined
  if (name === 'message') return error.message ?? ''
  if (name === 'messageString') return JSON.stringify(error.message)
  return name === 'responseType' ? error.type : undefined
}

function findText(
  record: Readonly<Record<string, string>> | undefined,
  name: string,
): string | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined
}

function findMember(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return (value as Readonly<Record<string, unknown>>)[name]
}
