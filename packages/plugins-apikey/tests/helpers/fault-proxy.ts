/** Stands before an AWS endpoint, counts its calls and answers faults in its place. */
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What AWS would answer; `'hang'` never answers, `'reset'` closes the connection. */
type Fault = { readonly status: number; readonly type: string } | 'hang' | 'reset'

export interface FaultProxy {
  readonly url: string
  /** The bodies of the calls since the last {@link FaultProxy.forget}. */
  readonly calls: readonly Record<string, unknown>[]
  /** Chooses the fault of a call by its body; undefined lets it through. */
  fail(choose: Choose): void
  /** No faults and no calls any more. */
  forget(): void
  close(): Promise<void>
}

type Choose = (body: Record<string, unknown>) => Fault | undefined

const noFault: Choose = () => undefined

export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const calls: Record<string, unknown>[] = []
  let choose = noFault

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const bytes = Buffer.concat(chunks)
    const body = JSON.parse(bytes.toString()) as Record<string, unknown>
    calls.push(body)
    const fault = choose(body)
    if (fault === 'hang') return
    if (fault === 'reset') {
      incoming.socket.destroy()
    } else if (fault === undefined) {
      forward(target, incoming, bytes, outgoing)
    } else {
      outgoing.writeHead(fault.status, { 'content-type': 'application/x-amz-json-1.1' })
      outgoing.end(JSON.stringify({ __type: fault.type, message: 'made by the fault proxy' }))
    }
  }

  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    fail(next) {
      choose = next
    },
    forget() {
      choose = noFault
      calls.length = 0
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function forward(
  target: string,
  incoming: IncomingMessage,
  bytes: Buffer,
  outgoing: ServerResponse,
): void {
  const { method, headers } = incoming
  const onward = request(target, { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(outgoing)
  })
  onward.on('error', () => outgoing.destroy())
  onward.end(bytes)
}
