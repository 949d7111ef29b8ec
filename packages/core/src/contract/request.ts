/** The full context of one request, made by an adapter from an event. @module */
import { unauthenticated } from '../errors.js'
import type { AuthContext, EventSource, ResourceArn } from './context.js'

/** Names to all values that were sent under them. Header names are in lower case. */
export type ValueLists = ReadonlyMap<string, readonly string[]>

/** What an adapter knows; left out is absent. */
export interface RequestParts {
  readonly source: EventSource
  readonly resourceArn: ResourceArn
  readonly requestId?: string | undefined
  /** Set by TOKEN events alone; elsewhere the token is the `Authorization` header. */
  readonly token?: string | undefined
  readonly method?: string | undefined
  readonly path?: string | undefined
  readonly route?: string | undefined
  readonly sourceIp?: string | undefined
  readonly headers?: ValueLists
  readonly query?: ValueLists
  readonly pathParameters?: ValueLists
  readonly stageVariables?: ValueLists
}

const nothing: ValueLists = new Map()

/**
 * Makes the frozen context of one request.
 *
 * @example
 * ```ts
 * const context = createContext({ source: 'rest-request', resourceArn, headers: new Map([['x-tenant', ['acme']]]) })
 * context.header('X-Tenant') // 'acme'
 * ```
 */
export function createContext(parts: RequestParts): AuthContext {
  return new RequestContext(parts)
}

class RequestContext implements AuthContext {
  readonly source: EventSource
  readonly requestId: string
  readonly method: string | undefined
  readonly path: string | undefined
  readonly route: string | undefined
  readonly sourceIp: string | undefined
  readonly resourceArn: ResourceArn
  readonly #parts: RequestParts

  constructor(parts: RequestParts) {
    this.source = parts.source
    this.requestId = parts.requestId ?? ''
    this.method = parts.method
    this.path = parts.path
    this.route = parts.route
    this.sourceIp = parts.sourceIp
    this.resourceArn = Object.freeze(parts.resourceArn)
    this.#parts = parts
    Object.freeze(this)
  }

  get token(): string | undefined {
    return this.source === 'rest-token' ? this.#parts.token : this.header('authorization')
  }

  header(name: string): string | undefined {
    return oneValue((this.#parts.headers ?? nothing).get(name.toLowerCase()))
  }

  query(name: string): string | undefined {
    return oneValue((this.#parts.query ?? nothing).get(name))
  }

  cookie(name: string): string | undefined {
    return oneValue(cookieValues((this.#parts.headers ?? nothing).get('cookie') ?? [], name))
  }

  pathParameter(name: string): string | undefined {
    return oneValue((this.#parts.pathParameters ?? nothing).get(name))
  }

  stageVariable(name: string): string | undefined {
    return oneValue((this.#parts.stageVariables ?? nothing).get(name))
  }
}

/** Two parties that read different ones of two values is how requests are smuggled, so no one value is picked. */
function oneValue(values: readonly string[] | undefined): string | undefined {
  if (values === undefined) return undefined
  const [first] = values
  for (const value of values) {
    if (value !== first) throw unauthenticated('request.ambiguous')
  }
  return first
}

/** RFC 6265 section 4.2.1: `name=value` pairs between semicolons. Quotes belong to the value. */
function cookieValues(headers: readonly string[], name: string): string[] {
  const values: string[] = []
  for (const header of headers) {
    for (const pair of header.split(';')) {
      const at = pair.indexOf('=')
      if (at !== -1 && pair.slice(0, at).trim() === name) values.push(pair.slice(at + 1).trim())
    }
  }
  return values
}
