/**
 * Behaviour of API Gateway that AWS does not document and nobody has published a capture of. Each has a
 * name, a default and an alternative, so that a measurement on AWS changes one word and not the code.
 *
 * @module
 */

/** What the gateway assumes where the real service has not been measured. */
export interface Assumptions {
  /** An authorizer's output without a principalId: 500, or accepted. */
  readonly missingPrincipalId: 'fail' | 'accept'
  /** A REQUEST authorizer with TTL 0 and an identity source that is missing: 401, or asked all the same. */
  readonly sourcesWithoutCache: 'enforce' | 'ignore'
  /** The validation expression has to match the whole header, or any part of it. */
  readonly validationExpression: 'full' | 'partial'
  /** The error message that means 401: `Unauthorized` alone, or in any case of letters. */
  readonly unauthorizedWord: 'exact' | 'any-case'
  /** A policy with no statements: 403 as nothing allows, or 500. */
  readonly emptyStatement: 'deny' | 'fail'
  /** A policy without a Version: read as 2008-10-17, or 500. */
  readonly missingVersion: 'accept' | 'fail'
  /** The value of an identity source header that was sent more than once. */
  readonly repeatedHeader: 'last' | 'first'
  /** Slashes beyond the first at the start of a path, in routing only; the ARN always keeps them. */
  readonly leadingSlashes: 'ignore' | 'keep'
  /** An authorizer of an HTTP or WebSocket API that throws `Unauthorized`: 401, or 500. */
  readonly thrownUnauthorized: 'unauthorized' | 'fail'
  /** The identity of an HTTP API's source that was sent more than once: joined with commas, or the last. */
  readonly repeatedHttpValue: 'join' | 'last'
  /** A simple response with members besides `isAuthorized` and `context`: 500, or read without them. */
  readonly simpleUnknownKeys: 'fail' | 'ignore'
  /** `principalId` of a policy response in `requestContext.authorizer.lambda`. */
  readonly principalInLambda: 'absent' | 'present'
}

/** The name of one assumption. */
export type AssumptionName = keyof Assumptions

/** The defaults. None of them lets a request pass that its alternative is sure to deny, save where AWS is reported to. */
export const defaultAssumptions: Assumptions = Object.freeze({
  missingPrincipalId: 'fail',
  sourcesWithoutCache: 'enforce',
  validationExpression: 'full',
  unauthorizedWord: 'exact',
  emptyStatement: 'deny',
  missingVersion: 'accept',
  repeatedHeader: 'last',
  leadingSlashes: 'ignore',
  thrownUnauthorized: 'unauthorized',
  repeatedHttpValue: 'join',
  simpleUnknownKeys: 'fail',
  principalInLambda: 'absent',
})

/** Says that a decision rested on an assumption. */
export type RelyOn = (name: AssumptionName) => void
