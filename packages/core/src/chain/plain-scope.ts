/** What an Allow opens when no route table says more. @module */
import type { PolicyScope, ToScope } from '../contract/decision.js'

const stage: PolicyScope = Object.freeze({ kind: 'stage' })
const request: PolicyScope = Object.freeze({ kind: 'request' })

/** Every route of the stage: right when no plugin reads the method, the path or the route. */
export const stageScope: ToScope = () => stage

/** The one request: whatever else shares its cache key is denied. */
export const requestScope: ToScope = () => request
