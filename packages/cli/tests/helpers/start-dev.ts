/** A running `authchain dev`. */
import { onTestFinished } from 'vitest'
import { key } from './configs.js'
import { collect, spawnCli } from './run-cli.js'

interface DevEvent {
  readonly event: string
  readonly url?: string
  readonly inspectorUrl?: string | null
  readonly status?: number
  readonly error?: { readonly code: string }
}

export interface Dev {
  readonly url: string
  /** Events so far. */
  events(): readonly DevEvent[]
  /** Resolves with the n-th event of a kind. */
  until(event: string, count?: number): Promise<DevEvent>
  status(path: string): Promise<number>
  interrupt(): Promise<number | null>
}

/** Runs `dev --json` on a free port; killed when the test ends. */
export async function startDev(cwd: string, args: readonly string[] = []): Promise<Dev> {
  const child = spawnCli(['dev', '--port', '0', '--json', ...args], { cwd })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const stdout = collect(child.stdout)
  const closed = new Promise<number | null>((resolve) => {
    child.once('close', resolve)
  })
  const events = (): readonly DevEvent[] =>
    stdout()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as DevEvent)
  const until = async (event: string, count = 1): Promise<DevEvent> => {
    const endsAt = Date.now() + 10_000
    while (Date.now() < endsAt) {
      const found = events().filter((item) => item.event === event)[count - 1]
      if (found !== undefined) return found
      await new Promise((resolve) => {
        setTimeout(resolve, 20)
      })
    }
    throw new Error(`dev said no ${event}: ${stdout()}`)
  }
  const { url = '' } = await until('ready')
  return {
    url,
    events,
    until,
    status: async (path) =>
      (await fetch(new URL(path, url), { headers: { authorization: `Bearer ${key}` } })).status,
    interrupt: async () => {
      child.kill('SIGINT')
      return closed
    },
  }
}
