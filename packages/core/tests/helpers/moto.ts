/** A real `moto_server` on a free port: Parameter Store and KMS without an AWS account. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

const command = 'moto_server'
const isRequired = process.env['CI_REQUIRE_MOTO'] === '1'
const isThere = spawnSync(command, ['--help'], { timeout: 60_000 }).status === 0

/** Why tests against moto are left out; undefined when they run. Under `CI_REQUIRE_MOTO=1` they always run. */
export const leftOut: string | undefined =
  isThere || isRequired ? undefined : 'left out: moto_server is not on PATH'

// Titles of skipped tests do not show in the default report.
if (leftOut !== undefined) process.stderr.write(`Tests against moto are ${leftOut}\n`)

export interface Moto {
  readonly url: string
  /** A call without the SDK, for services that have no client here. */
  call(service: string, target: string, body: object): Promise<Record<string, unknown>>
  stop(): void
}

/** Starts it and waits until it answers; throws when it is not installed. */
export async function startMoto(): Promise<Moto> {
  if (!isThere) throw new Error('CI_REQUIRE_MOTO=1, but moto_server is not on PATH')
  const port = await findFreePort()
  const child = spawn(command, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
  const url = `http://127.0.0.1:${port}`
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (await answers(url)) return { url, call: createCaller(url), stop: () => child.kill() }
    await wait(100)
  }
  child.kill()
  throw new Error('moto_server did not answer within 30 s')
}

function createCaller(url: string): Moto['call'] {
  return async (service, target, body) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': target,
        // moto reads the service and the region from it and verifies nothing.
        authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify(body),
    })
    return (await response.json()) as Record<string, unknown>
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/moto-api/`)).ok
  } catch {
    return false
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
