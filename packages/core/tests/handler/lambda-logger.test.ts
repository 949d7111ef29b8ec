import { afterEach, describe, expect, it, vi } from 'vitest'
import { createJsonLogger } from '../../src/handler/json-logger.js'

function linesOf(environment: NodeJS.ProcessEnv): readonly Record<string, unknown>[] {
  const written: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text))
    return true
  })
  const logger = createJsonLogger(environment)
  logger.debug('d')
  logger.info('i', { path: 'a\n{"level":"ERROR"}' })
  logger.warn('w')
  logger.error('e')
  expect(
    written.every((line) => line.endsWith('\n') && line.indexOf('\n') === line.length - 1),
  ).toBe(true)
  return written.map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe('the JSON log', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('writes one line of JSON per call, whatever the values hold', () => {
    expect(linesOf({ POWERTOOLS_SERVICE_NAME: 'orders' })[0]).toMatchObject({
      level: 'INFO',
      message: 'i',
      service: 'orders',
      path: 'a\n{"level":"ERROR"}',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
    })
  })

  it.each([
    [{}, 3],
    [{ AWS_LAMBDA_LOG_LEVEL: 'DEBUG' }, 4],
    [{ LOG_LEVEL: 'warn' }, 2],
    [{ POWERTOOLS_LOG_LEVEL: 'ERROR', AWS_LAMBDA_LOG_LEVEL: 'DEBUG' }, 1],
    [{ LOG_LEVEL: 'silent' }, 0],
    [{ LOG_LEVEL: 'nonsense' }, 3],
  ])('obeys %j', (environment, count) => {
    expect(linesOf(environment)).toHaveLength(count)
  })
})
