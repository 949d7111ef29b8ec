/** What Lambda holds of a function, imported. @module */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { GetFunctionCommand } from '@aws-sdk/client-lambda'
import { unzipSync } from 'fflate'
import { accountEnvironment, lambda, motoUrl } from './account.js'
import { codePath } from './code-recorder.js'

/** The export `handler`. */
export type DeployedHandler = (event: unknown, context: unknown) => Promise<unknown>

/** Fetches a function's code from the account and imports it under the environment that it was given. */
export async function fetchFunction(name: string): Promise<DeployedHandler> {
  const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: name }))
  const archive = unzipSync(await fetchCode(name, Configuration?.CodeSha256))
  const folder = mkdtempSync(join(tmpdir(), 'authchain-deployed-'))
  for (const [path, bytes] of Object.entries(archive)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  const environment = Configuration?.Environment?.Variables ?? {}
  Object.assign(process.env, accountEnvironment, environment)
  const entry = pathToFileURL(join(folder, 'index.mjs')).href
  try {
    const { handler } = (await import(/* @vite-ignore */ entry)) as { handler: DeployedHandler }
    return handler
  } finally {
    // The next function of this process has another environment.
    for (const variable of Object.keys(environment)) delete process.env[variable]
  }
}

async function fetchCode(name: string, sha256: string | undefined): Promise<Uint8Array> {
  const response = await fetch(`${motoUrl}${codePath}${name}`)
  const archive = new Uint8Array(await response.arrayBuffer())
  const actual = createHash('sha256').update(archive).digest('base64')
  if (actual !== sha256) throw new Error(`What was recorded is not what ${name} holds`)
  return archive
}
