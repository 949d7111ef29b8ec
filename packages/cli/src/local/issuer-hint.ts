/** Says what a test token needs. @module */
import type { InvokeRequest } from '../invoke/parse-request.js'
import type { Terminal } from '../report/terminal.js'
import { testKeyPrefix } from './test-keys.js'

/** A test token without the test issuer is a token of a stranger, and the denial alone does not say why. */
export function hintAtIssuer(
  { headers }: Pick<InvokeRequest, 'headers'>,
  withIssuer: boolean,
  terminal: Terminal,
): void {
  if (withIssuer || !headers.some(([, value]) => isTestToken(value))) return
  const hint = '  The token is one of the test issuer: add --issuer to take it.'
  terminal.talk(terminal.styleTalk('yellow', hint))
}

function isTestToken(value: string): boolean {
  const header = /^(?:[A-Za-z]{1,20} +)?(?<header>[\w-]{1,1000})\./.exec(value)?.groups?.['header']
  return Buffer.from(header ?? '', 'base64url')
    .toString('utf8')
    .includes(`"${testKeyPrefix}`)
}
