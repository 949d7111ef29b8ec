/** What conformance suites are made of. @module */

/**
 * One promise that a subject keeps or breaks.
 *
 * Suites are lists of checks, so that they can be run without a test runner as well.
 */
export interface Check {
  /** A sentence about behaviour. */
  readonly title: string
  /** Says in words what was broken; empty when nothing was. Never quotes a credential or a value. */
  readonly run: () => Promise<readonly string[]>
}

/** Collects what is broken in the course of a check. */
export interface Breaches {
  /** Notes `words` unless `holds`. */
  expect(holds: boolean, words: string): void
}

/** Makes a check of a function that reports what is broken. What it throws is a breach too. */
export function createCheck(
  title: string,
  examine: (breaches: Breaches) => Promise<void> | void,
): Check {
  return { title, run: async () => oneByOne(async () => findBreaches(examine)) }
}

async function findBreaches(
  examine: (breaches: Breaches) => Promise<void> | void,
): Promise<readonly string[]> {
  const found = new Set<string>()
  const breaches: Breaches = {
    expect(holds, words) {
      if (!holds) found.add(words)
    },
  }
  const rejections = watchRejections()
  try {
    await examine(breaches)
    await settle()
  } catch (error) {
    found.add(`it threw ${nameOf(error)}`)
  } finally {
    rejections.stop()
  }
  if (rejections.count() > 0) found.add('a promise was rejected and nobody heard of it')
  return [...found]
}

let last: Promise<unknown> = Promise.resolve()

/** Checks listen to the process and its console, so two at once could not tell whose fault was whose. */
async function oneByOne<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(work)
  last = turn.catch(() => {})
  return turn
}

/** The name of what was thrown, and its code when it has one. Its message may hold anything. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return `a ${typeof error}`
  const { code } = error as { readonly code?: unknown }
  return typeof code === 'string' && /^[\w.]{1,80}$/.test(code)
    ? `${error.name} ${code}`
    : error.name
}

/** Whether `work` settles within `milliseconds`, however it does. */
export async function settlesWithin(
  work: PromiseLike<unknown>,
  milliseconds: number,
): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => {
      resolve(false)
    }, milliseconds)
  })
  const settled = Promise.resolve(work).then(
    () => true,
    () => true,
  )
  try {
    return await Promise.race([settled, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Node tells of an unheard rejection after the microtasks of the turn in which it happened. */
async function settle(): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, 5)
  })
}

/** Listens in place of the runner, so that the check that caused a rejection is the one that fails. */
function watchRejections(): { count: () => number; stop: () => void } {
  const event = 'unhandledRejection'
  const others = process.listeners(event)
  let count = 0
  const listen = (): void => {
    count += 1
  }
  process.removeAllListeners(event)
  process.on(event, listen)
  return {
    count: () => count,
    stop() {
      process.off(event, listen)
      for (const other of others) process.on(event, other)
    },
  }
}
