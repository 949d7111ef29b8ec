/** Which routes an OpenAPI document deploys, and which of them have an authorizer. @module */
import { ConfigInvalidError } from '@authchain/core'
import { checkGatewayResponses } from '../gateway-responses/gateway-response.js'
import type { GatewayResponses } from '../gateway-responses/gateway-response.js'
import { defaultRoute, parseHttpRoutePattern } from '../routes/route-pattern.js'
import { below, invalid, parseDocument, toFields, toPointer } from './document.js'
import type { Fields, Place } from './document.js'
import { readSecurity } from './protection.js'
import type { OperationProtection, ReadRequirement } from './protection.js'

/** One operation. */
export interface OpenApiOperation {
  /** `GET /orders/{id}`, `ANY /{proxy+}` or `$default`. */
  readonly pattern: string
  readonly protection: OperationProtection
  /** Names of its security schemes. */
  readonly schemes: readonly string[]
  /** Where it stands, as a JSON pointer. */
  readonly pointer: string
}

/** What a document says; its first members are options of `createGateway`. */
export interface OpenApiRoutes {
  /** Routes that have the authorizer. */
  readonly routes: readonly string[]
  /** Routes that nobody stands before. */
  readonly publicRoutes: readonly string[]
  /** `x-amazon-apigateway-gateway-responses`; absent when the document has none. */
  readonly gatewayResponses?: GatewayResponses
  /** Routes with IAM, Cognito or JWT authorizers. A gateway does not serve them: it is none of these. */
  readonly otherRoutes: readonly string[]
  readonly operations: readonly OpenApiOperation[]
}

const methods: Readonly<Record<string, string>> = {
  get: 'GET',
  head: 'HEAD',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
  options: 'OPTIONS',
  'x-amazon-apigateway-any-method': 'ANY',
}

/**
 * Reads an OpenAPI 3 document, YAML or JSON. An operation is protected when it, or the document, names a
 * security scheme, and public with `security: []` or where nothing says otherwise. Integrations are not read.
 *
 * @param text - The document.
 * @param name - The file's name, for errors.
 * @throws ConfigInvalidError AC1001 with file and JSON pointer.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 * @example
 * ```ts
 * const gateway = createGateway({ config, ...parseOpenApiRoutes(text, 'openapi.yaml') })
 * ```
 */
export function parseOpenApiRoutes(text: string, name: string): OpenApiRoutes {
  const document = parseDocument(text, name)
  const place: Place = { file: name, path: [] }
  if (typeof document['openapi'] !== 'string' || !document['openapi'].startsWith('3.')) {
    throw invalid(below(place, 'openapi'), 'version 3 is expected')
  }
  const readRequirement = readSecurity(document, place)
  const at = below(place, 'paths')
  const operations = Object.entries(toFields(document['paths'] ?? {}, at)).flatMap(
    ([path, item]) => {
      const here = below(at, path)
      return path.startsWith('x-')
        ? []
        : readPath(path, toFields(item, here), here, readRequirement)
    },
  )
  const patternsOf = (protection: OperationProtection): readonly string[] =>
    operations.filter((each) => each.protection === protection).map(({ pattern }) => pattern)
  return {
    routes: patternsOf('authorizer'),
    publicRoutes: patternsOf('public'),
    ...readGatewayResponses(document, place),
    otherRoutes: patternsOf('other'),
    operations,
  }
}

function readPath(
  path: string,
  item: Fields,
  place: Place,
  readRequirement: ReadRequirement,
): readonly OpenApiOperation[] {
  if (item['$ref'] !== undefined) throw invalid(below(place, '$ref'), 'references are not followed')
  if (item['trace'] !== undefined) throw invalid(below(place, 'trace'), 'API Gateway has no TRACE')
  return Object.entries(methods).flatMap(([key, method]) => {
    if (item[key] === undefined) return []
    const at = below(place, key)
    const operation = toFields(item[key], at)
    const pattern = path === `/${defaultRoute}` ? defaultRoute : `${method} ${path}`
    checkPattern(pattern, at)
    return [{ pattern, ...readRequirement(operation, at), pointer: toPointer(at) }]
  })
}

function checkPattern(pattern: string, place: Place): void {
  try {
    if (pattern.endsWith('*')) throw invalid(place, 'a path has no wildcards')
    parseHttpRoutePattern(pattern)
  } catch (cause) {
    if (!(cause instanceof ConfigInvalidError)) throw cause
    throw invalid(place, `"${pattern}" is no route of API Gateway`)
  }
}

function readGatewayResponses(
  document: Fields,
  place: Place,
): { readonly gatewayResponses?: GatewayResponses } {
  const key = 'x-amazon-apigateway-gateway-responses'
  if (document[key] === undefined) return {}
  const at = below(place, key)
  const responses = toFields(document[key], at)
  for (const [type, response] of Object.entries(responses)) {
    const fields = toFields(response, below(at, type))
    for (const part of ['responseParameters', 'responseTemplates']) {
      const texts = toFields(fields[part] ?? {}, below(at, type, part))
      if (!Object.values(texts).every((text) => typeof text === 'string')) {
        throw invalid(below(at, type, part), 'texts are expected')
      }
    }
    try {
      checkGatewayResponses({ [type]: fields })
    } catch (cause) {
      if (!(cause instanceof ConfigInvalidError)) throw cause
      throw invalid(below(at, type), 'not a status or a parameter that could be sent')
    }
  }
  return { gatewayResponses: responses }
}
