/** Which adapter serves which authorizer. @module */
import type { Adapter } from './adapter.js'
import { restRequest } from './rest-request.js'
import { restToken } from './rest-token.js'

/** The part of a config's `authorizer` that decides. */
export interface AdapterChoice {
  readonly type: 'TOKEN' | 'REQUEST'
  /** TOKEN's header. */
  readonly header: string
}

/**
 * Chooses by what the config says. An event cannot choose: it could be of one shape by accident and of
 * another by intent.
 */
export function selectAdapter({ type, header }: AdapterChoice): Adapter {
  return type === 'TOKEN' ? restToken(header) : restRequest
}
