/** Why API Gateway cannot read an authorizer's output. @module */

/** Carries a phrase of API Gateway's log. */
export class OutputFault extends Error {
  override readonly name = 'OutputFault'
}
