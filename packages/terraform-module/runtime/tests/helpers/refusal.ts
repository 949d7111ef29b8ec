/** Why a function does not start. */
import { isAuthchainError } from '@authchain/core'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { start } from '../../src/start.js'

const folder = join(tmpdir(), 'nothing-is-here')

/** Code and message, or `started`. */
export async function refusal(environment: Readonly<Record<string, string>>): Promise<string> {
  try {
    await start({ environment, folder })
    return 'started'
  } catch (error) {
    if (!isAuthchainError(error)) throw error
    return `${error.code} ${error.message}`
  }
}
