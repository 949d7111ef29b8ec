/** A handler around an adapter under test, and a plugin that says what it was shown. @module */
import type { RequestInput } from '../../contract/context.js'
import type { AuthContext } from '../../contract/context.js'
import { definePlugin } from '../../contract/define-plugin.js'
import { abstain, pass } from '../../contract/outcome.js'
import { createHandler } from '../../handler/handler.js'
import { forbidden, unauthenticated } from '../../errors.js'
import { createTestClock, createTestLogger } from '../runtime.js'
import type { AdapterSubject } from './adapter-subject.js'

/** What API Gateway would get: an answer, or the message of an error. */
interface Reply {
  readonly answer: unknown
  readonly thrown: string | undefined
  /** What the plugin was shown; undefined when it was not asked. */
  readonly seen: Readonly<Record<string, string | undefined>> | undefined
}

/** Asks the adapter. */
export type AskAdapter = (event: unknown) => Promise<Reply>

/** The one credential that is allowed is `Bearer <name>-of-the-suite-…`; see {@link credentialOf}. */
export function credentialOf(name: string): string {
  return `Bearer ${name}-of-the-suite-0123456789abcdef`
}

/** Makes the handler of the subject. */
export function createAskAdapter(subject: AdapterSubject): AskAdapter {
  const { authorizer, supplies, createHandler: create = createHandler } = subject
  return async (event) => {
    let seen: Reply['seen']
    const probe = definePlugin({
      name: 'probe',
      requires: { credentials: ['token'], inputs: supplies.filter((input) => input !== 'token') },
      validate(context) {
        seen = look(context, supplies)
        return obey(context.token)
      },
    })
    const runtime = { logger: createTestLogger(), clock: createTestClock() }
    try {
      const answer: unknown = await create({ authorizer, plugins: [probe()] }, runtime)(event)
      return { answer, thrown: undefined, seen }
    } catch (error) {
      return {
        answer: undefined,
        thrown: error instanceof Error ? error.message : 'no error',
        seen,
      }
    }
  }
}

function obey(token: string | undefined): ReturnType<typeof pass> | ReturnType<typeof abstain> {
  if (token === undefined) return abstain('no credential')
  const [, name = ''] = /^Bearer (\w+)-of-the-suite-0123456789abcdef$/.exec(token) ?? []
  if (name === '') throw unauthenticated('probe.unknown')
  if (name === 'forbidden') throw forbidden('probe.forbidden')
  if (name === 'broken') throw new Error('broken on purpose')
  return pass({ principalId: name, context: { text: 'a', count: 1, flag: true, nothing: null } })
}

function look(
  context: AuthContext,
  inputs: readonly RequestInput[],
): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries([
    ['source', context.source],
    ['stage', context.resourceArn.stage],
    ...inputs.map((input) => [input, readInput(context, input)] as const),
  ])
}

function readInput(context: AuthContext, input: RequestInput): string | undefined {
  const at = input.indexOf(':')
  const name = input.slice(at + 1)
  switch (at === -1 ? input : input.slice(0, at)) {
    case 'header':
      return context.header(name)
    case 'query':
      return context.query(name)
    case 'cookie':
      return context.cookie(name)
    case 'stage-variable':
      return context.stageVariable(name)
    case 'path-parameters':
      return context.pathParameter('id')
    case 'method':
      return context.method
    case 'path':
      return context.path
    case 'route':
      return context.route
    case 'source-ip':
      return context.sourceIp
    default:
      return context.token
  }
}
