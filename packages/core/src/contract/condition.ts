/** Conditions over a request, for `when`. @module */
import type { AuthContext, RequestInput } from './context.js'

/** A yes-or-no question about a request, with the inputs that it reads. */
export interface Condition {
  readonly kind: 'condition'
  readonly reads: readonly RequestInput[]
  test(context: AuthContext): boolean
}
