/** Conformance suites for plugins, event adapters and secret stores. They run under Vitest. @module */
export type { Check } from './check.js'
export { describePlugin } from './describe-plugin.js'
export { pluginChecks } from './plugin-checks.js'
export type { BadRequest, GoodRequest, PluginSubject } from './plugin-subject.js'
