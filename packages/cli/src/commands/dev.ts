/** `authchain dev`. @module */
import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import { findConfig } from '../config/find-config.js'
import { loadEnvironment } from '../config/load-environment.js'
import { createTalkingLogger } from '../report/talking-logger.js'
import { ToolError } from '../tool-error.js'
import type { CommandContext } from './command.js'

interface Options {
  readonly port: number
  readonly host: string
  readonly target?: string
  readonly config?: string
  readonly routes?: readonly string[]
  readonly public?: readonly string[]
  readonly openapi?: string
  readonly envFile?: string
  readonly json?: boolean
}

/** Adds `dev` to the program. */
export function registerDev(program: Command, context: CommandContext): void {
  program
    .command('dev')
    .description('serve a local API Gateway with this authorizer, reloaded on save')
    .option('-p, --port <number>', 'port to listen on', parsePort, 3000)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option(
      '--target <url>',
      'backend of allowed requests (default: one that shows what it receives)',
    )
    .option('-c, --config <file>', 'the configuration (default: plugins.config.ts)')
    .option(
      '--routes <routes...>',
      "routes with the authorizer, 'GET /orders/{id}' (default: the configuration's, else all)",
    )
    .option('--public <routes...>', 'routes without the authorizer')
    .option('--openapi <file>', 'routes from an OpenAPI 3 file, with who stands before them')
    .option(
      '--env-file <file>',
      'variables that the configuration reads (default: .env if present)',
    )
    .option('--json', 'write one JSON document a line to stdout')
    .action(async (options: Options) => dev(options, context))
}

async function dev(options: Options, context: CommandContext): Promise<void> {
  const { terminal, cwd } = context
  const target = options.target === undefined ? undefined : parseTarget(options.target)
  loadEnvironment(cwd, options.envFile, true)
  const configPath = findConfig(cwd, options.config)
  context.setConfigPath(configPath)
  const [{ serve }, { createDevReporter }, { readRoutes }] = await Promise.all([
    import('../dev/serve.js'),
    import('../dev/reporter.js'),
    import('../dev/routes.js'),
  ])
  const interrupted = untilInterrupted()
  const served = await serve({
    configPath,
    port: options.port,
    host: options.host,
    target,
    routes: readRoutes(options, cwd),
    logger: createTalkingLogger(terminal),
    reporter: createDevReporter({
      terminal,
      cwd,
      configPath,
      backend: target === undefined ? 'echo backend' : target.href,
      json: options.json === true,
    }),
  })
  const exitCode = await interrupted
  await served.close()
  context.setExitCode(exitCode)
}

/** 128 and the signal's number, as shells report it. */
async function untilInterrupted(): Promise<number> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => {
      resolve(130)
    })
    process.once('SIGTERM', () => {
      resolve(143)
    })
  })
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= 65_535) return port
  throw new InvalidArgumentError('Expected a whole number from 0 to 65535.')
}

function parseTarget(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url
  throw new ToolError('AC3004', '--target: expected a URL like http://127.0.0.1:4000')
}
