/** A chain around a plugin under test, with everything it says written down. @module */
import { inspect } from 'node:util'
import { openChain } from '../../chain/chain.js'
import type { Chain } from '../../chain/chain.js'
import { stageScope } from '../../chain/plain-scope.js'
import type { ChainRuntime } from '../../chain/open-plugin.js'
import type { Decision } from '../../contract/decision.js'
import type { AnyPlugin } from '../../contract/plugin.js'
import type { SecretRef } from '../../contract/secret-store.js'
import { createSecrets } from '../../secrets/secret.js'
import { createTestContext } from '../contexts.js'
import type { TestRequest } from '../contexts.js'
import { createTestRuntime } from '../runtime.js'
import type { TestRuntimeOptions } from '../runtime.js'
import type { PluginSubject } from './plugin-subject.js'

type Allow = Extract<Decision, { effect: 'Allow' }>

/** What a plugin answered, told from the decision of a chain of it. */
export interface Answer {
  readonly outcome: 'pass' | 'abstain' | 'denied' | 'failure'
  readonly principalId: string | undefined
  readonly code: string | undefined
  /** Scopes, claims, response context and expiry of a pass, as text. */
  readonly facts: string
}

/** A plugin that can be asked. */
export interface PluginBench {
  readonly ask: (request: TestRequest) => Promise<Answer>
  readonly decide: (request: TestRequest, deadlineMilliseconds?: number) => Promise<Decision>
  /** Log lines, and trace events without what a pass adds to the identity. */
  readonly said: readonly unknown[]
}

/** Sets a plugin up in a chain. */
export async function openBench(
  subject: PluginSubject,
  plugin: AnyPlugin = subject.make(),
  overrides: TestRuntimeOptions = {},
): Promise<PluginBench> {
  const said: unknown[] = []
  const runtime = createBenchRuntime(subject, said, overrides)
  const plugins = [...(subject.before ?? []), plugin]
  const chain: Chain = await openChain(
    { plugins },
    stageScope,
    runtime,
    new AbortController().signal,
  )
  const decide: PluginBench['decide'] = async (request, deadlineMilliseconds) =>
    chain(
      createTestContext(request),
      deadlineMilliseconds === undefined ? {} : { deadlineMilliseconds },
    )
  return { said, decide, ask: async (request) => toAnswer(await decide(request)) }
}

/** The runtime of a subject. References that a test gives no value for are opened by their own stores. */
export function createBenchRuntime(
  subject: PluginSubject,
  said: unknown[] = [],
  overrides: TestRuntimeOptions = {},
): ChainRuntime {
  const options = { ...subject.runtime, ...overrides }
  const runtime = createTestRuntime(options)
  const say =
    (level: string) =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
      said.push({ level, message, fields })
    }
  const logger = { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') }
  const stores = createSecrets({ clock: runtime.clock, logger })
  const open = (ref: SecretRef): ReturnType<ChainRuntime['secrets']['open']> =>
    Object.hasOwn(options.secrets ?? {}, ref.name) ? runtime.secrets.open(ref) : stores.open(ref)
  return {
    ...runtime,
    logger,
    secrets: { open },
    tracer: {
      // The request itself is a tracer's by design, and so is what a pass adds.
      event(name, { patch: _patch, context: _context, ...fields }) {
        said.push({ name, ...fields })
      },
    },
  }
}

/** A plugin in a chain of its own: the decision says what it answered. */
function toAnswer(decision: Decision): Answer {
  const { principalId } = decision
  if (decision.effect === 'Allow') {
    return { outcome: 'pass', principalId, code: undefined, facts: toFacts(decision) }
  }
  const { kind, code } = decision
  const rest = { principalId, code: undefined, facts: '' }
  if (code === 'chain.no_principal') return { ...rest, outcome: 'pass' }
  if (code === 'chain.no_credential') return { ...rest, outcome: 'abstain' }
  return { ...rest, outcome: kind === 'failure' ? 'failure' : 'denied', code }
}

/** One line that is equal for equal answers. */
export function toLine({ outcome, principalId, code, facts }: Answer): string {
  return JSON.stringify([outcome, principalId, code, facts])
}

function toFacts({ identity, context, usageIdentifierKey }: Allow): string {
  const { scopes, claims, expiresAtSeconds } = identity
  return inspect([scopes, claims, context, expiresAtSeconds, usageIdentifierKey], { depth: 8 })
}
