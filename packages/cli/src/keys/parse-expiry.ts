/** When a key ends. @module */
import { ToolError } from '../tool-error.js'

const secondsPer: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400, w: 604_800 }

/**
 * Reads a duration from now (`30m`, `12h`, `90d`, `8w`) or a date (`2027-01-31`, the start of that day in UTC).
 *
 * @param nowMilliseconds - Since the epoch.
 * @returns Seconds since the epoch.
 * @throws {@link ToolError} AC3004 for any other text, and for a moment that is not in the future.
 * @example
 * ```ts
 * parseExpiry('90d', Date.now())
 * ```
 */
export function parseExpiry(text: string, nowMilliseconds: number): number {
  const seconds = toSeconds(text, nowMilliseconds)
  if (seconds === undefined) {
    throw new ToolError('AC3004', '--expires: expected 30m, 12h, 90d, 8w or a date like 2027-01-31')
  }
  if (seconds * 1000 <= nowMilliseconds) {
    throw new ToolError('AC3004', '--expires: expected a moment in the future')
  }
  return seconds
}

function toSeconds(text: string, nowMilliseconds: number): number | undefined {
  const duration = /^(?<count>[1-9]\d{0,5})(?<unit>[mhdw])$/.exec(text)?.groups
  if (duration !== undefined) {
    const length = Number(duration['count']) * (secondsPer[duration['unit'] ?? ''] ?? 0)
    return Math.floor(nowMilliseconds / 1000) + length
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const date = new Date(`${text}T00:00:00Z`)
  // 2027-02-31 is read as March by some.
  const isReal = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
  return isReal ? date.getTime() / 1000 : undefined
}
