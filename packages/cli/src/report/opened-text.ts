/** What an Allow opens, in words. @module */
import type { CachePlan } from '@authchain/core/manifest'

const texts: Readonly<Record<CachePlan['scope'], string>> = {
  stage: 'every route of the stage',
  request: 'the one request',
  'routes-complete': 'what the route table allows, for every path',
  routes: 'what the route table allows, for every deployed route',
  'per-route': 'the route that was asked for',
}

/** The text for a plan: the same in every command. */
export function toOpenedText({ api, scope }: Pick<CachePlan, 'api' | 'scope'>): string {
  return api === 'websocket' ? 'the connection' : texts[scope]
}
