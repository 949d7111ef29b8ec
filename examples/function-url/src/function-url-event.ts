/** The event of a Lambda function URL, payload format 2.0. @module */

/**
 * What is read of it. Lambda joins a header's values with a comma, and puts cookies into a list of their own.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
 */
export interface FunctionUrlEvent {
  readonly rawPath: string
  readonly rawQueryString: string
  readonly headers: Readonly<Record<string, string>>
  readonly cookies?: readonly string[]
  readonly requestContext: {
    readonly accountId: string
    readonly apiId: string
    readonly requestId: string
    readonly http: { readonly method: string; readonly sourceIp: string }
  }
}

/** What the function answers. */
export interface FunctionUrlResponse {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}
