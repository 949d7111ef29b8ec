/** Starts the account once for all files; says what is left out where it cannot. @module */
import type { TestProject } from 'vitest/node'
import { startCodeRecorder } from './code-recorder.js'
import { startMoto } from './moto.js'
import { findMissing } from './programs.js'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the account; null when the tests are left out. */
    motoUrl: string | null
  }
}

export default async function setUp(project: TestProject): Promise<(() => void) | undefined> {
  const missing = findMissing()
  if (missing !== undefined) {
    process.stderr.write(`All Terraform tests are left out: ${missing}\n`)
    project.provide('motoUrl', null)
    return undefined
  }
  const moto = await startMoto()
  const recorder = await startCodeRecorder(moto.url)
  project.provide('motoUrl', recorder.url)
  return () => {
    recorder.stop()
    moto.stop()
  }
}
