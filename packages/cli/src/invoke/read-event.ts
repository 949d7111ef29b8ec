/** Events from files. @module */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ToolError } from '../tool-error.js'
import { eventShapes, findEventShape } from './event-shape.js'
import type { EventShape } from './event-shape.js'

/**
 * Reads the event of a Lambda authorizer.
 *
 * @param name - A file, relative to `cwd`, or `-` for standard input.
 * @param expected - What the configuration expects.
 * @throws {@link ToolError} AC3001 when it is no JSON object, AC3005 when it is an event of another shape, or
 * of something else than an authorizer.
 */
export function readEvent(
  name: string,
  cwd: string,
  expected: EventShape,
): Readonly<Record<string, unknown>> {
  const event = parse(name, cwd)
  const actual = findEventShape(event)
  if (actual === expected) return event
  const wanted = `The configuration expects: ${eventShapes[expected].title}`
  if (actual === undefined) {
    throw new ToolError('AC3005', `The event is not one that an authorizer receives. ${wanted}`)
  }
  const { title, settings } = eventShapes[actual]
  throw new ToolError(
    'AC3005',
    `${wanted}. The event is of: ${title}; for it, write authorizer: ${settings}`,
  )
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
