/** `authchain invoke`. @module */
import { toCachePlan } from '@authchain/core/manifest'
import { Option } from 'commander'
import type { Command } from 'commander'
import { dirname } from 'node:path'
import { findConfig } from '../config/find-config.js'
import { loadEnvironment } from '../config/load-environment.js'
import type { InvokeResult } from '../invoke/decide.js'
import { toEventShape } from '../invoke/event-shape.js'
import { parseRequest } from '../invoke/parse-request.js'
import type { InvokeRequest } from '../invoke/parse-request.js'
import { readEvent } from '../invoke/read-event.js'
import { renderResult } from '../invoke/render-result.js'
import { hintAtIssuer } from '../local/issuer-hint.js'
import { createTalkingLogger } from '../report/talking-logger.js'
import { ToolError } from '../tool-error.js'
import { writeJson } from './command.js'
import type { CommandContext } from './command.js'

interface Options {
  readonly method?: string
  readonly path?: string
  readonly header?: readonly string[]
  readonly token?: string
  readonly event?: string
  readonly expect: 'allow' | 'deny'
  readonly config?: string
  readonly envFile?: string
  readonly issuer?: boolean
  readonly json?: boolean
  readonly verbose?: boolean
}

/** Adds `invoke` to the program. */
export function registerInvoke(program: Command, context: CommandContext): void {
  program
    .command('invoke')
    .description(
      'decide one request as the API of the configuration: exit code 0 when it is allowed, 3 when denied',
    )
    .argument('[request...]', 'GET /orders/42')
    .option('--method <method>', 'method of the request')
    .option('--path <path>', 'path of the request, with its query')
    .option('-H, --header <header>', "'Name: value'; may be repeated", collect)
    .option('--token <token>', 'sent as Authorization: Bearer <token>')
    .addOption(
      new Option('--event <file>', 'a raw Lambda event, - for standard input').conflicts([
        'method',
        'path',
        'header',
        'token',
      ]),
    )
    .addOption(
      new Option('--expect <effect>', 'which decision is exit code 0')
        .choices(['allow', 'deny'])
        .default('allow'),
    )
    .option('-c, --config <file>', 'the configuration (default: plugins.config.ts)')
    .option(
      '--env-file <file>',
      'variables that the configuration reads (default: .env if present)',
    )
    .option('--issuer', 'take tokens of the test issuer: see authchain token')
    .option('--json', 'write one JSON document to stdout')
    .action(async (request: readonly string[], _options: Options, command: Command) =>
      invoke(request, command.optsWithGlobals<Options>(), context),
    )
}

async function invoke(
  positional: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<void> {
  const { terminal, cwd } = context
  if (options.event !== undefined && positional.length > 0) {
    throw new ToolError(
      'AC3002',
      'An event stands for the whole request: leave method and path out',
    )
  }
  loadEnvironment(cwd, options.envFile, true)
  const configPath = findConfig(cwd, options.config)
  context.setConfigPath(configPath)
  const [{ loadConfig }, { findDeployedRoutes }, { decideEvent, decideRequest }, local] =
    await Promise.all([
      import('../config/load-config.js'),
      import('../config/deployed-routes.js'),
      import('../invoke/decide.js'),
      import('../local/local-runtime.js'),
    ])
  const { config } = await loadConfig(configPath)
  const deployedRoutes = await findDeployedRoutes(config, dirname(configPath))
  const plan = toCachePlan(config, { deployedRoutes })
  const shape = toEventShape(plan)
  const { partsFor } = local.openLocalRuntime(configPath, options.issuer === true)
  const runtime = { logger: createTalkingLogger(terminal), ...partsFor(config) }
  const decideOptions = { config, deployedRoutes, runtime }
  const result =
    options.event === undefined
      ? await decideRequest(readRequest(options, positional, plan.header, context), decideOptions)
      : await decideEvent(readEvent(options.event, cwd, shape), decideOptions)
  if (options.json === true) writeResult(result, context)
  else terminal.data(renderResult(result, options.verbose === true, terminal.styleData))
  context.setExitCode(toExitCode(result, options.expect))
}

function readRequest(
  options: Options,
  positional: readonly string[],
  tokenHeader: string,
  { terminal }: CommandContext,
): InvokeRequest {
  const request = parseRequest({ ...options, positional }, tokenHeader)
  hintAtIssuer(request, options.issuer === true, terminal)
  return request
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value]
}

/** What was thrown stays here: it may hold anything. */
function writeResult(result: InvokeResult, { terminal }: CommandContext): void {
  const data = { ...result, cause: undefined }
  if (data.kind !== 'failure') {
    writeJson(terminal, data)
    return
  }
  const error = { code: data.code, title: 'The authorizer failed', message: 'The client gets 500' }
  terminal.data(JSON.stringify({ ok: false, error, data }, null, 2))
}

function toExitCode({ kind, effect }: InvokeResult, expected: Options['expect']): number {
  if (kind === 'failure') return 1
  return effect.toLowerCase() === expected ? 0 : 3
}
