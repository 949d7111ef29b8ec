/** Stands before moto and keeps the code that functions are given: moto's `Code.Location` leads nowhere. @module */
import { createServer, request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

/** Where the recorder hands out the last archive of a function: this, and its name. */
export const codePath = '/recorded-code/'

const uploads = /^\/2015-03-31\/functions(?:\/(?<name>[^/]+)\/code)?\/?$/

/** Starts it on a free port of loopback. */
export async function startCodeRecorder(
  motoUrl: string,
): Promise<{ readonly url: string; readonly stop: () => void }> {
  const archives = new Map<string, Buffer>()
  const server = createServer((incoming, outgoing) => {
    const answer = async () => {
      const { url = '/', method = 'GET', headers } = incoming
      if (url.startsWith(codePath)) {
        const archive = archives.get(url.slice(codePath.length))
        outgoing.writeHead(archive === undefined ? 404 : 200).end(archive)
        return
      }
      const body = await readAll(incoming)
      record(archives, url, body)
      const forwarded = request(`${motoUrl}${url}`, { method, headers })
      forwarded.end(body)
      const [response] = (await once(forwarded, 'response')) as [IncomingMessage]
      outgoing.writeHead(response.statusCode ?? 502, response.headers)
      outgoing.end(await readAll(response))
    }
    answer().catch(() => outgoing.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

function record(archives: Map<string, Buffer>, url: string, body: Buffer): void {
  const match = uploads.exec(url)
  if (match === null || body.byteLength === 0) return
  const { FunctionName, Code, ZipFile } = JSON.parse(body.toString()) as {
    FunctionName?: string
    Code?: { ZipFile?: string }
    ZipFile?: string
  }
  const text = Code?.ZipFile ?? ZipFile
  const name = match.groups?.['name'] ?? FunctionName
  if (name !== undefined && text !== undefined) archives.set(name, Buffer.from(text, 'base64'))
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
