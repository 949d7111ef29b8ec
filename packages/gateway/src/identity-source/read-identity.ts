/** Reads the identity sources of one request. All have to be there: API Gateway knows no "or". @module */
import type { Assumptions, RelyOn } from '../assumptions.js'
import type { RoutedRequest } from '../events/routed-request.js'
import type { IdentitySource } from './identity-source.js'

/** The values in order of their sources, or the first source that is absent or empty. */
export type Identity =
  | { readonly kind: 'complete'; readonly values: readonly string[] }
  | { readonly kind: 'missing'; readonly source: IdentitySource }

/** Header names are compared without case, all other names with it; values are never normalised. */
export function readIdentity(
  sources: readonly IdentitySource[],
  request: RoutedRequest,
  assumptions: Assumptions,
  relyOn: RelyOn,
): Identity {
  const values: string[] = []
  for (const source of sources) {
    const value = readSource(source, request, assumptions, relyOn)
    if (value === undefined || value === '') return { kind: 'missing', source }
    values.push(value)
  }
  return { kind: 'complete', values }
}

function readSource(
  source: IdentitySource,
  request: RoutedRequest,
  assumptions: Assumptions,
  relyOn: RelyOn,
): string | undefined {
  switch (source.kind) {
    case 'header': {
      const values = request.headerValues(source.name)
      return pick(values, request, assumptions, relyOn)
    }
    case 'query': {
      const { multi } = request.query
      const values = Object.hasOwn(multi, source.name) ? (multi[source.name] ?? []) : []
      return request.api.kind === 'http'
        ? pick(values, request, assumptions, relyOn)
        : values.at(-1)
    }
    case 'stage-variable':
      return findOwn(request.api.stageVariables, source.name)
    case 'context':
      break
  }
  return findNested(request.variables, source.name.split('.'))
}

/** The one value, or what an assumption makes of several. */
function pick(
  values: readonly string[],
  { api }: RoutedRequest,
  assumptions: Assumptions,
  relyOn: RelyOn,
): string | undefined {
  if (values.length <= 1) return values[0]
  if (api.kind === 'http') {
    relyOn('repeatedHttpValue')
    return assumptions.repeatedHttpValue === 'join' ? values.join(',') : values.at(-1)
  }
  relyOn('repeatedHeader')
  return assumptions.repeatedHeader === 'first' ? values[0] : values.at(-1)
}

function findOwn(record: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

function findNested(record: unknown, names: readonly string[]): string | undefined {
  let value = record
  for (const name of names) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Readonly<Record<string, unknown>>)[name]
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
