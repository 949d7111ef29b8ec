/** One row of the tables beside this file. @module */
import type { Fault } from '@authchain/core'

/** What a code means, why it is refused and how it is mended. */
export interface CliFault extends Fault {
  readonly why: string
  /** 2: the user's input is wrong; 1: it is right and something failed. */
  readonly exitCode: 1 | 2
}
