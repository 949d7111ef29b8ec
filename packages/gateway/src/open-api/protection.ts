/** Who stands before an operation, as its security requirements say. @module */
import { below, invalid, isFields, toFields } from './document.js'
import type { Fields, Place } from './document.js'

/**
 * `authorizer`: a Lambda authorizer, or a scheme of which the document says nothing more. `public`: nobody.
 * `other`: IAM, a Cognito user pool or a JWT authorizer, which this gateway is not.
 */
export type OperationProtection = 'authorizer' | 'public' | 'other'

/** What one operation demands. */
export interface Requirement {
  readonly protection: OperationProtection
  /** Names of the security schemes, in order; empty on a public operation. */
  readonly schemes: readonly string[]
}

/** Reads `security` of an operation, or the document's own where the operation has none. */
export type ReadRequirement = (operation: Fields, place: Place) => Requirement

/**
 * Prepares the security schemes of a document.
 *
 * @throws ConfigInvalidError AC1001 for schemes that are none; the result does for a scheme that is missing.
 */
export function readSecurity(document: Fields, place: Place): ReadRequirement {
  const kinds = readSchemes(document, place)
  const { security: usual = [] } = document
  return (operation, at) => {
    const isOwn = operation['security'] !== undefined
    const from = below(isOwn ? at : place, 'security')
    const schemes = readNames(isOwn ? operation['security'] : usual, from)
    const found = schemes.map((name) => {
      const kind = kinds.get(name)
      if (kind === undefined) throw invalid(from, `no security scheme is called "${name}"`)
      return kind
    })
    if (found.length === 0) return { protection: 'public', schemes }
    return { protection: found.includes('authorizer') ? 'authorizer' : 'other', schemes }
  }
}

function readSchemes(
  document: Fields,
  place: Place,
): ReadonlyMap<string, Exclude<OperationProtection, 'public'>> {
  const at = below(place, 'components', 'securitySchemes')
  const components = toFields(document['components'] ?? {}, below(place, 'components'))
  const schemes = toFields(components['securitySchemes'] ?? {}, at)
  return new Map(
    Object.entries(schemes).map(([name, scheme]) => [
      name,
      toKind(toFields(scheme, below(at, name)), below(at, name)),
    ]),
  )
}

const lambdaTypes = new Set(['token', 'request'])
const otherTypes = new Set(['cognito_user_pools', 'jwt'])

function toKind(scheme: Fields, place: Place): Exclude<OperationProtection, 'public'> {
  const authorizer = scheme['x-amazon-apigateway-authorizer']
  if (authorizer === undefined) {
    return scheme['x-amazon-apigateway-authtype'] === 'awsSigv4' ? 'other' : 'authorizer'
  }
  const at = below(place, 'x-amazon-apigateway-authorizer')
  const type = String(toFields(authorizer, at)['type']).toLowerCase()
  if (lambdaTypes.has(type)) return 'authorizer'
  if (otherTypes.has(type)) return 'other'
  throw invalid(below(at, 'type'), 'token, request, jwt or cognito_user_pools is expected')
}

/** An empty requirement beside others (`- {}`) does not make an operation public: API Gateway knows no "or". */
function readNames(security: unknown, place: Place): readonly string[] {
  if (!Array.isArray(security) || !security.every(isFields)) {
    throw invalid(place, 'a list of objects is expected')
  }
  const names = security.flatMap((requirement) => Object.keys(requirement))
  return [...new Set(names)]
}
