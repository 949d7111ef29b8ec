/** A recorded request as text to take along. Credentials are placeholders: the record has none. @module */
import type { ExportForm } from '@authchain/inspector/api'
import type { RecordedValue, RequestRecord } from '@authchain/inspector/record'

/**
 * Writes a record in one of the forms.
 *
 * @param url - Where the gateway listens.
 * @returns undefined when there is nothing to write: the authorizer was not invoked and so had no event.
 */
export function exportRecord(
  record: RequestRecord,
  form: ExportForm,
  url: string,
): string | undefined {
  switch (form) {
    case 'curl':
      return toCurl(record, url)
    case 'event':
      return record.event === null ? undefined : `${JSON.stringify(record.event, null, 2)}\n`
    case 'vitest':
      return toTest(record)
    default:
      return form satisfies never
  }
}

/** Clients write these by themselves. */
const ownHeaders = new Set(['host', 'connection', 'content-length', 'transfer-encoding'])

function toCurl(record: RequestRecord, url: string): string {
  const { request } = record
  const names = new Map<string, string>()
  const toShell = ({ name, value, isRedacted }: RecordedValue): string =>
    isRedacted ? `"$${toVariable(name, names)}"` : quote(value)
  const query = request.query.map((pair, index) => {
    const value = pair.isRedacted ? toShell(pair) : quote(encodeURIComponent(pair.value))
    return `${quote(`${index === 0 ? '?' : '&'}${encodeURIComponent(pair.name)}=`)}${value}`
  })
  const headers = kept(request.headers).map(
    (pair) =>
      `  -H ${pair.isRedacted ? `${quote(`${pair.name}: `)}${toShell(pair)}` : quote(`${pair.name}: ${pair.value}`)}`,
  )
  // Paths are sent as they stand: curl would take dot segments out and read braces as lists.
  const target = `${quote(`${url.replace(/\/$/, '')}${request.path}`)}${query.join('')}`
  const command = `curl --path-as-is --globoff -i -X ${quote(request.method)} ${target}`
  const variables = [...names.values()].map((name) => `${name}='…'`)
  return [...variables, [command, ...headers].join(' \\\n'), ''].join('\n')
}

function toTest(record: RequestRecord): string {
  const { request, answer } = record
  const names = new Map<string, string>()
  const toCode = ({ name, value, isRedacted }: RecordedValue): string =>
    isRedacted ? `process.env['${toVariable(name, names)}'] ?? ''` : literal(value)
  const query = request.query.map((pair, index) => {
    const value = pair.isRedacted
      ? `\${encodeURIComponent(${toCode(pair)})}`
      : template(encodeURIComponent(pair.value))
    return `${index === 0 ? '?' : '&'}${template(encodeURIComponent(pair.name))}=${value}`
  })
  const headers = kept(request.headers).map(
    (pair) => `      [${literal(pair.name)}, ${toCode(pair)}],`,
  )
  const title = `answers ${answer.status} to ${request.method} ${request.path}`
  return [
    "import { createGateway } from '@authchain/gateway'",
    "import { expect, it } from 'vitest'",
    "import config from './plugins.config.js'",
    '',
    `it(${literal(title)}, async () => {`,
    '  const gateway = createGateway({ config })',
    '  const response = await gateway.inject({',
    `    method: ${literal(request.method)},`,
    `    url: \`${template(request.path)}${query.join('')}\`,`,
    ...(headers.length === 0 ? [] : ['    headers: [', ...headers, '    ],']),
    '  })',
    `  expect(response.status).toBe(${answer.status})`,
    ...(record.code === null
      ? []
      : [`  expect(response.trace.reason).toBe(${literal(record.code)})`]),
    '})',
    '',
  ].join('\n')
}

function kept(headers: readonly RecordedValue[]): readonly RecordedValue[] {
  return headers.filter(({ name }) => !ownHeaders.has(name.toLowerCase()))
}

/** `X-Api-Key` → `X_API_KEY`, the same for the same name. */
function toVariable(name: string, names: Map<string, string>): string {
  const variable = name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')
  const found = /^[A-Z]/.test(variable) ? variable : `VALUE_${variable}`
  names.set(name.toLowerCase(), found)
  return found
}

/** For a POSIX shell: nothing in single quotes means anything. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

/** As a JavaScript string. */
function literal(text: string): string {
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
  return `'${escaped.replaceAll("'", String.raw`\'`)}'`
}

/** For a template literal. */
function template(text: string): string {
  return text.replaceAll(/[\\`$]/g, String.raw`\$&`)
}
