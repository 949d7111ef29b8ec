import { afterEach, describe, expect, it, vi } from 'vitest'
import fc from 'fast-check'
import { createLambdaLogger } from '../../src/handler/lambda-logger.js'
import { written } from '../helpers/stdout.js'

type Values = Parameters<ReturnType<typeof createLambdaLogger>['info']>[1]

async function lineOf(environment: NodeJS.ProcessEnv, fields?: Values): Promise<string> {
  return written(() => {
    createLambdaLogger(environment).info('authorizer decision', fields)
  })
}

const recordOf = async (environment: NodeJS.ProcessEnv, fields?: Values): Promise<unknown> =>
  JSON.parse(await lineOf(environment, fields))

async function levelsOf(environment: NodeJS.ProcessEnv): Promise<string> {
  const text = await written(() => {
    const logger = createLambdaLogger(environment)
    for (const level of ['debug', 'info', 'warn', 'error'] as const) logger[level]('m')
  })
  return [...text.matchAll(/"level":"(\w)/g)].map(([, initial]) => initial).join('')
}

describe('the log of a Lambda', () => {
  it('has the names that Powertools gives its fields', async () => {
    const environment = {
      POWERTOOLS_SERVICE_NAME: 'orders',
      AWS_LAMBDA_FUNCTION_NAME: 'orders-authorizer',
      _X_AMZN_TRACE_ID: 'Self=1-2-3;Root=1-63441c4a-abcdef012345678912345678;Sampled=1',
    }
    expect(await recordOf(environment, { cold_start: true })).toEqual({
      level: 'INFO',
      message: 'authorizer decision',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      service: 'orders',
      function_name: 'orders-authorizer',
      xray_trace_id: '1-63441c4a-abcdef012345678912345678',
      cold_start: true,
    })
  })

  it('leaves out what it does not know', async () => {
    const record = await recordOf({})
    expect(Object.keys(record as object)).toEqual(['level', 'message', 'timestamp', 'service'])
    expect(record).toMatchObject({ service: 'authorizer' })
  })

  it.each<[string, NodeJS.ProcessEnv, string]>([
    ['INFO when nothing is said', {}, 'IWE'],
    ['POWERTOOLS_LOG_LEVEL in any case', { POWERTOOLS_LOG_LEVEL: 'debug' }, 'DIWE'],
    ['LOG_LEVEL', { LOG_LEVEL: 'WARN' }, 'WE'],
    [
      'POWERTOOLS_LOG_LEVEL before LOG_LEVEL',
      { POWERTOOLS_LOG_LEVEL: 'ERROR', LOG_LEVEL: 'DEBUG' },
      'E',
    ],
    [
      'AWS_LAMBDA_LOG_LEVEL before both, as Lambda drops the rest',
      { AWS_LAMBDA_LOG_LEVEL: 'WARN', POWERTOOLS_LOG_LEVEL: 'DEBUG', LOG_LEVEL: 'DEBUG' },
      'WE',
    ],
    ['Lambda’s FATAL, above every line', { AWS_LAMBDA_LOG_LEVEL: 'FATAL' }, ''],
    ['Lambda’s TRACE, below every line', { AWS_LAMBDA_LOG_LEVEL: 'TRACE' }, 'DIWE'],
    ['SILENT', { POWERTOOLS_LOG_LEVEL: 'SILENT' }, ''],
    ['the next variable when one is empty', { POWERTOOLS_LOG_LEVEL: '', LOG_LEVEL: 'WARN' }, 'WE'],
    ['INFO when what is set is no level', { LOG_LEVEL: 'nonsense' }, 'IWE'],
  ])('obeys %s', async (_case, environment, levels) => {
    expect(await levelsOf(environment)).toBe(levels)
  })

  it('writes pairs where Lambda’s log format is Text', async () => {
    const fields = { effect: 'Deny', cold_start: false, duration_ms: 0.7 }
    expect(await lineOf({ AWS_LAMBDA_LOG_FORMAT: 'Text' }, fields)).toMatch(
      /^level="INFO" message="authorizer decision" timestamp="[^"]+" service="authorizer" effect="Deny" cold_start=false duration_ms=0\.7\n$/,
    )
    expect(await recordOf({ AWS_LAMBDA_LOG_FORMAT: 'JSON' }, fields)).toMatchObject(fields)
  })

  it.each(['true', '1', 'Yes', 'on'])(
    'is laid out for reading when POWERTOOLS_DEV is %s',
    async (value) => {
      const text = await lineOf({ POWERTOOLS_DEV: value, AWS_LAMBDA_LOG_FORMAT: 'Text' }, { a: 1 })
      expect(text).toContain('\n    "level": "INFO",\n')
      expect(JSON.parse(text)).toMatchObject({ a: 1 })
    },
  )

  it('lets no field pass for the level, the message or the service', async () => {
    const fields = { level: 'ERROR', message: 'forged', service: 'other', timestamp: 'never' }
    expect(await recordOf({}, fields)).toMatchObject({
      level: 'INFO',
      message: 'authorizer decision',
      service: 'authorizer',
    })
  })

  const hostile = fc.string({
    unit: fc.constantFrom('\n', '\r', '\u001B', '\u009B', '\u007F', '"', '\\', 'a'),
  })

  it.each(['JSON', 'Text'])(
    'is one line without controls, whatever a value or a name holds: %s',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(hostile, hostile, async (name, value) => {
          const line = await lineOf({ AWS_LAMBDA_LOG_FORMAT: format }, { [`x${name}`]: value })
          expect(line.endsWith('\n')).toBe(true)
          expect(line.slice(0, -1)).not.toMatch(/\p{Cc}/u)
        }),
      )
    },
  )

  it('gives every value back to who parses its JSON', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (name, value) => {
        expect(await recordOf({}, { [`x${name}`]: value })).toHaveProperty([`x${name}`], value)
      }),
    )
  })

  describe('where one process serves several requests at once', () => {
    afterEach(() => {
      vi.unstubAllGlobals()
    })

    it('takes the trace of the request that is asked about', async () => {
      vi.stubGlobal('awslambda', { InvokeStore: { getXRayTraceId: () => 'Root=1-a-b' } })
      expect(await recordOf({ _X_AMZN_TRACE_ID: 'Root=1-c-d' })).toMatchObject({
        xray_trace_id: '1-a-b',
      })
    })
  })
})
