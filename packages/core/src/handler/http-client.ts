/** The HTTP client that plugins get. @module */
import { Buffer } from 'node:buffer'
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import { isLoopback } from '../contract/schema.js'
import type { HttpRequest, HttpResponse } from '../contract/runtime.js'
import { failure } from '../errors.js'

const defaultMaxBytes = 262_144

/**
 * One request over a connection of its own: a frozen Lambda's kept connections are dead when it thaws.
 * Nothing is followed and nothing is inflated; a body over `maxBytes` ends the request.
 *
 * Not global `fetch`, and no import of `node:https`: both load undici, 65 ms of a cold start.
 *
 * @throws failure `http.insecure_url`, `http.body_too_large`, `http.encoded_body`; otherwise what Node throws.
 */
export async function sendHttpRequest(request: HttpRequest): Promise<HttpResponse> {
  const { url, method = 'GET', headers = {}, body, signal, maxBytes = defaultMaxBytes } = request
  if (url.protocol !== 'https:' && !isLoopback(url)) throw failure('http.insecure_url')
  signal.throwIfAborted()
  const options: RequestOptions = {
    method,
    signal,
    agent: false,
    headers: { accept: 'application/json', ...headers, 'accept-encoding': 'identity' },
  }
  const sent = openRequest(url, options)
  try {
    const response = await answerTo(sent, body)
    const bytes = await readBody(response, maxBytes)
    return { status: response.statusCode ?? 0, headers: toHeaders(response), body: bytes }
  } finally {
    sent.destroy()
  }
}

function openRequest(url: URL, options: RequestOptions): ClientRequest {
  return url.protocol === 'https:'
    ? process.getBuiltinModule('node:https').request(url, options)
    : process.getBuiltinModule('node:http').request(url, options)
}

async function answerTo(sent: ClientRequest, body: string | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    sent.on('response', resolve)
    // Stays on for the time after the answer began: an error without a listener would end the process.
    sent.on('error', reject)
    sent.end(body)
  })
}

async function readBody(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  if ((response.headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw failure('http.encoded_body')
  }
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response) {
    const buffer = chunk as Buffer
    bytes += buffer.length
    if (bytes > maxBytes) throw failure('http.body_too_large')
    chunks.push(buffer)
  }
  return Buffer.concat(chunks)
}

function toHeaders(response: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  )
}
