/** Node's HTTP modules without their ESM face, whose import loads undici: 14 MB and 60 ms for nothing. @module */

/** `node:http`. */
export const http: typeof import('node:http') = process.getBuiltinModule('node:http')

/** Finds `node:https`, which needs TLS and so is loaded only for a backend that speaks it. */
export function findHttps(): typeof import('node:https') {
  return process.getBuiltinModule('node:https')
}
