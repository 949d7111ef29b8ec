/** The faults that the prebuilt function reports, besides those of core. @module */
import type { Fault } from '@authchain/core'

/** Rows of the table of faults; all of them keep the function from starting. */
export const runtimeFaults: Readonly<Record<RuntimeFaultCode, Fault>> = {
  AC4001: {
    title: 'The chain does not fit what is deployed',
    fix: 'Change what the message names: the authorizer of the API, or the chain. There is one chain, for one authorizer.',
  },
}

/** The codes of {@link runtimeFaults}. */
export type RuntimeFaultCode = 'AC4001'
