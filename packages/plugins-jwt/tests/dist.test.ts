import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Runs a script against the built package in a process of its own and reads what it prints. */
function run(script: string): unknown {
  const args = ['--input-type=module', '--eval', script]
  return JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' }))
}

const script = `
  import { createServer } from 'node:net'
  import { generateKeyPairSync, sign } from 'node:crypto'
  import { createJwtVerifier } from './dist/index.js'
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const body = JSON.stringify({ keys: [publicKey.export({ format: 'jwk' })] })
  // A server without node:http, whose import alone would load what this test looks for.
  const server = createServer((socket) => socket.once('data', () => socket.end(
    'HTTP/1.1 200 OK\\r\\ncontent-length: ' + body.length + '\\r\\nconnection: close\\r\\n\\r\\n' + body)))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = 'http://127.0.0.1:' + server.address().port
  const logger = { debug() {}, info() {}, warn() {}, error() {} }
  const verifier = await createJwtVerifier({ issuer, audience: 'a', jwksUri: issuer + '/keys' }, { logger })
  const sign3 = (claims) => {
    const input = [{ alg: 'EdDSA' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
    return input + '.' + sign(undefined, Buffer.from(input), privateKey).toString('base64url')
  }
  const claims = { iss: issuer, aud: 'a', sub: 'u', exp: Date.now() / 1000 + 60 }
  const { sub } = await verifier.verify(sign3(claims))
  const code = await verifier.verify(sign3({ ...claims, exp: 1 })).catch((error) => error.code)
  const forged = sign3(claims).slice(0, -8) + 'AAAAAAAA'
  const forgery = await verifier.verify(forged).catch((error) => error.code)
  server.close()
  const heavy = process.moduleLoadList.filter((name) => /undici|zod|jose/.test(name))
  console.log(JSON.stringify({ sub, code, forgery, heavy }))
`

describe('the built package', () => {
  it('verifies over HTTP and loads neither undici nor any library', () => {
    expect(run(script)).toEqual({
      sub: 'u',
      code: 'jwt.expired',
      forgery: 'jwt.bad_signature',
      heavy: [],
    })
  })
})
