/** `authchain build`. @module */
import { Option } from 'commander'
import type { Command } from 'commander'
import { relative } from 'node:path'
import type { Bundle } from '../bundle/build-bundle.js'
import type { Runtime } from '../bundle/prepare-bundle.js'
import { findConfig } from '../config/find-config.js'
import { loadEnvironment } from '../config/load-environment.js'
import { cliFaults } from '../faults.js'
import { formatBytes } from '../report/format-bytes.js'
import { toOpenedText } from '../report/opened-text.js'
import { toTable } from '../report/table.js'
import { writeJson } from './command.js'
import type { CommandContext } from './command.js'

interface Options {
  readonly out?: string
  readonly config?: string
  readonly envFile?: string
  readonly allowEnvSecrets?: boolean
  readonly runtime: Runtime
  readonly json?: boolean
}

/** Adds `build` to the program. */
export function registerBuild(program: Command, context: CommandContext): void {
  program
    .command('build')
    .description('check the configuration and bundle it for Lambda')
    .option('-o, --out <folder>', 'where to write (default: .authchain beside the configuration)')
    .option('-c, --config <file>', 'the configuration (default: plugins.config.ts)')
    .option(
      '--env-file <file>',
      'variables of a stage that the configuration reads; they go before those that are set',
    )
    .option('--allow-env-secrets', 'accept secrets from env() and literal()')
    .addOption(
      new Option('--runtime <name>', 'what the function runs on')
        .choices(['nodejs22.x', 'nodejs24.x'])
        .default('nodejs22.x'),
    )
    .option('--json', 'write one JSON document to stdout')
    .action(async (options: Options) => build(options, context))
}

async function build(options: Options, context: CommandContext): Promise<void> {
  const { terminal, cwd } = context
  // What a stage is built with stands in its file, not in the shell of whoever builds.
  loadEnvironment(cwd, options.envFile, false, true)
  const config = findConfig(cwd, options.config)
  context.setConfigPath(config)
  const { buildBundle } = await import('../bundle/build-bundle.js')
  const bundle = await buildBundle({
    cwd,
    config,
    outDir: options.out,
    allowEnvSecrets: options.allowEnvSecrets === true,
    runtime: options.runtime,
  })
  for (const { code, message } of bundle.warnings) {
    const { title, fix } = cliFaults[code]
    terminal.talk(`${terminal.styleTalk('yellow', `! ${code}  ${title}`)}\n  ${message}\n  ${fix}`)
  }
  if (options.json === true) writeJson(terminal, bundle)
  else terminal.data(render(bundle, cwd))
}

function render(bundle: Bundle, cwd: string): string {
  const { cachePlan, manifest } = bundle
  const names = manifest.environment.map(({ name }) => name).join(', ')
  const sources = cachePlan.identitySources.join(', ')
  const same = bundle.unchanged ? '  (same as last build)' : ''
  return [
    `✓ ${relative(cwd, bundle.zipPath)}  ${formatBytes(bundle.zipBytes)}${same}`,
    `  sha256  ${bundle.sha256Hex}`,
    '',
    ...toTable([
      ...bundle.parts.map(({ name, bytes }) => [`  ${name}`, formatBytes(bytes)]),
      ['  total, minified', formatBytes(bundle.bytes)],
    ]),
    '',
    ...toTable([
      ['  authorizer', toAuthorizerText(cachePlan)],
      ['  identity sources', sources === '' ? 'none' : sources],
      ['  cache', cachePlan.ttlSeconds === 0 ? 'off' : `${cachePlan.ttlSeconds} s`],
      ['  an Allow opens', toOpenedText(cachePlan)],
      ['  handler', `${manifest.function.handler}, ${manifest.function.runtime}`],
      ...(names === '' ? [] : [['  environment', names]]),
      ['  for infrastructure', relative(cwd, bundle.manifestPath)],
    ]),
  ].join('\n')
}

/** What has to be set on the authorizer besides its identity sources. */
function toAuthorizerText({ api, type, payload, simpleResponses }: Bundle['cachePlan']): string {
  const parts = [`${api.toUpperCase()} ${type}`]
  if (payload !== null) parts.push(`payload ${payload}`, simpleResponses ? 'simple' : 'policy')
  return parts.join(', ')
}
