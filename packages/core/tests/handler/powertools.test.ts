/** Powertools itself, injected as the README shows. */
import { Logger } from '@aws-lambda-powertools/logger'
import { MetricUnit, Metrics } from '@aws-lambda-powertools/metrics'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createHandler, pass } from '../../src/index.js'
import type { Logger as CoreLogger, Metrics as CoreMetrics } from '../../src/index.js'
import { restRequestEvent } from '../../src/testing/index.js'
import { createLambdaLogger } from '../../src/handler/lambda-logger.js'
import { plugin } from '../helpers/plugins.js'
import { written } from '../helpers/stdout.js'

const anybody = plugin('anybody', () => pass({ principalId: 'user-1' }))
const event = restRequestEvent()

function toLogger(powertools: Logger): CoreLogger {
  const at =
    (level: keyof CoreLogger): CoreLogger['info'] =>
    (message, fields = {}) => {
      powertools[level](message, fields)
    }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

function toMetrics(powertools: Metrics): CoreMetrics {
  return {
    count(name, dimensions, value = 1) {
      const metric = powertools.singleMetric()
      metric.addDimensions({ ...dimensions })
      metric.addMetric(name, MetricUnit.Count, value)
    },
  }
}

function linesOn(target: Console): Record<string, unknown>[] {
  const lines: Record<string, unknown>[] = []
  for (const method of ['info', 'error', 'log'] as const) {
    vi.spyOn(target, method).mockImplementation((line: string) => {
      lines.push(JSON.parse(line) as Record<string, unknown>)
    })
  }
  return lines
}

describe('Powertools', () => {
  afterEach(() => {
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
  })

  it('Logger writes decisions under the names that core’s own log has', async () => {
    vi.stubEnv('POWERTOOLS_DEV', 'true') // makes Powertools write to the console that is spied on
    const lines = linesOn(console)
    const logger = toLogger(new Logger({ serviceName: 'orders' }))
    await createHandler({ plugins: [anybody] }, { logger })(event)
    const [line] = lines
    expect(line).toMatchObject({
      level: 'INFO',
      service: 'orders',
      effect: 'Allow',
      cold_start: true,
    })

    vi.stubEnv('POWERTOOLS_DEV', undefined)
    const own = await written(() => {
      createLambdaLogger({ POWERTOOLS_SERVICE_NAME: 'orders' }).info('m')
    })
    const names = Object.keys(JSON.parse(own) as object)
    expect(Object.keys(line ?? {})).toEqual(expect.arrayContaining(names))
  })

  it('Metrics takes decisions with their dimensions', async () => {
    vi.stubEnv('POWERTOOLS_DEV', 'true')
    vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false')
    const documents = linesOn(console)
    const powertools = new Metrics({ namespace: 'shop', serviceName: 'orders' })
    const logger = toLogger(new Logger({ logLevel: 'SILENT' }))
    const metrics = toMetrics(powertools)
    await createHandler({ plugins: [anybody] }, { logger, metrics })(event)
    expect(documents).toEqual([
      expect.objectContaining({ service: 'orders', effect: 'Allow', Decision: 1 }),
    ])
  })
})
