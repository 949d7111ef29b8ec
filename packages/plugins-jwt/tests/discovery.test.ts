import { createTestClock, createTestLogger } from '@authchain/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createJwtVerifier } from '../src/create-jwt-verifier.js'
import { toDiscoveryUrl } from '../src/discovery.js'
import { json, silent, startKeyServer, text } from './helpers/key-server.js'
import type { Behaviour, KeyServer } from './helpers/key-server.js'
import { audience, createKey, nowSeconds, token } from './helpers/tokens.js'
import { presenting } from './helpers/verifying.js'

const key = createKey('ES256', 'one')
const keys = json({ keys: [key.jwk] })
const clock = createTestClock(nowSeconds * 1000)

let server: KeyServer
beforeEach(async () => {
  server = await startKeyServer()
})
afterEach(async () => server.close())

/** Metadata at the well-known path, keys everywhere else. */
function publish(metadata: Behaviour): void {
  server.behave((request, response) => {
    const isMetadata = request.url?.endsWith('/.well-known/openid-configuration') === true
    return (isMetadata ? metadata : keys)(request, response)
  })
}

async function ask(iss: string): Promise<string> {
  const options = { issuer: iss, audience }
  const verifier = await createJwtVerifier(options, { clock, logger: createTestLogger() })
  return verifier.verify(token({ iss }, {}, key)).then(
    () => 'pass',
    (error: { code: string }) => error.code,
  )
}

describe('discovery', () => {
  it.each(['', '/', '/tenant', '/tenant/v2.0/'])(
    'finds the keys of an issuer that ends in %j',
    async (path) => {
      const iss = server.issuer + path
      publish(json({ issuer: iss, jwks_uri: server.url }))
      expect(await ask(iss)).toBe('pass')
      const base = path.endsWith('/') ? path.slice(0, -1) : path
      expect(server.requests).toEqual([`${base}/.well-known/openid-configuration`, '/keys'])
    },
  )

  it.each<[string, (issuer: string) => object]>([
    ['another issuer', () => ({ issuer: 'https://evil.example' })],
    ['the issuer with a slash', (issuer) => ({ issuer: `${issuer}/` })],
    ['no issuer', () => ({ issuer: undefined })],
    ['a list of issuers', (issuer) => ({ issuer: [issuer] })],
    ['no address of keys', () => ({ jwks_uri: undefined })],
    ['an address that is no URL', () => ({ jwks_uri: '/keys' })],
    ['keys on another host', () => ({ jwks_uri: 'https://evil.example/keys' })],
    ['keys on another port', () => ({ jwks_uri: 'http://127.0.0.1:1/keys' })],
    ['keys in a file', () => ({ jwks_uri: 'file:///etc/passwd' })],
    ['keys in the address itself', () => ({ jwks_uri: 'data:application/json,{}' })],
    ['keys behind credentials', (issuer) => ({ jwks_uri: issuer.replace('//', '//user@') })],
    ['keys under another scheme', (issuer) => ({ jwks_uri: issuer.replace('http:', 'https:') })],
  ])('takes no metadata with %s', async (_case, change) => {
    publish(json({ issuer: server.issuer, jwks_uri: server.url, ...change(server.issuer) }))
    expect(await ask(server.issuer)).toBe('jwt.keys_unavailable')
    expect(server.requests).toEqual(['/.well-known/openid-configuration'])
  })

  it('asks no other port of the host than the issuer’s', async () => {
    const other = await startKeyServer()
    other.behave(keys)
    publish(json({ issuer: server.issuer, jwks_uri: other.url }))
    expect(await ask(server.issuer)).toBe('jwt.keys_unavailable')
    expect(other.requests).toEqual([])
    await other.close()
  })

  it.each<[string, Behaviour]>([
    ['are missing', text('', 404)],
    ['redirect', text('', 302, { location: '/keys' })],
    ['are HTML', text('<html>')],
    ['say a thing twice', text('{"issuer":"a","issuer":"b"}')],
  ])('fails while the metadata %s', async (_case, fault) => {
    publish(fault)
    expect(await ask(server.issuer)).toBe('jwt.keys_unavailable')
  })

  it('gives up after two seconds in all when the metadata never come', async () => {
    publish(silent)
    const started = performance.now()
    expect(await ask(server.issuer)).toBe('jwt.keys_unavailable')
    expect(performance.now() - started).toBeLessThan(3000)
  })

  it('asks for the metadata as seldom as for the keys', async () => {
    const moving = createTestClock(nowSeconds * 1000)
    publish(json({ issuer: server.issuer, jwks_uri: server.url }))
    const verifier = await createJwtVerifier(
      { issuer: server.issuer, audience },
      { clock: moving, logger: createTestLogger() },
    )
    const claims = { iss: server.issuer, exp: nowSeconds + 9999 }
    await verifier.verify(token(claims, {}, key))
    expect(server.requests).toHaveLength(2)
    await expect(verifier.verify(token(claims, { kid: 'new' }, key))).rejects.toBeDefined()
    expect(server.requests.slice(2)).toEqual(['/keys'])
    moving.advance(600_000)
    await verifier.verify(token(claims, {}, key))
    expect(server.requests.slice(3)).toEqual(['/.well-known/openid-configuration', '/keys'])
  })

  it('goes on with the keys it holds while the metadata are down', async () => {
    const moving = createTestClock(nowSeconds * 1000)
    publish(json({ issuer: server.issuer, jwks_uri: server.url }))
    const verifier = await createJwtVerifier(
      { issuer: server.issuer, audience },
      { clock: moving, logger: createTestLogger() },
    )
    publish(text('', 503))
    moving.advance(3_600_000)
    const claims = { iss: server.issuer, exp: nowSeconds + 9999 }
    await expect(verifier.verify(token(claims, {}, key))).resolves.toBeDefined()
  })

  it.each([
    'issuer',
    'http://issuer.example',
    'https://issuer.example/?a',
    'https://issuer.example/#a',
    'https://a:b@issuer.example',
  ])('refuses to discover from %s', async (issuer) => {
    await expect(presenting({ jwks: undefined, issuer })).rejects.toMatchObject({
      code: 'AC1003',
      details: { path: 'jwt.issuer' },
    })
  })

  it('takes an issuer as it is written', () => {
    expect(toDiscoveryUrl('https://a.example/b/').href).toBe(
      'https://a.example/b/.well-known/openid-configuration',
    )
  })
})
