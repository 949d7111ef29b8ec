/** One run of a chain and the time it has. @module */
import type { Call } from '../contract/plugin.js'
import type { Clock } from '../contract/runtime.js'
import { Denial } from './denial.js'

/** What a signal that outlives its run says. Made once, because a trace of it would cost more than the chain. */
const ended = new Denial('failure', 'chain.ended', undefined)

/** The largest wait that a timer can hold. */
const longestTimerMilliseconds = 2_147_483_647

/**
 * A run's clock. Plugins see {@link Call}; the rest is for the chain. No timer is armed and no signal made
 * until a plugin returns a promise or asks for them, because most never do.
 */
export class Run implements Call {
  readonly #clock: Clock
  readonly #endsAt: number
  readonly #outer: AbortSignal | undefined
  #controller: AbortController | undefined
  #over: Promise<never> | undefined
  #disarm: (() => void) | undefined

  constructor(clock: Clock, milliseconds: number, outer?: AbortSignal) {
    this.#clock = clock
    this.#endsAt = clock.monotonicMilliseconds() + milliseconds
    this.#outer = outer
    Object.freeze(this)
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.remainingMilliseconds() === 0) this.#controller.abort(deadline())
    void this.#arm()
    return this.#controller.signal
  }

  /** Plugins take it apart, so it does not depend on `this`. */
  readonly remainingMilliseconds = (): number =>
    this.#outer?.aborted === true
      ? 0
      : Math.max(0, this.#endsAt - this.#clock.monotonicMilliseconds())

  /**
   * Waits for a plugin inside its run's time; what comes later is ignored. A call that a test made has no
   * time of its own and waits as it is.
   */
  static async race<T>(call: Call, result: PromiseLike<T>): Promise<T> {
    if (!(#endsAt in call)) return result
    const settled = Promise.resolve(result)
    settled.catch(() => {})
    return Promise.race([settled, call.#arm()])
  }

  /** Frees the timer and aborts what plugins left running. Called once, when the decision stands. */
  static end(run: Run): void {
    run.#disarm?.()
    run.#controller?.abort(ended)
  }

  #arm(): Promise<never> {
    this.#over ??= new Promise<never>((_resolve, reject) => {
      const finish = (): void => {
        this.#disarm?.()
        reject(deadline())
        this.#controller?.abort(deadline())
      }
      const wait = Math.min(this.remainingMilliseconds(), longestTimerMilliseconds)
      const timer = setTimeout(finish, wait)
      this.#outer?.addEventListener('abort', finish, { once: true })
      this.#disarm = () => {
        clearTimeout(timer)
        this.#outer?.removeEventListener('abort', finish)
      }
    })
    // Nobody may be waiting when it rejects, and that must not end the process.
    this.#over.catch(() => {})
    return this.#over
  }
}

function deadline(): Denial {
  return new Denial('failure', 'chain.deadline', undefined)
}
