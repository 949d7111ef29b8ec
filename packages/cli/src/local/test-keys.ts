/** The keys of the test issuer. They are made once for each project and never leave its local folder. @module */
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import type { JsonWebKey, KeyObject } from 'node:crypto'
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ToolError } from '../tool-error.js'
import { makeLocalFolder, refuseTracked } from './local-folder.js'

/** What signs test tokens. */
type TestAlgorithm = 'ES256' | 'RS256'

/** One key pair. */
export interface TestKey {
  readonly algorithm: TestAlgorithm
  /** Begins with {@link testKeyPrefix}. */
  readonly keyId: string
  readonly privateKey: KeyObject
}

/** Tells a test token from a real one. */
export const testKeyPrefix = 'authchain-test-'

const fileName = 'test-issuer.json'

/**
 * Reads the keys, or makes them the first time. Tokens so survive a restart.
 *
 * @throws {@link ToolError} AC3008 when git tracks the file, AC3011 when it cannot be read.
 */
export function openTestKeys(folder: string): readonly TestKey[] {
  const file = join(folder, fileName)
  makeLocalFolder(folder)
  if (!existsSync(file)) writeOnce(file, JSON.stringify({ keys: createKeys() }))
  refuseTracked(file)
  try {
    const { keys } = JSON.parse(readFileSync(file, 'utf8')) as { keys: readonly JsonWebKey[] }
    const read = keys.map(toTestKey)
    if (read.length > 0) return read
  } catch {
    // Its text holds private keys, and the error may quote it.
  }
  throw new ToolError('AC3011', `.authchain/local/${fileName} holds no keys of the test issuer`)
}

/** The public halves, as an issuer publishes them (RFC 7517 section 5). */
export function toKeySet(keys: readonly TestKey[]): { readonly keys: readonly JsonWebKey[] } {
  return {
    keys: keys.map(({ algorithm, keyId, privateKey }) => ({
      ...createPublicKey(privateKey).export({ format: 'jwk' }),
      kid: keyId,
      alg: algorithm,
      use: 'sig',
    })),
  }
}

function createKeys(): readonly JsonWebKey[] {
  const suffix = randomBytes(4).toString('hex')
  const pairs = [
    ['ES256', generateKeyPairSync('ec', { namedCurve: 'P-256' })],
    ['RS256', generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ] as const
  return pairs.map(([alg, { privateKey }]) => ({
    ...privateKey.export({ format: 'jwk' }),
    kid: `${testKeyPrefix}${alg.toLowerCase()}-${suffix}`,
    alg,
  }))
}

function toTestKey(jwk: JsonWebKey): TestKey {
  const { alg, kid } = jwk
  if ((alg !== 'ES256' && alg !== 'RS256') || typeof kid !== 'string') throw new TypeError('alg')
  if (!kid.startsWith(testKeyPrefix)) throw new TypeError('kid')
  return { algorithm: alg, keyId: kid, privateKey: createPrivateKey({ key: jwk, format: 'jwk' }) }
}

/** `dev` and `token` may begin at once: a link is made whole, and only where there is none yet. */
function writeOnce(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`
  try {
    writeFileSync(temporary, text, { mode: 0o600 })
    linkSync(temporary, file)
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === 'EEXIST') return
    throw new ToolError('AC2007', '.authchain/local cannot be written', { cause: error })
  } finally {
    rmSync(temporary, { force: true })
  }
}
