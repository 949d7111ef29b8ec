/** One line for each request that the local gateway answered. @module */
import type { RequestTrace } from '@authchain/gateway'
import type { Style } from '../report/terminal.js'

/** Longest text about the caller or the reason. */
const longestNote = 60

/** What of a trace stands in its line. No credential is in it: a query is not part of a path. */
export type ShownTrace = Pick<
  RequestTrace,
  | 'method'
  | 'path'
  | 'status'
  | 'effect'
  | 'reason'
  | 'principalId'
  | 'cache'
  | 'durationMilliseconds'
>

/**
 * Writes time, method, path, status, principal or reason, cache and duration.
 *
 * @param now - By the gateway's clock; local time is shown.
 */
export function toRequestLine(trace: ShownTrace, now: Date, style: Style): string {
  const { method, path, status, cache, durationMilliseconds } = trace
  return [
    style('dim', now.toTimeString().slice(0, 8)),
    printable(method).padEnd(6),
    printable(path).padEnd(24),
    style(toTone(status), String(status)),
    shorten(printable(toNote(trace))).padEnd(28),
    style(cache === 'HIT' ? 'cyan' : 'dim', (cache === 'NONE' ? '-' : cache).padEnd(6)),
    style('dim', `${durationMilliseconds.toFixed(1)} ms`),
  ].join('  ')
}

function toNote({ effect, principalId, reason }: ShownTrace): string {
  if (effect !== 'Allow') return reason
  return principalId === null || principalId === '' ? reason : principalId
}

function toTone(status: number): 'green' | 'yellow' | 'red' {
  if (status >= 500) return 'red'
  return status >= 400 ? 'yellow' : 'green'
}

function shorten(text: string): string {
  return text.length <= longestNote ? text : `${text.slice(0, longestNote - 1)}…`
}

/** Control characters, and those that turn the direction of writing or cannot be seen. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** A path is the caller's text: it must not move the cursor or colour the screen. */
function printable(text: string): string {
  return text.replaceAll(unprintable, '�')
}
