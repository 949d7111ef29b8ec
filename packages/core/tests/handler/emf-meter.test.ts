import { afterEach, describe, expect, it, vi } from 'vitest'
import { abstain, createHandler, pass } from '../../src/index.js'
import type { AnyPlugin } from '../../src/index.js'
import { createTestClock, createTestLogger, restRequestEvent } from '../../src/testing/index.js'
import { plugin } from '../helpers/plugins.js'
import { written } from '../helpers/stdout.js'

const credential: AnyPlugin = plugin(
  'credential',
  ({ token }) => (token === undefined ? abstain('none') : pass({ principalId: token })),
  { credentials: ['token'] },
)

async function documentsOf(headers: Record<string, string>): Promise<readonly unknown[]> {
  const runtime = { logger: createTestLogger(), clock: createTestClock() }
  const handler = createHandler({ plugins: [credential] }, runtime)
  const text = await written(() => handler(restRequestEvent({ headers })).catch(() => {}))
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown)
}

const metrics = [
  { Name: 'Decision', Unit: 'Count' },
  { Name: 'DecisionDuration', Unit: 'Milliseconds' },
]

describe('metrics on standard output', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  it('are one document per decision when a namespace is named', async () => {
    vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'shop')
    vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'orders')
    expect(await documentsOf({ Authorization: 'user-1' })).toEqual([
      {
        _aws: {
          Timestamp: expect.closeTo(Date.now(), -4),
          CloudWatchMetrics: [
            { Namespace: 'shop', Dimensions: [['service', 'effect']], Metrics: metrics },
          ],
        },
        service: 'orders',
        effect: 'Allow',
        Decision: 1,
        DecisionDuration: 0,
      },
    ])
  })

  it('say of a denial why and by which plugin, beside the sum of all denials', async () => {
    vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'shop')
    const sets = [
      ['service', 'effect'],
      ['service', 'effect', 'code', 'plugin'],
    ]
    expect(await documentsOf({})).toEqual([
      {
        _aws: expect.objectContaining({
          CloudWatchMetrics: [{ Namespace: 'shop', Dimensions: sets, Metrics: metrics }],
        }),
        service: 'authorizer',
        effect: 'Deny',
        code: 'chain.no_credential',
        plugin: 'chain',
        Decision: 1,
        DecisionDuration: 0,
      },
    ])
  })

  it.each([undefined, ''])('are absent when the namespace is %j', async (namespace) => {
    vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', namespace)
    expect(await documentsOf({ Authorization: 'user-1' })).toEqual([])
  })

  it('hold nothing of the request', async () => {
    vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'shop')
    const [document] = await documentsOf({ Authorization: 'user-1', 'X-Tenant': 'acme' })
    expect(JSON.stringify(document)).not.toMatch(/user-1|acme|orders|abcdef123/)
  })

  it('go to injected metrics instead, durations where they take them', async () => {
    vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'shop')
    const told: unknown[] = []
    const handler = createHandler(
      { plugins: [credential] },
      {
        logger: createTestLogger(),
        clock: createTestClock(),
        metrics: {
          count: (...given) => told.push(['count', ...given]),
          duration: (...given) => told.push(['duration', ...given]),
        },
      },
    )
    const event = restRequestEvent({ headers: { Authorization: 'user-1' } })
    expect(await written(() => handler(event))).toBe('')
    expect(told).toEqual([
      ['count', 'Decision', { effect: 'Allow' }],
      ['duration', 'DecisionDuration', { effect: 'Allow' }, 0],
    ])
  })
})
