/** One run of a chain and the time it has. @module */
import type { Call } from '../contract/plugin.js'
import type { Clock } from '../contract/runtime.js'
import { Denial } from './denial.js'

/** A run: `call` is what plugins see of it. */
export interface Run {
  readonly call: Call
  isOver(): boolean
  /** Settles with `result`, or rejects when the time is up first; what comes later is ignored. */
  race<T>(result: PromiseLike<T>): Promise<T>
  /** Frees the timer and aborts what plugins left running. Called once, when the decision stands. */
  end(): void
}

/** The largest wait that a timer can hold. */
const longestTimerMilliseconds = 2_147_483_647

const runs = new WeakMap<Call, Run>()

/**
 * Starts a run's clock. No timer is armed until a plugin returns a promise or asks for the signal, because
 * most never do.
 */
export function createRun(clock: Clock, milliseconds: number, outer?: AbortSignal): Run {
  const endsAt = clock.monotonicMilliseconds() + milliseconds
  // Most requests never need it, and making one costs as much as the rest of a small chain.
  let controller: AbortController | undefined
  let over: Promise<never> | undefined
  let disarm = (): void => {}

  const remainingMilliseconds = (): number =>
    outer?.aborted === true ? 0 : Math.max(0, endsAt - clock.monotonicMilliseconds())

  const arm = (): Promise<never> => {
    over ??= new Promise<never>((_resolve, reject) => {
      const finish = (): void => {
        disarm()
        reject(deadline())
        controller?.abort(deadline())
      }
      const wait = Math.min(remainingMilliseconds(), longestTimerMilliseconds)
      const timer = setTimeout(finish, wait)
      outer?.addEventListener('abort', finish, { once: true })
      disarm = () => {
        clearTimeout(timer)
        outer?.removeEventListener('abort', finish)
      }
    })
    // Nobody may be waiting when it rejects, and that must not end the process.
    over.catch(() => {})
    return over
  }

  const call: Call = Object.freeze({
    get signal(): AbortSignal {
      controller ??= new AbortController()
      if (remainingMilliseconds() === 0) controller.abort(deadline())
      void arm()
      return controller.signal
    },
    remainingMilliseconds,
  })
  const run: Run = {
    call,
    isOver: () => remainingMilliseconds() === 0,
    async race(result) {
      const settled = Promise.resolve(result)
      settled.catch(() => {})
      return Promise.race([settled, arm()])
    },
    end() {
      disarm()
      controller?.abort(new Denial('failure', 'chain.ended', undefined))
    },
  }
  runs.set(call, run)
  return run
}

/** Waits for a plugin inside its run's time. A call that a test made has no run and waits as it is. */
export async function withinRun<T>(call: Call, result: PromiseLike<T>): Promise<T> {
  const run = runs.get(call)
  return run === undefined ? result : run.race(result)
}

function deadline(): Denial {
  return new Denial('failure', 'chain.deadline', undefined)
}
