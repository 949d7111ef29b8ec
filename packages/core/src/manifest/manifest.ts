/** The one file that infrastructure reads. @module */
import type { AuthorizerShape } from '../config/authorizer-settings.js'

/** What `authchain build` writes to `.authchain/manifest.json`. Keys may be added within one `schemaVersion`; none changes or goes. */
export interface Manifest {
  /** Where the JSON Schema is, for editors. Ignored. */
  readonly $schema?: string | undefined
  readonly schemaVersion: 1
  /** Of the `authchain` that wrote the file. */
  readonly authchainVersion: string
  readonly authorizer: ManifestAuthorizer
  readonly policy: ManifestPolicy
  readonly function: ManifestFunction
  /** What the bytes of the bundle are for, largest first; minified, not compressed. */
  readonly parts: readonly { readonly name: string; readonly bytes: number }[]
  /** Variables that the function must have, exactly; sorted by name. */
  readonly environment: readonly ManifestVariable[]
  /** Secrets by reference, sorted; never a value. */
  readonly secrets: readonly ManifestSecret[]
  /** What the function's role must allow, besides writing logs; sorted by `sid`. */
  readonly statements: readonly ManifestStatement[]
  /** Host names that the function connects to, sorted; for egress rules. AWS services are not among them. */
  readonly hosts: readonly string[]
  /** Gateway responses of a REST API; null when the config says nothing of them. */
  readonly responses: ManifestResponses | null
}

/** How the authorizer is set up on the API. */
export interface ManifestAuthorizer extends Pick<
  AuthorizerShape,
  'api' | 'type' | 'payload' | 'simpleResponses' | 'validationExpression'
> {
  /** Of a TOKEN authorizer; null elsewhere. */
  readonly header: string | null
  /** 0 to 3600; 0 turns the cache off. */
  readonly ttlSeconds: number
  /** In the API's own grammar: `method.request.header.Authorization`, `$request.header.Authorization`. May be empty. */
  readonly identitySources: readonly string[]
}

/** What an Allow opens. */
export interface ManifestPolicy {
  /**
   * | scope             | an Allow opens                                                                   |
   * | ----------------- | -------------------------------------------------------------------------------- |
   * | `stage`           | every route of the stage                                                         |
   * | `request`         | the one request; never cached                                                    |
   * | `routes`          | the caller's listed routes; right as long as the API deploys no route but `routes` |
   * | `routes-complete` | the caller's listed routes, whatever else the API deploys                        |
   * | `per-route`       | the route of the request, which is part of the cache key                         |
   */
  readonly scope: 'stage' | 'request' | 'routes' | 'routes-complete' | 'per-route'
  /** Of the longest policy that the chain can return, in bytes of JSON; 0 for simple responses. */
  readonly worstCaseBytes: number
  /** Patterns of the route table in the order of the config (`GET /orders/{id}`); null without a table. */
  readonly routes: readonly string[] | null
}

/** The Lambda function. */
export interface ManifestFunction {
  /** `index.handler`. */
  readonly handler: string
  /** A Lambda runtime, `nodejs22.x`. */
  readonly runtime: string
  /** Those that the archive runs on. */
  readonly architectures: readonly ('arm64' | 'x86_64')[]
  /** The archive, relative to the manifest. */
  readonly file: string
  /** Of the archive, in hex. */
  readonly sha256Hex: string
  /** Of the archive, as Lambda and Terraform want it (`source_code_hash`). */
  readonly sha256Base64: string
  /** Of the archive. */
  readonly bytes: number
  /** The longest that the chain may take; the function's timeout must be longer by 250 ms or more. */
  readonly deadlineMilliseconds: number
}

/** One environment variable. */
export interface ManifestVariable {
  readonly name: string
  /** True for what `env()` refers to. Its value never stands here. */
  readonly secret: boolean
  /** What the config read while it was built; null for a secret and for a variable that must stay unset. */
  readonly value: string | null
}

/** One reference to a secret. */
export interface ManifestSecret {
  /** `ssm`, `secrets-manager`, `env`, or a store of somebody else's. */
  readonly store: string
  /** Of the parameter, secret or variable. Empty for a literal. */
  readonly name: string
}

/** One statement of the role's policy. `Effect` is `Allow`. */
export interface ManifestStatement {
  /** Letters and digits; the same for the same statement. */
  readonly sid: string
  readonly actions: readonly string[]
  /** ARNs with `${partition}`, `${region}` and `${account}` to be replaced; nothing else is. */
  readonly resources: readonly string[]
}

/** Answers by kind of denial; null where API Gateway's own stays. */
export interface ManifestResponses {
  readonly unauthenticated: ManifestResponse | null
  readonly forbidden: ManifestResponse | null
  readonly failure: ManifestResponse | null
}

/** One gateway response, as `PutGatewayResponse` takes it. */
export interface ManifestResponse {
  readonly gatewayResponse: 'UNAUTHORIZED' | 'ACCESS_DENIED' | 'AUTHORIZER_CONFIGURATION_ERROR'
  /** 300 to 599. */
  readonly status: number
  /**
   * Header to mapping expression: `'*'` with its quotes, or `method.request.header.Origin`. The key of
   * `responseParameters` is `gatewayresponse.header.` and the header.
   */
  readonly headers: Readonly<Record<string, string>>
  /** The key of `responseTemplates`. */
  readonly contentType: string
  /** The template under that key. */
  readonly body: string
}
