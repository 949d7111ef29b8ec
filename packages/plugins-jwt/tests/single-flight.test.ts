import { describe, expect, it } from 'vitest'
import { untilAborted } from '@authchain/core'
import { createSingleFlight } from '../src/single-flight.js'

/** A load that ends when it is told to, or with its signal. */
function controlled(): {
  flight: ReturnType<typeof createSingleFlight<string>>
  land: ((value: string) => void)[]
  signals: AbortSignal[]
} {
  const land: ((value: string) => void)[] = []
  const signals: AbortSignal[] = []
  const flight = createSingleFlight<string>(async (signal) => {
    signals.push(signal)
    return untilAborted(new Promise<string>((resolve) => land.push(resolve)), signal)
  })
  return { flight, land, signals }
}
const endless = new AbortController().signal

describe('a single flight', () => {
  it('is shared by those who come while it is under way, and begun anew by those who come later', async () => {
    const { flight, land } = controlled()
    const both = Promise.all([flight.run(endless, 1000), flight.run(endless, 1000)])
    expect(land).toHaveLength(1)
    land[0]?.('first')
    expect(await both).toEqual(['first', 'first'])
    expect(flight.isRunning()).toBe(false)
    const later = flight.run(endless, 1000)
    land[1]?.('second')
    expect(await later).toBe('second')
  })

  it('ends with the call that began it, and another call begins a new one', async () => {
    const { flight, land, signals } = controlled()
    const first = new AbortController()
    const begun = flight.run(first.signal, 1000)
    const joined = flight.run(endless, 1000)
    first.abort()
    await expect(begun).rejects.toBeDefined()
    expect(signals[0]?.aborted).toBe(true)
    await new Promise(setImmediate)
    expect(land).toHaveLength(2)
    land[1]?.('second')
    expect(await joined).toBe('second')
  })

  it('goes on when a call that only joined it ends', async () => {
    const { flight, land } = controlled()
    const begun = flight.run(endless, 1000)
    const guest = new AbortController()
    const joined = flight.run(guest.signal, 1000)
    guest.abort()
    await expect(joined).rejects.toBeDefined()
    land[0]?.('first')
    expect(await begun).toBe('first')
  })

  it('ends for everybody when its time is up', async () => {
    const { flight, signals } = controlled()
    const both = [flight.run(endless, 20), flight.run(endless, 20)]
    for (const { status } of await Promise.allSettled(both)) expect(status).toBe('rejected')
    expect(signals).toHaveLength(1)
    expect(flight.isRunning()).toBe(false)
  })

  it('does not begin for a call that has ended', async () => {
    const { flight, land } = controlled()
    await expect(flight.run(AbortSignal.abort(), 1000)).rejects.toBeDefined()
    expect(land).toHaveLength(0)
  })
})
