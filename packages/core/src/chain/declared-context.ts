/** The request as one plugin may see it. @module */
import type { AuthContext, EventSource, RequestInput, ResourceArn } from '../contract/context.js'
import type { PluginRequirements } from '../contract/plugin.js'
import { toCanonicalInput } from '../contract/requirements.js'
import { failure } from '../errors.js'

/** The inputs that a plugin declared, as a set to ask. */
export type DeclaredInputs = ReadonlySet<string>

/** What a plugin with these requirements may read. */
export function toDeclaredInputs(requires: PluginRequirements): DeclaredInputs {
  const { credentials = [], inputs = [] } = requires
  const declared = new Set<string>([...credentials, ...inputs].map(toCanonicalInput))
  if (declared.has('user-agent')) declared.add('header:user-agent')
  return declared
}

/**
 * Hands out what was declared and nothing else. A read that fails here counts even when the plugin catches
 * the error: {@link DeclaredContext.violationOf} keeps it for the guard.
 */
export class DeclaredContext implements AuthContext {
  readonly #context: AuthContext
  readonly #declared: DeclaredInputs
  #violation: unknown

  constructor(context: AuthContext, declared: DeclaredInputs) {
    this.#context = context
    this.#declared = declared
    Object.freeze(this)
  }

  /** What the first read that failed threw; undefined while all is well. */
  static violationOf(view: DeclaredContext): unknown {
    return view.#violation
  }

  get source(): EventSource {
    return this.#context.source
  }
  get requestId(): string {
    return this.#context.requestId
  }
  get resourceArn(): ResourceArn {
    return this.#context.resourceArn
  }
  get token(): string | undefined {
    return this.#read('token', 'token')
  }
  get method(): string | undefined {
    return this.#read('method', 'method')
  }
  get path(): string | undefined {
    return this.#read('path', 'path')
  }
  get route(): string | undefined {
    return this.#read('route', 'route')
  }
  get sourceIp(): string | undefined {
    return this.#read('source-ip', 'sourceIp')
  }

  header(name: string): string | undefined {
    return this.#read(`header:${name}`, 'header', name)
  }
  query(name: string): string | undefined {
    return this.#read(`query:${name}`, 'query', name)
  }
  cookie(name: string): string | undefined {
    return this.#read(`cookie:${name}`, 'cookie', name)
  }
  pathParameter(name: string): string | undefined {
    return this.#read('path-parameters', 'pathParameter', name)
  }
  stageVariable(name: string): string | undefined {
    return this.#read(`stage-variable:${name}`, 'stageVariable', name)
  }

  #read(input: RequestInput, member: ReadMember, name = ''): string | undefined {
    try {
      if (!this.#declared.has(toCanonicalInput(input))) {
        throw failure('chain.undeclared_input', { details: { input } })
      }
      const context = this.#context
      const value = context[member]
      return typeof value === 'function' ? value.call(context, name) : value
    } catch (error) {
      this.#violation ??= error
      throw error
    }
  }
}

/** The members of a context that are inputs. */
type ReadMember = Exclude<keyof AuthContext, 'source' | 'requestId' | 'resourceArn'>
