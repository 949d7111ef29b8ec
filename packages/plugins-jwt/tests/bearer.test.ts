import { describe, expect, it } from 'vitest'
import { presenting } from './helpers/verifying.js'
import type { Present } from './helpers/verifying.js'
import { token } from './helpers/tokens.js'

const present: Present = await presenting()
const good = token()

describe('class 23: the bearer scheme', () => {
  it.each(['Bearer', 'bearer', 'BEARER', 'bEaReR'])('takes %s in any case', async (scheme) => {
    expect(await present({ token: `${scheme} ${good}` })).toBe('pass')
  })

  it.each<[string, string | undefined]>([
    ['no header', undefined],
    ['an empty header', ''],
    ['Basic', 'Basic dXNlcjpwYXNz'],
    ['DPoP', `DPoP ${good}`],
    ['a longer scheme', `BearerX ${good}`],
    ['a scheme that begins alike', `Bearer-Token ${good}`],
    ['the token alone', good],
    ['white space in front', ` Bearer ${good}`],
    ['another scheme, then Bearer', `Basic Bearer ${good}`],
  ])('abstains from %s', async (_case, value) => {
    expect(await present(value === undefined ? {} : { token: value })).toBe('abstain')
  })

  it.each<[string, string]>([
    ['the scheme alone', 'Bearer'],
    ['the scheme and a space', 'Bearer '],
    ['two spaces', `Bearer  ${good}`],
    ['a tab', `Bearer\t${good}`],
    ['a no-break space', `Bearer\u00a0${good}`],
    ['a doubled scheme', `Bearer Bearer ${good}`],
    ['a comma behind it', `Bearer ${good},`],
    ['two tokens', `Bearer ${good},Bearer ${good}`],
    ['junk behind it', `Bearer ${good} x`],
    ['a line feed behind it', `Bearer ${good}\n`],
    ['a comma behind the scheme', `Bearer, ${good}`],
    ['something that is no JWT', 'Bearer ak_123_456'],
  ])('denies %s', async (_case, value) => {
    expect(await present({ token: value })).toBe('jwt.malformed')
  })

  it('denies half a million spaces at once', async () => {
    const started = performance.now()
    expect(await present({ token: `Bearer ${' '.repeat(500_000)}x` })).toBe('jwt.too_large')
    expect(performance.now() - started).toBeLessThan(100)
  })
})

describe('class 22: where the token stands', () => {
  it('reads nothing but the configured header', async () => {
    const headers = {
      'x-forwarded-authorization': `Bearer ${good}`,
      'x-authorization': `Bearer ${good}`,
    }
    expect(await present({ headers, query: { access_token: good, token: good } })).toBe('abstain')
  })

  it.each<[string, string, object]>([
    ['a query parameter', 'query:token', { query: { token: good } }],
    ['a cookie', 'cookie:session', { headers: { cookie: `a=b; session=${good}` } }],
    ['a header, bare', 'header:X-Partner', { headers: { 'x-partner': good } }],
    [
      'a header, with the scheme',
      'header:x-partner',
      { headers: { 'x-partner': `Bearer ${good}` } },
    ],
    ['the header of the token', 'header:Authorization', { token: `Bearer ${good}` }],
    ['the token of a TOKEN event', 'token', { source: 'rest-token', token: `Bearer ${good}` }],
  ])('reads it from %s where the options say so', async (_case, tokenFrom, request) => {
    const reading = await presenting({ tokenFrom })
    expect(await reading(request)).toBe('pass')
    expect(await reading({})).toBe('abstain')
  })

  it('wants the scheme in Authorization however that is named', async () => {
    const reading = await presenting({ tokenFrom: 'header:Authorization' })
    expect(await reading({ token: good })).toBe('abstain')
  })

  it.each<[string, string, object]>([
    ['query', 'query:token', { query: { token: `Bearer ${good}` } }],
    ['cookie', 'cookie:session', { headers: { cookie: `session=Bearer ${good}` } }],
  ])('takes no scheme in a %s', async (_case, tokenFrom, request) => {
    expect(await (await presenting({ tokenFrom }))(request)).toBe('jwt.malformed')
  })

  it.each<[string, string, object]>([
    ['query', 'query:token', { query: { token: '' } }],
    ['cookie', 'cookie:session', { headers: { cookie: 'session=' } }],
    ['header', 'header:x-partner', { headers: { 'x-partner': '' } }],
  ])('takes an empty %s for none', async (_case, tokenFrom, request) => {
    expect(await (await presenting({ tokenFrom }))(request)).toBe('abstain')
  })

  it('takes any of several places, and denies two different tokens', async () => {
    const reading = await presenting({ tokenFrom: ['token', 'cookie:session'] })
    const cookie = (value: string): object => ({ headers: { cookie: `session=${value}` } })
    expect(await reading({ token: `Bearer ${good}` })).toBe('pass')
    expect(await reading(cookie(good))).toBe('pass')
    expect(await reading({ token: `Bearer ${good}`, ...cookie(good) })).toBe('pass')
    expect(await reading({ token: `Bearer ${good}`, ...cookie(token({ sub: 'x' })) })).toBe(
      'jwt.ambiguous',
    )
    expect(await reading({ token: 'Bearer ', ...cookie(good) })).toBe('jwt.ambiguous')
    expect(await reading({ token: 'Bearer', ...cookie(good) })).toBe('jwt.malformed')
    expect(await reading({ token: 'Basic x', ...cookie(good) })).toBe('pass')
    expect(await reading({})).toBe('abstain')
  })

  it('denies a header that was sent with two values', async () => {
    const reading = await presenting({ tokenFrom: 'header:x-partner' })
    expect(await reading({ headers: { 'x-partner': [good, 'x'] } })).toBe('request.ambiguous')
  })

  it.each([
    'method',
    'path',
    'header:',
    'body:x',
    'stage-variable:token',
    '',
    [],
    ['token', 'path'],
    7,
  ])('refuses to read it from %j', async (tokenFrom) => {
    await expect(presenting({ tokenFrom })).rejects.toMatchObject({ code: 'AC1003' })
  })
})
