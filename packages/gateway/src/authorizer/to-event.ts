/** The event that an authorizer is sent, by the kind of its API. @module */
import { toRequestEvent, toTokenEvent } from '../events/authorizer-event.js'
import type { AuthorizerEvent } from '../events/authorizer-event.js'
import { toConnectEvent } from '../events/connect-event.js'
import { toHttpV1Event, toHttpV2Event } from '../events/http-event.js'
import type { RoutedRequest } from '../events/routed-request.js'
import type { Authorizer } from './authorizer.js'

/** @param identity - Values of the identity sources, in their order; empty where one was missing. */
export function toEvent(
  { type, payload }: Pick<Authorizer, 'type' | 'payload'>,
  request: RoutedRequest,
  identity: readonly string[],
): AuthorizerEvent {
  if (type === 'TOKEN') return toTokenEvent(request, identity[0] ?? '')
  switch (request.api.kind) {
    case 'rest':
      return toRequestEvent(request)
    case 'websocket':
      return toConnectEvent(request)
    case 'http':
      break
  }
  return payload === '1.0' ? toHttpV1Event(request, identity) : toHttpV2Event(request, identity)
}
