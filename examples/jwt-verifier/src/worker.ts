/** A worker on a queue whose messages carry the token of the user they are for. @module */
import { isAuthchainError } from '@authchain/core'
import type { JwtVerifier } from '@authchain/plugins-jwt'

/** One message. */
export interface Message {
  readonly token: string
  readonly order: string
}

/** What became of a message: done for somebody, or dropped for a reason. */
export type Result =
  | { readonly status: 'done'; readonly subject: string; readonly order: string }
  | { readonly status: 'dropped'; readonly code: string }

/**
 * Does what a message asks for, in the name of its token's subject.
 *
 * @throws what is not the token's fault, such as an issuer out of reach: the queue delivers the message again.
 */
export async function handleMessage(verifier: JwtVerifier, message: Message): Promise<Result> {
  try {
    const claims = await verifier.verify(message.token, AbortSignal.timeout(5000))
    return { status: 'done', subject: String(claims['sub']), order: message.order }
  } catch (error) {
    if (!isAuthchainError(error) || error.kind !== 'unauthenticated') throw error
    return { status: 'dropped', code: error.code }
  }
}
