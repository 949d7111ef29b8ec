/** Rules over the identity alone. @module */
import type { IdentityBase } from './identity.js'
import type { Plugin } from './plugin.js'

/** A plugin that reads only the identity, so it can stand in `plugins` and, as a rule, in a route table. */
export interface IdentityRule extends Plugin {
  readonly rule: true
  allows(identity: IdentityBase): boolean
}
