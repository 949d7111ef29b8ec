/** An identity provider on a loopback address that publishes the documents of a real one, and who asks its config. */
import { createHandler, createRuntime } from '@authchain/core'
import type { AuthchainConfig, Decision, HttpRequest } from '@authchain/core'
import { createTestLogger, restRequestEvent } from '@authchain/core/testing'
import type { TestKey } from './tokens.js'
import { forge, signBytes } from './tokens.js'
import { json, startKeyServer } from './key-server.js'
import { onTestFinished } from 'vitest'

/** What the provider answers, by path. */
type Documents = (origin: string) => Readonly<Record<string, unknown>>

export interface Provider {
  /** `http://127.0.0.1:…` */
  readonly origin: string
  /** Paths that were asked for. */
  readonly requests: readonly string[]
  /** Asks a config about a token: `Allow <principal>`, or the code of the denial. */
  ask(config: AuthchainConfig, token: string): Promise<string>
}

/** Ends with the test. What a config asks another host for goes to the provider as well. */
export async function startProvider(toDocuments: Documents): Promise<Provider> {
  const server = await startKeyServer()
  onTestFinished(async () => server.close())
  const documents = toDocuments(server.issuer)
  server.behave((request, response) => {
    const path = String(request.url)
    if (Object.hasOwn(documents, path)) json(documents[path])(request, response)
    else response.writeHead(404).end()
  })
  const { http } = createRuntime({ logger: createTestLogger() })
  const local = async (request: HttpRequest): ReturnType<typeof http> =>
    http({ ...request, url: new URL(request.url.pathname, server.issuer) })
  return {
    origin: server.issuer,
    requests: server.requests,
    async ask(config, token) {
      let decision: Decision | undefined
      const tracer = {
        event: (name: string, fields: Readonly<Record<string, unknown>>) => {
          if (name === 'decision') decision = fields['decision'] as Decision
        },
      }
      const handler = createHandler(config, { http: local, logger: createTestLogger(), tracer })
      const event = restRequestEvent({ headers: { Authorization: `Bearer ${token}` } })
      const answer = await handler(event).catch((error: unknown) => String(error))
      if (decision?.effect !== 'Allow') return decision?.code ?? 'no decision'
      // The decision is what was traced; the answer must say the same.
      return JSON.stringify(answer).includes('"Effect":"Allow"')
        ? `Allow ${decision.principalId}`
        : 'no Allow'
    },
  }
}

const nowSeconds = Math.floor(Date.now() / 1000)

/** Times of a token that was issued a minute ago for an hour. */
const times = { iat: nowSeconds - 60, nbf: nowSeconds - 60, exp: nowSeconds + 3540 }

/** Signs a token with the provider's key; undefined members are left out. */
export function issue(key: TestKey, claims: object, header: object = {}): string {
  return forge({ alg: 'RS256', kid: key.jwk['kid'], ...header }, { ...times, ...claims }, (data) =>
    signBytes('RS256', key.privateKey, data),
  )
}

/** A public key as a provider writes it, with members of its own. */
export function published(key: TestKey, members: object): object {
  const { kty, n, e } = key.jwk
  return { kty, n, e, kid: key.jwk['kid'], ...members }
}
