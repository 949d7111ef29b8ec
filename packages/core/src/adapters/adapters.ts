/** Which adapter serves which authorizer. @module */
import type { Adapter } from './adapter.js'
import { httpV1 } from './http-v1.js'
import { httpV2 } from './http-v2.js'
import { restRequest } from './rest-request.js'
import { restToken } from './rest-token.js'
import { websocket } from './websocket.js'

/** The part of a config's `authorizer` that decides. */
export interface AdapterChoice {
  readonly api: 'rest' | 'http' | 'websocket'
  readonly type: 'TOKEN' | 'REQUEST'
  readonly payload: '1.0' | '2.0' | null
  readonly simpleResponses: boolean
  /** TOKEN's header. */
  readonly header: string
}

/**
 * Chooses by what the config says. An event cannot choose: it could be of one shape by accident and of
 * another by intent.
 */
export function selectAdapter(choice: AdapterChoice): Adapter {
  const { api, type, payload, simpleResponses, header } = choice
  if (api === 'websocket') return websocket
  if (api === 'http') return payload === '1.0' ? httpV1 : httpV2(simpleResponses)
  return type === 'TOKEN' ? restToken(header) : restRequest
}
