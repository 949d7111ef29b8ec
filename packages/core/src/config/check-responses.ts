/** Checks of `responses`, for every user: types cannot see what API Gateway refuses. @module */
import { ConfigInvalidError } from '../errors.js'
import type { CoreFaultCode } from '../faults.js'

const kinds: readonly string[] = ['unauthenticated', 'forbidden', 'failure']
const keys: readonly string[] = ['status', 'headers', 'body']

const headerName = /^[A-Za-z0-9!#$%&*+.^_`|~-]+$/
/** API Gateway writes these itself. */
const ownHeaders: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'date',
  'transfer-encoding',
])
/** Printable ASCII. A quote would end the text in which API Gateway wants it. */
const headerText = /^[\x20-\x26\x28-\x7e]*$/
const mediaType = /^[\w.+-]+\/[\w.+-]+$/
const longestHeaderValue = 2048
/** The quota of a mapping template, 300 KB. */
const longestBodyBytes = 300_000

/** The expressions that a whole header value may be; see {@link checkResponses}. */
const expression =
  /^\$(?:method\.request\.header\.[\w-]+|context\.requestId|context\.authorizer\.code|stageVariables\.\w+)$/
const variable = /\$(?:context|stageVariables|method)(?:\.[\w-]+)+/g
const bodyVariable =
  /^\$(?:context\.(?:requestId|extendedRequestId|apiId|stage|httpMethod|error\.(?:message|messageString|responseType)|authorizer\.code)|stageVariables\.[\w-]+)$/
const code = '$context.authorizer.code'

/**
 * Checks `responses`. API Gateway fills variables in without escaping them, so only those may stand in a
 * body that no caller writes; and a thrown 401 or 500 has no authorizer context to take a value from.
 *
 * @param responses - As written.
 * @param isRest - Other APIs have no gateway responses.
 * @throws {@link ConfigInvalidError} AC1001 or AC1004. No value stands in the message.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 * @example
 * ```ts
 * checkResponses({ forbidden: { status: 404 } }, true)
 * ```
 */
export function checkResponses(responses: unknown, isRest: boolean): void {
  if (responses === undefined) return
  if (!isRest) {
    throw invalid('', 'HTTP and WebSocket APIs have no gateway responses; remove it, or use REST')
  }
  for (const [kind, response] of entriesOf('', responses, kinds)) {
    if (response === undefined) continue
    const at = `.${kind}`
    const parts = Object.fromEntries(entriesOf(at, response, keys))
    checkStatus(`${at}.status`, parts['status'])
    checkHeaders(`${at}.headers`, parts['headers'], kind)
    checkBody(`${at}.body`, parts['body'], kind)
  }
}

function checkStatus(at: string, status: unknown): void {
  const isStatus = Number.isInteger(status) && (status as number) >= 300 && (status as number) < 600
  if (status === undefined || isStatus) return
  throw invalid(at, 'expected 300 to 599: a denial must not look like success')
}

function checkHeaders(at: string, headers: unknown, kind: string): void {
  if (headers === undefined) return
  const seen = new Set<string>()
  for (const [name, value] of entriesOf(at, headers)) {
    const lower = name.toLowerCase()
    if (!headerName.test(name)) throw invalid(at, 'expected names of headers')
    if (ownHeaders.has(lower)) throw invalid(`${at}.${name}`, 'is set by API Gateway')
    if (seen.has(lower)) throw invalid(`${at}.${name}`, 'stands here twice')
    seen.add(lower)
    checkHeaderValue(`${at}.${name}`, value, kind)
    if (lower === 'content-type' && !mediaType.test(value as string)) {
      throw invalid(`${at}.${name}`, "expected a media type without parameters: 'text/plain'")
    }
  }
}

function checkHeaderValue(at: string, value: unknown, kind: string): void {
  if (typeof value !== 'string' || value.length > longestHeaderValue || !headerText.test(value)) {
    throw invalid(at, `expected at most ${longestHeaderValue} printable ASCII characters without '`)
  }
  if (!value.startsWith('$')) return
  if (!expression.test(value)) {
    throw invalid(at, 'expected text, $method.request.header.Name, $stageVariables.name or ' + code)
  }
  checkContext(at, value, kind)
}

function checkBody(at: string, body: unknown, kind: string): void {
  if (body === undefined) return
  if (typeof body !== 'string' || Buffer.byteLength(body) > longestBodyBytes) {
    throw invalid(at, `expected text of at most ${longestBodyBytes} bytes`)
  }
  for (const [name] of body.matchAll(variable)) {
    if (!bodyVariable.test(name)) {
      throw invalid(at, `${name} is filled in unescaped, so it must not stand in a body`)
    }
    checkContext(at, name, kind)
  }
}

function checkContext(at: string, name: string, kind: string): void {
  if (name !== code || kind === 'forbidden') return
  throw invalid(at, `${code} is empty here: a thrown denial has no context`)
}

function entriesOf(
  at: string,
  value: unknown,
  known?: readonly string[],
): readonly [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(at, 'expected an object')
  }
  for (const key of Object.keys(value)) {
    if (known === undefined || known.includes(key)) continue
    throw invalid(`${at}.${key}`, `Unrecognized key: ${JSON.stringify(key)}`, 'AC1004')
  }
  return Object.entries(value)
}

function invalid(at: string, problem: string, fault: CoreFaultCode = 'AC1001'): ConfigInvalidError {
  return new ConfigInvalidError(fault, `plugins.config: responses${at}: ${problem}`)
}
