import { denialCodes, failureCodes } from '@authchain/plugins-jwt'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { codeAdvice } from '../../src/explain/code-advice.js'

it('gives advice for codes that there are', () => {
  const page = new URL('../../../../apps/docs/src/content/docs/errors.mdx', import.meta.url)
  const documented = readFileSync(page, 'utf8')
  const jwtCodes = new Set(Object.keys({ ...denialCodes, ...failureCodes }))
  for (const code of codeAdvice.keys()) {
    const isKnown = code.startsWith('jwt.')
      ? jwtCodes.has(code)
      : documented.includes(`\`${code}\``)
    expect([code, isKnown]).toEqual([code, true])
  }
})
