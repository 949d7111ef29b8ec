/** What a caller who was denied is told. @module */
import type { Decision } from '@authchain/core'

type Denied = Extract<Decision, { effect: 'Deny' }>

/** An HTTP response, for any server. */
export interface DenialResponse {
  readonly status: 401 | 403 | 500
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * 401 and 403 with the challenge of RFC 6750, section 3; 500 for what is not the caller's fault. The code says
 * which check denied, so it goes to the log and not to the caller.
 */
export function toDenialResponse({ kind, code }: Denied): DenialResponse {
  if (kind === 'failure') return toResponse(500, 'Internal Server Error')
  if (kind === 'forbidden') return toResponse(403, 'Forbidden', ', error="insufficient_scope"')
  const isAbsent = code === 'chain.no_credential'
  return toResponse(401, 'Unauthorized', isAbsent ? '' : ', error="invalid_token"')
}

function toResponse(
  status: DenialResponse['status'],
  message: string,
  challenge?: string,
): DenialResponse {
  const type = { 'content-type': 'application/json' }
  const headers =
    challenge === undefined
      ? type
      : { ...type, 'www-authenticate': `Bearer realm="orders"${challenge}` }
  return { status, headers, body: JSON.stringify({ message }) }
}
