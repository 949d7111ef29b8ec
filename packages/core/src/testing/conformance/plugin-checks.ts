/** What every plugin promises. @module */
import { findStructure } from '../../contract/plugin.js'
import type { PluginRequirements } from '../../contract/plugin.js'
import { isAuthchainError, toCodePrefix } from '../../errors.js'
import type { EventSource } from '../../contract/context.js'
import { toCanonicalInput } from '../../contract/requirements.js'
import { createCheck } from './check.js'
import type { Check } from './check.js'
import { isRequestInput, withoutInputs } from './request-inputs.js'
import { openBench, toLine } from './plugin-bench.js'
import { hostilityChecks } from './plugin-hostility-checks.js'
import { isolationChecks } from './plugin-isolation-checks.js'
import { leakChecks } from './plugin-leak-checks.js'
import { timeChecks } from './plugin-time-checks.js'
import type { PluginSubject } from './plugin-subject.js'

/**
 * The checks that `describePlugin` registers, to be run without a test runner.
 *
 * @example
 * ```ts
 * for (const { title, run } of pluginChecks(subject)) console.log(title, await run())
 * ```
 */
export function pluginChecks(subject: PluginSubject): readonly Check[] {
  return [
    ...factChecks(subject),
    ...answerChecks(subject),
    ...isolationChecks(subject),
    ...leakChecks(subject),
    ...hostilityChecks(subject),
    ...timeChecks(subject),
  ]
}

function factChecks(subject: PluginSubject): readonly Check[] {
  const facts = createCheck('declares facts that are well formed and always the same', (it) => {
    const plugin = subject.make()
    it.expect(findStructure(plugin) !== undefined, 'make() returns no plugin')
    const {
      credentials = [],
      inputs = [],
      secrets = [],
      hosts = [],
      statements = [],
    } = plugin.requires
    for (const input of [...credentials, ...inputs]) {
      it.expect(isRequestInput(input), `requires: ${JSON.stringify(input)} is no input`)
    }
    it.expect(
      secrets.every((ref) => (ref as { kind?: unknown }).kind === 'secret-ref'),
      'requires.secrets holds what is no reference',
    )
    it.expect(hosts.every(isHost), 'requires.hosts holds what is no host name')
    for (const { actions, resource } of statements) {
      const areActions = actions.length > 0 && actions.every((name) => /^[\w-]+:\w+$/.test(name))
      it.expect(areActions, 'requires.statements holds what is no action')
      it.expect(/^arn:[^*]/.test(resource), 'requires.statements holds what is no ARN')
    }
    const again = JSON.stringify(subject.make().requires satisfies PluginRequirements)
    it.expect(again === JSON.stringify(plugin.requires), 'make() declares other facts each time')
    it.expect(subject.good.length > 0, 'the suite was given no good request')
  })
  const { badOptions = [] } = subject
  if (badOptions.length === 0) return [facts]
  const options = createCheck('refuses wrong options when the factory is called', (it) => {
    for (const [index, make] of badOptions.entries()) {
      it.expect(isRefused(make), `badOptions[${index}] throws no ConfigInvalidError`)
    }
  })
  return [facts, options]
}

function answerChecks(subject: PluginSubject): readonly Check[] {
  const { good, bad = [], absent = [], before = [] } = subject
  const { name, requires } = subject.make()
  return [
    createCheck('passes good requests, and says who is calling', async (it) => {
      const { ask } = await openBench(subject)
      for (const [index, { principalId, ...request }] of good.entries()) {
        const answer = await ask(request)
        it.expect(answer.outcome === 'pass', `good[${index}]: ${answer.outcome} ${answer.code}`)
        const isRight = principalId === undefined || answer.principalId === principalId
        it.expect(isRight, `good[${index}] passes under another principal`)
      }
    }),
    createCheck('denies bad requests as the caller’s fault', async (it) => {
      const { ask } = await openBench(subject)
      for (const [index, { code, ...request }] of bad.entries()) {
        const answer = await ask(request)
        it.expect(answer.outcome === 'denied', `bad[${index}]: ${answer.outcome} ${answer.code}`)
        const isRight = code === undefined || answer.code === code
        it.expect(isRight, `bad[${index}] is denied as ${answer.code}`)
      }
    }),
    createCheck('leaves requests without its credential to others', async (it) => {
      const { ask } = await openBench(subject)
      for (const [index, request] of absent.entries()) {
        const { outcome, principalId, code } = await ask(request)
        const isSilent = outcome === 'pass' && (principalId === undefined || before.length > 0)
        it.expect(outcome === 'abstain' || isSilent, `absent[${index}]: ${outcome} ${code}`)
      }
      if ((requires.credentials ?? []).length === 0) return
      for (const [index, request] of good.entries()) {
        const bare = withoutInputs(request, requires.credentials ?? [])
        const { outcome, code } = await ask(bare)
        const words = `good[${index}] without its credentials: ${outcome} ${code}`
        it.expect(outcome === 'abstain' || outcome === 'denied', words)
      }
    }),
    createCheck('reads what it declares and answers with outcomes of the SDK', async (it) => {
      const { ask } = await openBench(subject)
      const noOutcome = `${toCodePrefix(name)}.no_outcome`
      for (const request of [...good, ...bad, ...absent, {}]) {
        const { code } = await ask(request)
        it.expect(code !== 'chain.undeclared_input', 'it reads an input that it does not declare')
        it.expect(code !== 'chain.undeclared_secret', 'it opens a secret that it does not declare')
        it.expect(code !== noOutcome, 'it answers with what is neither pass() nor abstain()')
      }
    }),
    createCheck('answers alike whatever kind of API asks', async (it) => {
      const { ask } = await openBench(subject)
      for (const [index, request] of [...good, ...bad, ...absent].entries()) {
        const expected = toLine(await ask({ ...request, source: 'rest-request' }))
        for (const source of sourcesFor(requires)) {
          const line = toLine(await ask({ ...request, source }))
          it.expect(line === expected, `request ${index} is answered otherwise from ${source}`)
        }
      }
    }),
  ]
}

/** A TOKEN event has the token and nothing else. */
function sourcesFor({ credentials = [], inputs = [] }: PluginRequirements): EventSource[] {
  const reads = [...credentials, ...inputs].map(toCanonicalInput)
  const isTokenOnly = reads.every((input) => input === 'token')
  const isOfRoute = reads.some((input) => /^(?:method|path|route)/.test(input))
  return [
    'http-v1',
    'http-v2',
    ...(isTokenOnly ? (['rest-token'] as const) : []),
    ...(isOfRoute ? [] : (['websocket'] as const)),
  ]
}

function isHost(host: unknown): boolean {
  return typeof host === 'string' && /^[A-Za-z0-9.*_-]+(?::\d+)?$/.test(host)
}

function isRefused(make: () => unknown): boolean {
  try {
    make()
    return false
  } catch (error) {
    return isAuthchainError(error) && error.kind === 'config'
  }
}
