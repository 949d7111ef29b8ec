/**
 * The regular expression with which API Gateway tests a TOKEN header before it asks the authorizer.
 *
 * It is the one place where an expression from outside meets a value from outside, so it runs with a time
 * limit: an expression that backtracks without end denies the request and stops nothing else.
 *
 * @module
 */
import { Script, createContext } from 'node:vm'
import { ConfigInvalidError } from '@authchain/core'

/** Whether a header satisfies the expression; `timeout` when that took too long to find out. */
export type ValidationResult = 'match' | 'mismatch' | 'timeout'

const timeoutMilliseconds = 50

/**
 * Makes the test for one expression. API Gateway uses Java's syntax; what JavaScript has in common with it
 * works here, and a leading `(?i)`.
 *
 * @param match - `full`: the whole value has to match.
 * @throws ConfigInvalidError AC1001 when JavaScript cannot read the expression.
 */
export function createValidation(
  expression: string,
  match: 'full' | 'partial',
): (value: string) => ValidationResult {
  const ignoresCase = expression.startsWith('(?i)')
  const source = ignoresCase ? expression.slice(4) : expression
  const pattern = toRegExp(match === 'full' ? `^(?:${source})$` : source, ignoresCase ? 'i' : '')
  const sandbox = createContext({ pattern, value: '' })
  const script = new Script('pattern.test(value)')
  return (value) => {
    sandbox['value'] = value
    try {
      const isMatch: unknown = script.runInContext(sandbox, { timeout: timeoutMilliseconds })
      return isMatch === true ? 'match' : 'mismatch'
    } catch {
      return 'timeout'
    }
  }
}

function toRegExp(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags)
  } catch (error) {
    throw new ConfigInvalidError(
      'AC1001',
      'createGateway: authorizer.validationExpression is not a regular expression that JavaScript can read',
      { cause: error },
    )
  }
}
