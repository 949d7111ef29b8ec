/** A function behind a function URL, which has no authorizer of its own. @module */
import { createChain, toAuthContext } from '@authchain/core'
import type { AuthContext, Chain } from '@authchain/core'
import config from '../plugins.config.ts'
import { toDenialResponse } from './denial-response.ts'
import type { FunctionUrlEvent, FunctionUrlResponse } from './function-url-event.ts'

// In the init phase. If it fails, Lambda starts the function anew for the next request.
const chain: Chain = await createChain(config)

/** Answers who is asking. */
export async function handler(event: FunctionUrlEvent): Promise<FunctionUrlResponse> {
  const decision = await chain(toContext(event))
  if (decision.effect === 'Deny') {
    const { status: statusCode, headers, body } = toDenialResponse(decision)
    return { statusCode, headers, body }
  }
  const { principalId, context } = decision
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ principalId, issuer: context['issuer'] }),
  }
}

function toContext(event: FunctionUrlEvent): AuthContext {
  const { accountId, apiId, requestId, http } = event.requestContext
  return toAuthContext({
    method: http.method,
    path: event.rawPath,
    query: new URLSearchParams(event.rawQueryString),
    headers: { ...event.headers, cookie: event.cookies ?? [] },
    sourceIp: http.sourceIp,
    requestId,
    resourceArn: { accountId, apiId },
  })
}
