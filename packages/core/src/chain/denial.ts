/** How a denial travels from a plugin to the end of the chain. @module */
import { failure, isAuthchainError, toCodePrefix } from '../errors.js'
import type { DenialCode } from '../errors.js'

type DenialKind = 'unauthenticated' | 'forbidden' | 'failure'

/** Thrown inside the chain only: what was thrown, who threw it, and what it counts as. */
export class Denial extends Error {
  override readonly name = 'Denial'
  readonly kind: DenialKind
  readonly code: DenialCode
  readonly plugin: string | undefined
  readonly transient: boolean

  constructor(
    kind: DenialKind,
    code: DenialCode,
    plugin: string | undefined,
    origin: { readonly cause?: unknown; readonly transient?: boolean } = {},
  ) {
    super(code, { cause: origin.cause })
    this.kind = kind
    this.code = code
    this.plugin = plugin
    this.transient = origin.transient === true || kind === 'failure'
  }
}

/**
 * Says what a thrown value counts as. Only what this package's constructors made is the caller's fault;
 * everything else is ours. It cannot throw, whatever it is given.
 */
export function toDenial(thrown: unknown, plugin: string | undefined): Denial {
  const prefix = plugin === undefined ? 'chain' : toCodePrefix(plugin)
  const failed: DenialCode = `${prefix}.failed`
  try {
    if (thrown instanceof Denial) return thrown
    if (!isAuthchainError(thrown)) return new Denial('failure', failed, plugin, { cause: thrown })
    const { kind, code, transient } = thrown
    // The code is logged, so one of another form does not count; a config's fault has such a code.
    const checked = failure(code as DenialCode).code
    return new Denial(kind as DenialKind, checked, plugin, { cause: thrown, transient })
  } catch (error) {
    return new Denial('failure', failed, plugin, { cause: error })
  }
}
