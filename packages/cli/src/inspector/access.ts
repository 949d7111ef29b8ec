/** Who may talk to the inspector: a browser on this machine that shows its own page. @module */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Why a request is not answered. */
export interface Refusal {
  readonly status: 401 | 403 | 405 | 415
  readonly code: string
  readonly message: string
}

/** 256 random bits, for URLs. */
export function createToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Tells whether an address that a server listens on is reached from this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
}

/**
 * Checks where a request comes from: over loopback, and to a loopback name with this server's port. A site that
 * points its own name here (DNS rebinding) sends that name.
 */
export function refuseForeign(incoming: IncomingMessage): Refusal | undefined {
  const { remoteAddress = '', localPort } = incoming.socket
  if (!isLoopback(remoteAddress.replace(/^::ffff:/, ''))) {
    return { status: 403, code: 'not_loopback', message: 'Only this machine may look' }
  }
  const hosts = findAll(incoming, 'host')
  const names = ['127.0.0.1', 'localhost', '[::1]'].flatMap((name) => [
    `${name}:${localPort ?? 0}`,
    // Browsers leave the port of their scheme out (RFC 9110, section 4.2.3).
    ...(localPort === 80 ? [name] : []),
  ])
  if (hosts.length !== 1 || !names.includes(hosts[0] ?? '')) {
    return { status: 403, code: 'host', message: 'The Host header names another server' }
  }
  const origins = findAll(incoming, 'origin')
  if (origins.some((origin) => origin !== `http://${hosts[0] ?? ''}`)) {
    return { status: 403, code: 'origin', message: 'Another site may not ask' }
  }
  const site = findAll(incoming, 'sec-fetch-site')
  if (site.some((each) => each !== 'same-origin' && each !== 'none')) {
    return { status: 403, code: 'origin', message: 'Another site may not ask' }
  }
  return undefined
}

/**
 * Checks a call of the page: the token of the URL that `dev` printed, and for whatever changes something the
 * page's own origin and JSON, which no form can send.
 */
export function refuseCall(
  incoming: IncomingMessage,
  token: string,
  queryToken: string | null,
): Refusal | undefined {
  const given = findAll(incoming, 'x-authchain-token')
  const presented = given.length === 0 ? (queryToken ?? '') : given.length === 1 ? given[0] : ''
  if (!isSame(presented ?? '', token)) {
    return { status: 401, code: 'token', message: 'Open the URL that authchain dev printed' }
  }
  if (incoming.method === 'GET') return undefined
  if (incoming.method !== 'POST') {
    return { status: 405, code: 'method', message: 'GET or POST' }
  }
  // Its value was compared with the Host already.
  if (findAll(incoming, 'origin').length !== 1) {
    return { status: 403, code: 'origin', message: 'A change needs the Origin of the page' }
  }
  const type = incoming.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  return type === 'application/json'
    ? undefined
    : { status: 415, code: 'content_type', message: 'Send application/json' }
}

/** Node drops repeated headers of some names; what was sent twice must not pass for one. */
function findAll({ rawHeaders }: IncomingMessage, wanted: string): readonly string[] {
  const values: string[] = []
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === wanted) values.push(rawHeaders[index + 1] ?? '')
  }
  return values
}

function isSame(presented: string, expected: string): boolean {
  const digest = (text: string): Uint8Array => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(presented), digest(expected))
}
