/** The conformance suite for plugins. @module */
import { describeChecks } from './describe-checks.js'
import { pluginChecks } from './plugin-checks.js'
import type { PluginSubject } from './plugin-subject.js'

/**
 * Registers the tests that every plugin must pass:
 *
 * * its facts are well formed; wrong options are refused by the factory;
 * * it passes, denies and abstains as `subject` says, alike for every kind of API;
 * * it reads what it declares, and answers with nothing but `pass` and `abstain`;
 * * it keeps requests apart, 100 at once, and changes nothing that it is given;
 * * no credential, whole or in part, is in a log line, an error, a trace or an answer;
 * * hostile values, spoilt credentials and two values of one neither pass nor break it;
 * * it can be set up twice, and ends when its signal or the chain's deadline says so.
 *
 * @param subject - The plugin, and requests whose answers are known.
 * @example
 * ```ts
 * describePlugin({
 *   make: () => session({ table: 'sessions' }),
 *   good: [{ token: 'Bearer 4f1c…', principalId: 'ada' }],
 *   bad: [{ token: 'Bearer 0000…', code: 'session.unknown' }],
 *   absent: [{}],
 *   badOptions: [() => session({ tabel: 'sessions' } as never)],
 * })
 * ```
 */
export function describePlugin(subject: PluginSubject): void {
  const name = subject.name ?? subject.make().name
  describeChecks(`${name} is a plugin that`, pluginChecks(subject))
}
