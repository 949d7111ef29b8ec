/**
 * The closed table of faults that the CLI reports itself; core's rows (`faults` of `@authchain/core`) stand
 * beside it. Each family has a file under `faults/`: AC2xxx is about building, AC3xxx about running, AC4xxx
 * about the machine it runs on, AC5xxx what `check` finds.
 *
 * @module
 */
import { buildFaults } from './faults/build-faults.js'
import type { BuildFaultCode } from './faults/build-faults.js'
import { checkFaults } from './faults/check-faults.js'
import type { CheckFaultCode } from './faults/check-faults.js'
import type { CliFault } from './faults/cli-fault.js'
import { runFaults } from './faults/run-faults.js'
import type { RunFaultCode } from './faults/run-faults.js'

export type { CliFault } from './faults/cli-fault.js'

/** The codes of {@link cliFaults}. */
export type CliFaultCode = BuildFaultCode | RunFaultCode | CheckFaultCode

/**
 * Every {@link ToolError} carries one of these codes; AC2006, AC2008 and AC2009 are only ever warnings, and
 * so is what `check` finds, AC5012 and AC5017 excepted.
 */
export const cliFaults: Readonly<Record<CliFaultCode, CliFault>> = {
  ...buildFaults,
  ...runFaults,
  ...checkFaults,
}
