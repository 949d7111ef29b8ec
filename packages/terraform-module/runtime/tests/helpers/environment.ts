/** Environments as the Terraform module writes them. */

/** `AUTHCHAIN_AUTHORIZER` with nulls for what is not said, as `jsonencode` writes it. */
export function toAuthorizer(facts: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    api: 'rest',
    type: 'REQUEST',
    payload: null,
    simpleResponses: false,
    header: null,
    identitySources: ['method.request.header.Authorization'],
    ttlSeconds: 300,
    ...facts,
  })
}

/** Both variables of a function whose chain stands in its environment. */
export function toEnvironment(
  chain: unknown,
  facts: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, string>> {
  return { AUTHCHAIN_CHAIN: JSON.stringify(chain), AUTHCHAIN_AUTHORIZER: toAuthorizer(facts) }
}
