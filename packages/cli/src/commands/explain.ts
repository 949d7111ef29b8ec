/** `authchain explain`. @module */
import type { RequestRecord } from '@authchain/inspector/record'
import { Option } from 'commander'
import type { Command } from 'commander'
import { dirname, resolve } from 'node:path'
import { findConfig } from '../config/find-config.js'
import { loadEnvironment } from '../config/load-environment.js'
import type { Explained } from '../explain/explained.js'
import { parseStep } from '../explain/parse-step.js'
import { parseRequest } from '../invoke/parse-request.js'
import { readEvent } from '../invoke/read-event.js'
import { hintAtIssuer } from '../local/issuer-hint.js'
import { createTalkingLogger } from '../report/talking-logger.js'
import { ToolError } from '../tool-error.js'
import { writeJson } from './command.js'
import type { CommandContext } from './command.js'
import { addHandlerFlags, toHandlerAuthorizer } from './handler-flags.js'
import type { HandlerFlags } from './handler-flags.js'

interface Options extends HandlerFlags {
  readonly method?: string
  readonly path?: string
  readonly header?: readonly string[]
  readonly token?: string
  readonly event?: string
  readonly then?: readonly string[]
  readonly routes?: readonly string[]
  readonly config?: string
  readonly envFile?: string
  readonly issuer?: boolean
  readonly json?: boolean
}

/** Adds `explain` to the program. */
export function registerExplain(program: Command, context: CommandContext): void {
  const explainCommand = program
    .command('explain')
    .description('say why a request is allowed or denied: chain, policy, cache, what to change')
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
    .option(
      '--then <request>',
      "what the same caller does next, 'DELETE /orders/7', or +301s; may be repeated",
      collect,
    )
    .option('--routes <routes...>', "routes of the API, 'GET /orders/{id}' (default: all)")
    .option('-c, --config <file>', 'the configuration (default: plugins.config.ts)')
    .option(
      '--env-file <file>',
      'variables that the configuration reads (default: .env if present)',
    )
    .option('--issuer', 'take tokens of the test issuer: see authchain token')
  addHandlerFlags(explainCommand)
    .option('--json', 'write one JSON document to stdout')
    .action(async (request: readonly string[], _options: Options, command: Command) =>
      explainRequest(request, command.optsWithGlobals<Options>(), context),
    )
}

async function explainRequest(
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
  const steps = (options.then ?? []).map(parseStep)
  loadEnvironment(cwd, options.envFile, true)
  const explained = await open(options, context)
  const { shape, tokenHeader } = explained
  const [{ explain }, { renderRecord }, { toEventRequest }] = await Promise.all([
    import('../explain/explain.js'),
    import('../explain/render-record.js'),
    import('../explain/event-request.js'),
  ])
  const request =
    options.event === undefined
      ? parseRequest({ ...options, positional }, tokenHeader)
      : toEventRequest(readEvent(options.event, cwd, shape), tokenHeader)
  if (options.handler === undefined) hintAtIssuer(request, options.issuer === true, terminal)
  const records = await explain({ explained, request, steps, routes: options.routes })
  if (options.json === true) writeJson(terminal, records)
  else {
    terminal.data(records.map((each) => renderRecord(each, terminal.styleData)).join('\n\n'))
  }
  context.setExitCode(toExitCode(records.at(-1)))
}

async function open(options: Options, context: CommandContext): Promise<Explained> {
  const { explainConfig, explainHandler } = await import('../explain/explained.js')
  const { cwd, terminal } = context
  if (options.handler !== undefined) {
    const { loadHandler } = await import('../explain/load-handler.js')
    const handler = await loadHandler(resolve(cwd, options.handler))
    return explainHandler(handler, toHandlerAuthorizer(options))
  }
  const configPath = findConfig(cwd, options.config)
  context.setConfigPath(configPath)
  const [{ loadConfig }, { findDeployedRoutes }, local] = await Promise.all([
    import('../config/load-config.js'),
    import('../config/deployed-routes.js'),
    import('../local/local-runtime.js'),
  ])
  const { config } = await loadConfig(configPath)
  const deployedRoutes = await findDeployedRoutes(config, dirname(configPath))
  const { partsFor } = local.openLocalRuntime(configPath, options.issuer === true)
  const runtime = { logger: createTalkingLogger(terminal), ...partsFor(config) }
  return explainConfig(config, runtime, deployedRoutes)
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value]
}

/** The last request decides, as with `invoke`. */
function toExitCode(record: RequestRecord | undefined): number {
  if (record?.effect === 'Allow') return 0
  return record?.effect === 'Deny' ? 3 : 1
}
