/** Events from files. @module */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ToolError } from '../tool-error.js'

/**
 * Reads the event of a Lambda authorizer.
 *
 * @param name - A file, relative to `cwd`, or `-` for standard input.
 * @param type - What the configuration expects.
 * @throws {@link ToolError} AC3001 when it is no JSON object, AC3005 when it is an event of the other type.
 */
export function readEvent(
  name: string,
  cwd: string,
  type: 'TOKEN' | 'REQUEST',
): Readonly<Record<string, unknown>> {
  const event = parse(name, cwd)
  const actual = event['type']
  if ((actual === 'TOKEN' || actual === 'REQUEST') && actual !== type) {
    throw new ToolError(
      'AC3005',
      `The event is of a ${actual} authorizer, the chain of a ${type} one`,
    )
  }
  return event
}

function parse(name: string, cwd: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(name === '-' ? 0 : resolve(cwd, name), 'utf8'))
  } catch (error) {
    // The parser's own message quotes the text, which holds a credential.
    const isSyntax = error instanceof SyntaxError
    throw new ToolError('AC3001', `${name} ${isSyntax ? 'is not JSON' : 'cannot be read'}`)
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>
  }
  throw new ToolError('AC3001', `${name} does not hold an object`)
}
