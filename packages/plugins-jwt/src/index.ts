/** JSON Web Tokens for authchain: strict verification, key sources, issuers. @module */
export type { JwtAlgorithm } from './algorithm.js'
export { denialCodes, failureCodes } from './codes.js'
export type { JwtDenialCode, JwtFailureCode } from './codes.js'
export { createJwtVerifier } from './create-jwt-verifier.js'
export type { JwtVerifier } from './create-jwt-verifier.js'
export { jwt } from './jwt.js'
export type {
  JsonWebKeySet,
  JwtChecks,
  JwtIssuer,
  JwtOptions,
  JwtProvision,
  KeySource,
} from './options.js'
export { auth0, cognito } from './presets.js'
export type { Auth0Options, CognitoOptions } from './presets.js'
