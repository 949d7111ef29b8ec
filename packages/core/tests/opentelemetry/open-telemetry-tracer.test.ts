import { SpanStatusCode, context as contexts, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { abstain, anyOf, createChain, createHandler, forbidden, pass } from '../../src/index.js'
import type { AnyPlugin } from '../../src/index.js'
import { openTelemetryTracer } from '../../src/opentelemetry/open-telemetry-tracer.js'
import { createTestContext, createTestLogger, restRequestEvent } from '../../src/testing/index.js'
import { plugin, throwing } from '../helpers/plugins.js'

const exporter = new InMemorySpanExporter()
const secret = 'secret-token'
const event = restRequestEvent({ headers: { Authorization: secret } })

const silent: AnyPlugin = plugin('silent', () => abstain(`no ${secret}`))
const slow: AnyPlugin = plugin('slow', async () => {
  await new Promise((resolve) => setTimeout(resolve, 20))
  return pass({ principalId: secret, claims: { email: secret } })
})

async function decide(...plugins: AnyPlugin[]): Promise<readonly ReadableSpan[]> {
  const runtime = { logger: createTestLogger(), tracer: openTelemetryTracer() }
  const handler = createHandler({ plugins }, runtime)
  await handler(event).catch(() => {})
  return exporter.getFinishedSpans()
}

const toFacts = ({ name, attributes }: ReadableSpan): unknown => [name, attributes]
const toMilliseconds = ([seconds, nanoseconds]: readonly [number, number]): number =>
  seconds * 1000 + nanoseconds / 1e6

describe('spans', () => {
  beforeAll(() => {
    contexts.setGlobalContextManager(new AsyncLocalStorageContextManager())
    const spanProcessors = [new SimpleSpanProcessor(exporter)]
    trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors }))
  })
  afterAll(() => {
    contexts.disable()
    trace.disable()
  })
  beforeEach(() => {
    exporter.reset()
  })

  it('are one for the decision and one below it for each plugin', async () => {
    const spans = await decide(anyOf(silent, slow))
    expect(spans.map(toFacts)).toEqual([
      ['authchain plugin silent', { 'authchain.plugin': 'silent', 'authchain.outcome': 'abstain' }],
      ['authchain plugin slow', { 'authchain.plugin': 'slow', 'authchain.outcome': 'pass' }],
      ['authchain decision', { 'authchain.effect': 'Allow' }],
    ])
    const [first, second, decision] = spans
    const id = decision?.spanContext().spanId
    expect([first?.parentSpanContext?.spanId, second?.parentSpanContext?.spanId]).toEqual([id, id])
  })

  it('begin and end when what they stand for did', async () => {
    const before = Date.now()
    const [quick, waiting, decision] = await decide(anyOf(silent, slow))
    const after = Date.now()
    if (!quick || !waiting || !decision) throw new Error('three spans')
    expect(toMilliseconds(waiting.duration)).toBeGreaterThan(15)
    expect(toMilliseconds(quick.duration)).toBeLessThan(15)
    const times = [
      decision.startTime,
      quick.startTime,
      quick.endTime,
      waiting.startTime,
      waiting.endTime,
      decision.endTime,
    ]
    const inOrder = times.map(toMilliseconds)
    expect(inOrder.toSorted((a, b) => a - b)).toEqual(inOrder)
    expect(inOrder[0]).toBeGreaterThan(before - 2)
    expect(inOrder.at(-1)).toBeLessThan(after + 2)
  })

  it.each<[string, AnyPlugin, string, string, SpanStatusCode]>([
    [
      'a caller who may not',
      throwing('no', forbidden('no.entry')),
      'forbidden',
      'no.entry',
      SpanStatusCode.UNSET,
    ],
    [
      'a plugin that breaks',
      throwing('no', new Error(secret)),
      'failure',
      'no.failed',
      SpanStatusCode.ERROR,
    ],
  ])(
    'say of %s why, and are an error only when it is ours',
    async (_case, made, kind, code, status) => {
      const [step, decision] = await decide(made)
      expect(step?.attributes).toEqual({
        'authchain.plugin': 'no',
        'authchain.outcome': kind,
        'authchain.code': code,
      })
      expect(decision?.attributes).toEqual({
        'authchain.effect': 'Deny',
        'authchain.kind': kind,
        'authchain.code': code,
        'authchain.plugin': 'no',
      })
      expect([step?.status, decision?.status]).toEqual([{ code: status }, { code: status }])
    },
  )

  it('hold no credential, claim, principal or message', async () => {
    await decide(anyOf(silent, slow))
    await decide(throwing('broken', new Error(secret)))
    const spans = exporter.getFinishedSpans()
    const shown = spans.map(({ name, attributes, events, status }) => ({
      name,
      attributes,
      events,
      status,
    }))
    expect(JSON.stringify(shown)).not.toContain(secret)
  })

  it('belong to the span that is active around the invocation', async () => {
    await trace.getTracer('test').startActiveSpan('invocation', async (span) => {
      await decide(slow)
      span.end()
    })
    const spans = exporter.getFinishedSpans()
    const outer = spans.find(({ name }) => name === 'invocation')
    const decision = spans.find(({ name }) => name === 'authchain decision')
    expect(decision?.parentSpanContext?.spanId).toBe(outer?.spanContext().spanId)
  })

  it('of requests that interleave do not mix', async () => {
    const runtime = { logger: createTestLogger(), tracer: openTelemetryTracer() }
    const handler = createHandler({ plugins: [silent, slow].slice(1) }, runtime)
    await Promise.all(Array.from({ length: 10 }, () => handler(event)))
    const spans = exporter.getFinishedSpans()
    const parents = spans
      .filter(({ name }) => name === 'authchain plugin slow')
      .map((span) => span.parentSpanContext?.spanId)
    expect(new Set(parents).size).toBe(10)
    expect(spans).toHaveLength(20)
  })

  it('tell of a chain that is embedded, too', async () => {
    const chain = await createChain({ plugins: [slow] }, { tracer: openTelemetryTracer() })
    await chain(createTestContext())
    expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual([
      'authchain plugin slow',
      'authchain decision',
    ])
  })

  it('tell of an event that was not understood', async () => {
    const runtime = { logger: createTestLogger(), tracer: openTelemetryTracer() }
    await createHandler({ plugins: [slow] }, runtime)(null).catch(() => {})
    expect(exporter.getFinishedSpans().map(toFacts)).toEqual([
      ['authchain decision', expect.objectContaining({ 'authchain.kind': 'failure' })],
    ])
  })
})
