/** What is known of one secret at the moment: its value, its age, its last fault. @module */
import type { Clock, Logger } from '../contract/runtime.js'
import type { SecretVersion } from '../contract/secret-store.js'
import { failure, isAuthchainError } from '../errors.js'
import type { DenialCode, FailureError } from '../errors.js'
import { toAgeMilliseconds, toInstant } from '../contract/instant.js'
import type { Instant } from '../contract/instant.js'
import { toSecretVersion } from './secret-version.js'

/** How long things are kept, and with what they are timed. */
export interface SecretRules {
  readonly maxAgeSeconds: number
  readonly clock: Clock
  readonly logger: Logger
  /** From 0 up to 1; spreads the refreshes of many processes. */
  readonly random: () => number
}

/** Which secret it is. */
export interface SecretFacts {
  readonly store: string
  readonly name: string
  readonly isConstant: boolean
}

interface Fault {
  readonly code: DenialCode
  /** The error's name, such as `ThrottlingException`. */
  readonly error: string
  /** How often in a row. */
  readonly count: number
  readonly at: Instant
  readonly waitMilliseconds: number
}

/** Of an outage: how long the last known value serves. */
const lastKnownGoodMilliseconds = 24 * 60 * 60 * 1000
const shortestWaitMilliseconds = 5_000
const longestWaitMilliseconds = 30_000

/** One secret of one store. It holds values and facts, never a promise that was rejected. */
export class SecretEntry {
  readonly #facts: SecretFacts
  readonly #rules: SecretRules
  #value: SecretVersion | undefined
  #loadedAt: Instant | undefined
  #freshMilliseconds = 0
  #fault: Fault | undefined
  /** The load that this entry is part of; resolves to whether that ran to its end. */
  flight: Promise<boolean> | undefined

  constructor(facts: SecretFacts, rules: SecretRules) {
    this.#facts = facts
    this.#rules = rules
  }

  get name(): string {
    return this.#facts.name
  }

  /** True when the next read has to load: nothing fresh, and not waiting after a fault. */
  get isDue(): boolean {
    if (this.#fault !== undefined) return this.#age(this.#fault.at) >= this.#fault.waitMilliseconds
    if (this.#loadedAt === undefined) return true
    return !this.#facts.isConstant && this.#age(this.#loadedAt) >= this.#freshMilliseconds
  }

  /** True when there is a value that may serve through an outage. */
  get isStillGood(): boolean {
    const isKnown = this.#value !== undefined && this.#loadedAt !== undefined
    return isKnown && this.#age(this.#loadedAt) < lastKnownGoodMilliseconds
  }

  /**
   * What the last load left: its value, or after an outage the one before it.
   *
   * @throws a failure when there is none that may still be used.
   */
  value(): SecretVersion {
    if (this.#value !== undefined && (this.#fault === undefined || this.isStillGood)) {
      return this.#value
    }
    throw this.#toFailure()
  }

  /** Takes what a store answered; undefined is the answer that there is no such secret. */
  accept(answer: SecretVersion | undefined): void {
    const value: unknown = answer?.value
    if (answer === undefined) return this.#note('secret.missing', 'none')
    if (typeof value !== 'string' || value === '') return this.#note('secret.malformed', 'none')
    const { maxAgeSeconds, random, clock } = this.#rules
    // The same object for the same value: whoever derives something from it can tell by identity.
    if (this.#value?.value !== value) this.#value = toSecretVersion(value)
    this.#loadedAt = toInstant(clock)
    this.#freshMilliseconds = maxAgeSeconds * 1000 * (0.9 + 0.2 * random())
    this.#fault = undefined
  }

  /** Takes what a store threw: a failure of its own such as `secret.denied` is an answer, the rest an outage. */
  reject(error: unknown): void {
    this.#note(isAnswer(error) ? error.code : 'secret.unavailable', toErrorName(error))
  }

  #note(code: DenialCode, error: string): void {
    const { clock, random } = this.#rules
    const count = (this.#fault?.count ?? 0) + 1
    const wait = shortestWaitMilliseconds * 2 ** Math.min(count - 1, 10) * (1 + 0.2 * random())
    const waitMilliseconds = Math.min(longestWaitMilliseconds, wait)
    this.#fault = { code, error, count, at: toInstant(clock), waitMilliseconds }
    // Whoever deleted or closed a secret wants it out of use; only an outage may be bridged.
    if (code !== 'secret.unavailable') this.#value = undefined
    this.#warn()
  }

  #warn(): void {
    const message = this.isStillGood
      ? 'A secret could not be refreshed; its last known value stays in use'
      : 'A secret could not be loaded'
    try {
      this.#rules.logger.warn(message, { ...this.#details(), code: this.#fault?.code ?? '' })
    } catch {
      // A logger that fails must not decide over a request.
    }
  }

  #toFailure(): FailureError {
    return failure(this.#fault?.code ?? 'secret.unavailable', { details: this.#details() })
  }

  #details(): { store: string; name: string; error: string } {
    const { store, name } = this.#facts
    return { store, name, error: this.#fault?.error ?? 'none' }
  }

  #age(since: Instant | undefined): number {
    return since === undefined ? Infinity : toAgeMilliseconds(since, this.#rules.clock)
  }
}

/** True for what a store threw to say that asking again does not help. */
export function isAnswer(error: unknown): error is FailureError {
  return (
    isAuthchainError(error) &&
    error.kind === 'failure' &&
    error.code.startsWith('secret.') &&
    error.code !== 'secret.unavailable'
  )
}

/** An error's code (`ECONNREFUSED`) or name is a class of faults; anything else about it may quote a value. */
function toErrorName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { cause, name } = error
  if (isAnswer(error)) return cause === undefined ? 'none' : toErrorName(cause)
  const code = (error as { readonly code?: unknown }).code
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,63}$/.test(code)) return code
  return /^[A-Za-z]{1,64}$/.test(name) ? name : 'Error'
}
