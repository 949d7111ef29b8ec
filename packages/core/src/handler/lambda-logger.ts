/** The log that a Lambda writes when none is injected. @module */
import type { Logger } from '../contract/runtime.js'
import { knownEntries } from './known-entries.js'
import { isDevelopment, toServiceName } from './powertools.js'
import { writeLine } from './write-line.js'

/** In Powertools' order; Lambda says FATAL for CRITICAL. */
const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL', 'CRITICAL', 'SILENT']

type Facts = Readonly<Record<string, unknown>>

/**
 * One record per call on standard output, with the field names of Powertools for AWS Lambda. Control
 * characters are escaped, so no value can forge a line.
 *
 * | variable                                                    | meaning                                       |
 * | ----------------------------------------------------------- | --------------------------------------------- |
 * | `AWS_LAMBDA_LOG_LEVEL`, `POWERTOOLS_LOG_LEVEL`, `LOG_LEVEL` | least level: the first that is set; INFO      |
 * | `AWS_LAMBDA_LOG_FORMAT`                                     | `Text`: `key=value` pairs; else JSON          |
 * | `POWERTOOLS_DEV`                                            | JSON over several lines, for reading          |
 * | `POWERTOOLS_SERVICE_NAME`                                   | `service`; default `authorizer`               |
 * | `AWS_LAMBDA_FUNCTION_NAME`                                  | `function_name`                               |
 * | `_X_AMZN_TRACE_ID`                                          | its root is `xray_trace_id`                   |
 */
export function createLambdaLogger(environment: NodeJS.ProcessEnv = process.env): Logger {
  const least = toThreshold(environment)
  const format = toFormat(environment)
  const facts = {
    service: toServiceName(environment),
    function_name: environment['AWS_LAMBDA_FUNCTION_NAME'],
  }
  const at =
    (level: string): Logger['info'] =>
    (message, fields) => {
      if (levels.indexOf(level) < least) return
      const timestamp = new Date().toISOString()
      const own = { level, message, timestamp, ...facts, xray_trace_id: findTraceId(environment) }
      // Twice: first for the order, last because no field may pass for a level or a service.
      writeLine(escapeControls(format({ ...own, ...fields, ...own })))
    }
  return { debug: at('DEBUG'), info: at('INFO'), warn: at('WARN'), error: at('ERROR') }
}

/** Lambda drops what is below its own level, so a lower one here would only look as if it worked. */
function toThreshold(environment: NodeJS.ProcessEnv): number {
  const name =
    environment['AWS_LAMBDA_LOG_LEVEL'] ||
    environment['POWERTOOLS_LOG_LEVEL'] ||
    environment['LOG_LEVEL']
  const index = levels.indexOf(name?.toUpperCase() ?? '')
  return index === -1 ? levels.indexOf('INFO') : index
}

function toFormat(environment: NodeJS.ProcessEnv): (facts: Facts) => string {
  const indent = isDevelopment(environment) ? 4 : 0
  const isText = environment['AWS_LAMBDA_LOG_FORMAT'] === 'Text'
  return isText && indent === 0 ? toPairs : (facts) => JSON.stringify(facts, undefined, indent)
}

function toPairs(facts: Facts): string {
  return knownEntries(facts)
    .map(([name, value]) => `${JSON.stringify(name).slice(1, -1)}=${JSON.stringify(value)}`)
    .join(' ')
}

/** DEL and the C1 controls: JSON leaves them as they are, and terminals obey them. */
function escapeControls(text: string): string {
  return text.replaceAll(
    /[\u007F-\u009F]/g,
    (character) => `\\u00${character.charCodeAt(0).toString(16)}`,
  )
}

/** Where one process serves several requests at once, the variable does not say which; Lambda's store does. */
function findTraceId(environment: NodeJS.ProcessEnv): string | undefined {
  const { awslambda } = globalThis as typeof globalThis & LambdaGlobals
  const header = awslambda?.InvokeStore?.getXRayTraceId?.() ?? environment['_X_AMZN_TRACE_ID']
  return header?.match(/Root=([^;]+)/)?.[1]
}

interface LambdaGlobals {
  readonly awslambda?: {
    readonly InvokeStore?: { readonly getXRayTraceId?: () => string | undefined }
  }
}
