import { createHmac, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { presenting, secretRef } from '../helpers/verifying.js'
import type { Present } from '../helpers/verifying.js'
import {
  ec,
  forge,
  goodClaims,
  otherRsa,
  rsa,
  segment,
  signBytes,
  token,
} from '../helpers/tokens.js'

const present: Present = await presenting()
const secret = 's'.repeat(64)
const presentSecret: Present = await presenting(
  { jwks: undefined, secret: secretRef, algorithms: ['HS256', 'HS512'] },
  { secrets: { shared: secret } },
)
const stolen = token().slice(token().lastIndexOf('.') + 1)

const [, , goodSignature = ''] = token().split('.')

describe('class 1: the algorithm none and its spellings', () => {
  it.each([
    'none',
    'None',
    'NONE',
    'nOnE',
    ' none',
    'none ',
    'none\0',
    'ｎｏｎｅ',
    '',
    'RS256 ',
    'rs256',
    'RS256\0',
  ])('denies alg %j without a signature and with a stolen one', async (alg) => {
    const unsigned = forge({ alg, kid: 'rsa-1' }, goodClaims, () => Buffer.alloc(0))
    expect(await present(unsigned)).toBe('jwt.algorithm')
    expect(await present(unsigned + stolen)).toBe('jwt.algorithm')
    expect(await presentSecret(unsigned + stolen)).toBe('jwt.algorithm')
  })

  it.each([
    ['absent', {}],
    ['null', { alg: null }],
    ['a list', { alg: ['RS256'] }],
    ['an object', { alg: { toString: 'RS256' } }],
  ])('denies a header whose alg is %s', async (_case, header) => {
    const unsigned = `${segment({ kid: 'rsa-1', ...header })}.${segment(goodClaims)}.`
    expect(await present(unsigned)).toBe('jwt.malformed')
    expect(await present(unsigned + goodSignature)).toBe('jwt.malformed')
  })
})

describe('class 2: a public key taken for a secret', () => {
  const der = Buffer.from(rsa.pem.split('\n').slice(1, -2).join(''), 'base64')
  const n = String(rsa.jwk['n'])
  it.each<[string, string | Buffer]>([
    ['the PEM', rsa.pem],
    ['the PEM with CR LF', rsa.pem.replaceAll('\n', '\r\n')],
    ['the PEM on one line', rsa.pem.replaceAll('\n', '')],
    ['the PEM after a line feed', `\n${rsa.pem}`],
    ['the PEM without its last line feed', rsa.pem.trimEnd()],
    ['the DER', der],
    ['the JWK', JSON.stringify(rsa.jwk)],
    ['the key set', JSON.stringify({ keys: [rsa.jwk] })],
    ['the modulus in base64url', n],
    ['the modulus', Buffer.from(n, 'base64url')],
    ['nothing', ''],
  ])('denies an HMAC keyed with %s', async (_case, key) => {
    for (const [alg, digest] of [
      ['HS256', 'sha256'],
      ['HS384', 'sha384'],
      ['HS512', 'sha512'],
    ] as const) {
      const forged = forge({ alg, kid: 'rsa-1' }, goodClaims, (data) =>
        createHmac(digest, key).update(data).digest(),
      )
      expect(await present(forged)).toBe('jwt.algorithm')
      expect(await presentSecret(forged)).not.toBe('pass')
    }
  })

  it.each(['jwks', 'publicKey', 'jwksUri'])(
    'refuses HS256 beside %s before any request',
    async (source) => {
      const value = {
        jwks: { keys: [rsa.jwk] },
        publicKey: rsa.pem,
        jwksUri: 'https://issuer.example/k',
      }
      const options = {
        jwks: undefined,
        [source]: value[source as 'jwks'],
        algorithms: ['RS256', 'HS256'],
      }
      await expect(presenting(options)).rejects.toMatchObject({ code: 'AC1003' })
    },
  )
})

describe('class 3: an algorithm that the key is not for', () => {
  it.each([
    ['PS256 on an RS256 key', 'PS256'],
    ['RS512 on an RS256 key', 'RS512'],
    ['RS384 on an RS256 key', 'RS384'],
  ] as const)('denies %s', async (_case, alg) => {
    const forged = forge({ alg, kid: 'rsa-1' }, goodClaims, (data) =>
      signBytes(alg, rsa.privateKey, data),
    )
    expect(await present(forged)).toBe('jwt.unknown_key')
  })

  it('denies ES256 that names the kid of an RSA key', async () => {
    expect(await present(token({}, { kid: 'rsa-1' }, ec))).toBe('jwt.unknown_key')
  })

  it('denies an algorithm that the issuer is not configured for', async () => {
    const onlyEc = await presenting({ algorithms: ['ES256'] })
    expect(await onlyEc(token())).toBe('jwt.algorithm')
    expect(await onlyEc(token({}, {}, ec))).toBe('pass')
  })

  it.each(['RS1', 'HS1', 'ES256K', 'Es256', 'EDDSA', 'Ed448', 'HS256'])(
    'denies %s',
    async (alg) => {
      expect(await present(token({}, { alg }))).toBe('jwt.algorithm')
    },
  )
})

describe('class 11: signatures at the edges', () => {
  const [header, payload, signature] = token({}, {}, ec).split('.') as [string, string, string]
  const good = Buffer.from(signature, 'base64url')
  const order = Buffer.from(
    'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551',
    'hex',
  )
  const one = Buffer.concat([Buffer.alloc(31), Buffer.from([1])])
  const zero = Buffer.alloc(32)
  const der = Buffer.concat([
    Buffer.from([0x30, 0x44, 0x02, 0x20]),
    good.subarray(0, 32),
    Buffer.from([0x02, 0x20]),
    good.subarray(32),
  ])

  it('takes the signature that all others are made of', async () => {
    expect(await present(`${header}.${payload}.${signature}`)).toBe('pass')
  })

  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['r = 0, s = 0', Buffer.concat([zero, zero])],
    ['r = 1, s = 1', Buffer.concat([one, one])],
    ['r = n, s = n', Buffer.concat([order, order])],
    ['r = 0', Buffer.concat([zero, good.subarray(32)])],
    ['s = n', Buffer.concat([good.subarray(0, 32), order])],
    ['DER', der],
    ['a byte more', Buffer.concat([good, Buffer.from([0])])],
    ['a byte less', good.subarray(0, 63)],
    [
      'a zero between its halves',
      Buffer.concat([good.subarray(0, 32), Buffer.alloc(1), good.subarray(32)]),
    ],
    ['halves swapped', Buffer.concat([good.subarray(32), good.subarray(0, 32)])],
  ])('denies an ECDSA signature of %s', async (_case, bytes) => {
    expect(await present(`${header}.${payload}.${bytes.toString('base64url')}`)).toBe(
      'jwt.bad_signature',
    )
  })

  it('denies RSA signatures that are all zero, one byte longer or one shorter', async () => {
    const [h, p, s] = token().split('.') as [string, string, string]
    const rs = Buffer.from(s, 'base64url')
    for (const bytes of [
      Buffer.alloc(256),
      Buffer.concat([Buffer.alloc(1), rs]),
      rs.subarray(1),
      Buffer.alloc(0),
    ]) {
      expect(await present(`${h}.${p}.${bytes.toString('base64url')}`)).toBe('jwt.bad_signature')
    }
  })

  it('denies Ed25519 with S + L, all zero, or one byte more', async () => {
    const edToken = token({}, {}, (await import('../helpers/tokens.js')).ed)
    const [h, p, s] = edToken.split('.') as [string, string, string]
    expect(await present(edToken)).toBe('pass')
    const bytes = Buffer.from(s, 'base64url')
    const order25519 = 2n ** 252n + 27742317777372353535851937790883648493n
    const little = (value: bigint): Buffer =>
      Buffer.from(Buffer.from(value.toString(16).padStart(64, '0'), 'hex').toReversed())
    const scalar = BigInt(`0x${Buffer.from(bytes.subarray(32).toReversed()).toString('hex')}`)
    const malleable = Buffer.concat([bytes.subarray(0, 32), little(scalar + order25519)])
    for (const bad of [malleable, Buffer.alloc(64), Buffer.concat([bytes, Buffer.alloc(1)])]) {
      expect(await present(`${h}.${p}.${bad.toString('base64url')}`)).toBe('jwt.bad_signature')
    }
  })

  it.each([0, 1, 16, 31, 33])('denies an HMAC cut or padded to %i bytes', async (length) => {
    const mac = (data: Buffer): Buffer => createHmac('sha256', secret).update(data).digest()
    expect(await presentSecret(forge({ alg: 'HS256' }, goodClaims, mac))).toBe('pass')
    const cut = (data: Buffer): Buffer =>
      Buffer.concat([mac(data), Buffer.alloc(1)]).subarray(0, length)
    expect(await presentSecret(forge({ alg: 'HS256' }, goodClaims, cut))).toBe('jwt.bad_signature')
  })

  it('denies PS256 without a salt', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'ps' }
    const presentPs = await presenting({ jwks: { keys: [jwk] } })
    const { constants, sign } = await import('node:crypto')
    const signed = (saltLength: number): string =>
      forge({ alg: 'PS256', kid: 'ps' }, goodClaims, (data) =>
        sign('sha256', data, {
          key: privateKey,
          padding: constants.RSA_PKCS1_PSS_PADDING,
          saltLength,
        }),
      )
    expect(await presentPs(signed(32))).toBe('pass')
    expect(await presentPs(signed(0))).toBe('jwt.bad_signature')
    expect(await presentPs(signed(20))).toBe('jwt.bad_signature')
  })

  it('denies what a key of another issuer signed under a trusted kid', async () => {
    expect(await present(token({}, { kid: 'rsa-1' }, otherRsa))).toBe('jwt.bad_signature')
  })
})
