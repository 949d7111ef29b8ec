import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createHeaderReader, maxTokenLength, parseCompact } from '../src/compact-gate.js'
import { forge, goodClaims, token } from './helpers/tokens.js'

const unsigned = (header: object): string => forge(header, goodClaims, () => Buffer.alloc(0))

function outcome(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('the gate', () => {
  it('takes a token apart without changing a byte', () => {
    const text = token()
    const { header, payload, signingInput, signature } = parseCompact(text)
    expect(header).toEqual({ algorithm: 'RS256', keyId: 'rsa-1', type: 'JWT' })
    expect(JSON.parse(payload.toString())).toEqual(goodClaims)
    expect(`${signingInput.toString()}.${signature.toString('base64url')}`).toBe(text)
  })

  it('measures before it reads', () => {
    expect(outcome(() => parseCompact('A'.repeat(maxTokenLength)))).toBe('jwt.malformed')
    expect(outcome(() => parseCompact('A'.repeat(maxTokenLength + 1)))).toBe('jwt.too_large')
  })

  it('takes text apart in one way or not at all, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('A', 'e', 'y', 'J', '.', '=', ' ', '-', '+', 'é') }),
        (text) => {
          expect(['jwt.malformed', 'jwt.too_large']).toContain(outcome(() => parseCompact(text)))
        },
      ),
    )
  })

  it('reads each header as if it were the first', () => {
    const texts = [
      unsigned({ alg: 'RS256', kid: 'a' }),
      unsigned({ alg: 'RS256', kid: 'c' }),
      unsigned({ alg: 'none', kid: 'a' }),
      unsigned({ alg: 'RS256', kid: 'b', typ: 'JWT' }),
      unsigned({ alg: 'RS256', crit: ['x'] }),
      unsigned({}),
      'x.y.z',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...texts), { maxLength: 20 }), (sequence) => {
        const readHeader = createHeaderReader()
        for (const text of sequence) {
          expect(outcome(() => parseCompact(text, readHeader))).toEqual(
            outcome(() => parseCompact(text)),
          )
        }
      }),
    )
  })
})
