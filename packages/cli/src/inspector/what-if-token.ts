/**
 * Tokens with other claims. A key made for one replay signs them, and the replay's own copy of the chain sees that
 * key among those that the issuer publishes. Nothing outside the copy trusts it.
 *
 * @module
 */
import { generateKeyPair, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import type { GatewayRequest, HeaderPair } from '@authchain/gateway'
import type { PluginRuntime } from '@authchain/core'
import type { Json } from '@authchain/inspector/record'
import { CallRefused } from './call-refused.js'

type Fields = Readonly<Record<string, unknown>>

/** A request with the changed token, and the HTTP under which a plugin finds its key. */
export interface WhatIfToken {
  readonly request: GatewayRequest
  readonly changeRuntime: (runtime: PluginRuntime) => PluginRuntime
}

const generate = promisify(generateKeyPair)
const keyId = 'authchain-what-if'
const tokenForm = /^((?:[A-Za-z]+ +)?)([\w-]+)\.([\w-]+)\.[\w-]+$/

/**
 * Changes claims of the token in a request's headers.
 *
 * @param changes - Values to set; null removes a claim.
 * @throws {@link CallRefused} 409 when no header holds a token that can be signed again.
 */
export async function changeClaims(
  request: GatewayRequest,
  changes: Readonly<Record<string, Json>>,
): Promise<WhatIfToken> {
  const index = request.headers.findIndex(([, value]) => tokenForm.test(value))
  const [name = '', value = ''] = request.headers[index] ?? []
  const [, scheme = '', header = '', payload = ''] = tokenForm.exec(value) ?? []
  const head = parse(header)
  const algorithm = String(head?.['alg'])
  const claims = parse(payload)
  if (head === undefined || claims === undefined || !isSupported(algorithm)) {
    throw new CallRefused(409, 'no_token', 'No header holds a token that can be signed again')
  }
  const { publicKey, privateKey } = await createKeys(algorithm)
  const all = Object.entries({ ...claims, ...changes }).filter(
    ([key, each]) => each !== null || !Object.hasOwn(changes, key),
  )
  const text = `${encode({ ...head, kid: keyId })}.${encode(Object.fromEntries(all))}`
  const signature = signWith(algorithm, privateKey, text).toString('base64url')
  const changed: HeaderPair = [name, `${scheme}${text}.${signature}`]
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: keyId, alg: algorithm, use: 'sig' }
  return {
    request: { ...request, headers: request.headers.with(index, changed) },
    changeRuntime: (runtime) => ({
      ...runtime,
      http: async (asked) => {
        const response = await runtime.http(asked)
        const set = parse(Buffer.from(response.body).toString('base64url'))
        if (!Array.isArray(set?.['keys'])) return response
        const keys = [...(set['keys'] as readonly unknown[]), jwk]
        return { ...response, body: Buffer.from(JSON.stringify({ ...set, keys })) }
      },
    }),
  }
}

const curves: Readonly<Record<string, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' }

function isSupported(algorithm: string): boolean {
  return /^(?:(?:RS|PS|ES)(?:256|384|512)|EdDSA)$/.test(algorithm)
}

async function createKeys(
  algorithm: string,
): Promise<{ readonly publicKey: KeyObject; readonly privateKey: KeyObject }> {
  const namedCurve = curves[algorithm]
  if (namedCurve !== undefined) return generate('ec', { namedCurve })
  return algorithm === 'EdDSA' ? generate('ed25519') : generate('rsa', { modulusLength: 2048 })
}

function signWith(algorithm: string, key: KeyObject, text: string): Buffer {
  const hash = algorithm === 'EdDSA' ? null : `sha${algorithm.slice(2)}`
  // 6 is RSA_PKCS1_PSS_PADDING; -1 a salt as long as the digest (RFC 7518 section 3.5).
  const padding = algorithm.startsWith('PS') ? { padding: 6, saltLength: -1 } : {}
  return sign(hash, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363', ...padding })
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function parse(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Fields) : undefined
  } catch {
    return undefined
  }
}
