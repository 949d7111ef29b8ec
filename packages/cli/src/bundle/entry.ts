/** The module that Lambda starts. @module */

/** Longest time, in milliseconds, that set-up may take in Lambda's init phase, which ends at 10 s. */
const warmUpMilliseconds = 5000

/**
 * Writes the entry module: it evaluates the configuration, makes the handler and sets it up in the init
 * phase, whose time is not a request's. Set-up that fails or is late is taken up by the first request.
 *
 * @param specifier - Of the configuration, relative to where the entry is resolved.
 */
export function toEntrySource(specifier: string): string {
  return [
    `import config from ${JSON.stringify(specifier)}`,
    `import { createHandler } from '@authchain/core'`,
    `const tracer = globalThis[Symbol.for('authchain.tracer')]`,
    `export const handler = createHandler(config, tracer === undefined ? {} : { tracer })`,
    `let timer`,
    `const late = new Promise((resolve) => { timer = setTimeout(resolve, ${warmUpMilliseconds}) })`,
    `await Promise.race([handler.warmUp(), late])`,
    `clearTimeout(timer)`,
    '',
  ].join('\n')
}
