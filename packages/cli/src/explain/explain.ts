/** Sends requests to a gateway of their own and records what happens. @module */
import { createAdjustableClock, createGateway, echoIntegration } from '@authchain/gateway'
import type { RequestRecord } from '@authchain/inspector/record'
import type { InvokeRequest } from '../invoke/parse-request.js'
import { toTarget } from '../invoke/to-target.js'
import type { Explained } from './explained.js'
import type { Step } from './parse-step.js'
import { createRecorder } from './recorder.js'

/** What is asked. */
export interface ExplainOptions {
  readonly explained: Explained
  readonly request: InvokeRequest
  /** What follows, with the headers of the first. */
  readonly steps: readonly Step[]
  /** Routes of the API; default every method and path. */
  readonly routes: readonly string[] | undefined
}

/** What an API without a table serves. */
export const everyRoute: readonly string[] = ['ANY /', 'ANY /{proxy+}']

/**
 * Explains a request and those that follow it, one record each. Nothing listens; waiting costs no time.
 *
 * @throws ConfigInvalidError for routes or settings that could not be deployed.
 */
export async function explain(options: ExplainOptions): Promise<readonly RequestRecord[]> {
  const { explained, request, steps, routes } = options
  const records: RequestRecord[] = []
  const clock = createAdjustableClock()
  const recorder = createRecorder({
    origin: 'explain',
    clock,
    describe: () => ({ ...explained, routes: routes ?? explained.routes ?? everyRoute }),
    nextSequence: () => records.length,
    onRecord: (late) => {
      records.push(late.read())
    },
  })
  const gateway = createGateway({
    ...explained.target,
    ...(routes === undefined ? {} : { routes }),
    clock,
    integration: recorder.watch(echoIntegration()),
    onTrace: recorder.onTrace,
  })
  const { headers } = request
  await gateway.inject({ method: request.method, url: toTarget(request), headers })
  for (const step of steps) {
    if (step.kind === 'wait') clock.advance(step.seconds * 1000)
    else await gateway.inject({ method: step.method, url: step.target, headers })
  }
  return records
}
