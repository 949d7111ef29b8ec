/** The log that a Lambda writes when none is injected. @module */
import type { Logger } from '../contract/runtime.js'

const levels = ['DEBUG', 'INFO', 'WARN', 'ERROR', 'SILENT'] as const
type Level = (typeof levels)[number]

/**
 * One JSON line per call on standard output, with the field names of Powertools for AWS Lambda. Control
 * characters are escaped, so no value can forge a line.
 *
 * The level is `POWERTOOLS_LOG_LEVEL`, else `AWS_LAMBDA_LOG_LEVEL`, else `LOG_LEVEL`, else INFO; the service
 * is `POWERTOOLS_SERVICE_NAME`.
 */
export function createJsonLogger(environment: NodeJS.ProcessEnv = process.env): Logger {
  const least = levels.indexOf(toLevel(environment))
  const service = environment['POWERTOOLS_SERVICE_NAME'] ?? 'authorizer'
  const at =
    (level: Level): Logger['info'] =>
    (message, fields = {}) => {
      if (levels.indexOf(level) < least) return
      const timestamp = new Date().toISOString()
      const line = JSON.stringify({ level, message, timestamp, service, ...fields })
      process.stdout.write(`${line}\n`)
    }
  return { debug: at('DEBUG'), info: at('INFO'), warn: at('WARN'), error: at('ERROR') }
}

function toLevel(environment: NodeJS.ProcessEnv): Level {
  const name =
    environment['POWERTOOLS_LOG_LEVEL'] ??
    environment['AWS_LAMBDA_LOG_LEVEL'] ??
    environment['LOG_LEVEL'] ??
    'INFO'
  const upper = name.toUpperCase()
  if (upper === 'TRACE') return 'DEBUG'
  if (upper === 'FATAL' || upper === 'CRITICAL') return 'ERROR'
  return levels.find((level) => level === upper) ?? 'INFO'
}
