/** One line for each request that the local gateway answered. @module */
import type { RequestTrace } from '@authchain/gateway'

/** Longest text about the caller or the reason. */
const longestNote = 60

/**
 * Writes time, method, path, status, principal or reason, cache and duration.
 *
 * @param now - Local time is shown.
 */
export function toRequestLine(trace: RequestTrace, now: Date): string {
  const { method, path, status, principalId, cache, durationMilliseconds } = trace
  const note = trace.effect === 'Allow' ? (principalId ?? '') : trace.reason
  return [
    now.toTimeString().slice(0, 8),
    printable(method).padEnd(6),
    printable(path).padEnd(24),
    String(status),
    printable(note).slice(0, longestNote).padEnd(28),
    cache.padEnd(6),
    `${durationMilliseconds.toFixed(1)} ms`,
  ].join('  ')
}

/** A path is the caller's text: it must not move the cursor or colour the screen. */
function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for.
  return text.replaceAll(/[\u0000-\u001F\u007F-\u009F]/g, '�')
}
