/** Which inputs an event can supply at all. @module */
import type { AuthorizerShape } from '../config/authorizer-settings.js'
import type { RequestInput } from '../contract/context.js'
import type { AnyPlugin } from '../contract/plugin.js'
import { mergeSequence, toCanonicalInput } from '../contract/requirements.js'
import { ConfigInvalidError } from '../errors.js'

/** A `$connect` request has a route and no method, path or path parameters. */
const absentOnWebSocket: ReadonlySet<RequestInput> = new Set(['method', 'path', 'path-parameters'])

/**
 * Checks that every input that a plugin reads is one that the authorizer's event has.
 *
 * @throws {@link ConfigInvalidError} AC1010, with the plugin, the input and the way out.
 */
export function checkAvailability(plugins: readonly AnyPlugin[], shape: AuthorizerShape): void {
  if (shape.type === 'TOKEN') checkToken(plugins, shape.header)
  if (shape.api !== 'websocket') return
  for (const input of inputsOf(plugins)) {
    if (!absentOnWebSocket.has(input)) continue
    throw new ConfigInvalidError(
      'AC1010',
      `plugins.config: authorizer.api: a WebSocket $connect event does not carry ${input}, which ` +
        `${readerOf(plugins, input)} reads. Do not read it`,
    )
  }
}

/** Which plugin of the list reads an input; for messages. */
export function readerOf(plugins: readonly AnyPlugin[], input: RequestInput): string {
  return plugins.find((plugin) => inputsOf([plugin]).includes(input))?.name ?? 'a plugin'
}

/** A TOKEN event has one header, the method and the path; and API Gateway demands that header. */
function checkToken(plugins: readonly AnyPlugin[], header: string): void {
  const own = toCanonicalInput(`header:${header}`)
  const available: ReadonlySet<RequestInput> = new Set(['token', own, 'method', 'path'])
  for (const input of inputsOf(plugins)) {
    if (available.has(input)) continue
    throw new ConfigInvalidError(
      'AC1010',
      `plugins.config: authorizer.type: a TOKEN event does not carry ${input}, which ` +
        `${readerOf(plugins, input)} reads. Use { type: 'REQUEST' }, or do not read it`,
    )
  }
  const { credentials } = mergeSequence(plugins)
  if (credentials.some((input) => input === 'token' || input === own)) return
  throw new ConfigInvalidError(
    'AC1010',
    `plugins.config: authorizer.type: a TOKEN authorizer demands the ${header} header of every caller, ` +
      "but the plugins let callers pass without it. Use { type: 'REQUEST' }",
  )
}

function inputsOf(plugins: readonly AnyPlugin[]): readonly RequestInput[] {
  const { credentials, inputs } = mergeSequence(plugins)
  return [...credentials, ...inputs]
}
