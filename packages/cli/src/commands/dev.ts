/** `authchain dev`. @module */
import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import { relative } from 'node:path'
import { loadEnvironment } from '../config/load-environment.js'
import { isLoopback } from '../inspector/access.js'
import { readVersion } from '../version.js'
import { ToolError } from '../tool-error.js'
import type { CommandContext } from './command.js'
import { addHandlerFlags } from './handler-flags.js'
import type { HandlerFlags } from './handler-flags.js'

interface Options extends HandlerFlags {
  readonly port: number
  readonly host: string
  readonly target?: string
  readonly config?: string
  readonly routes?: readonly string[]
  readonly public?: readonly string[]
  readonly openapi?: string
  readonly envFile?: string
  readonly inspector: boolean
  readonly issuer?: boolean
  readonly json?: boolean
}

/** Adds `dev` to the program. */
export function registerDev(program: Command, context: CommandContext): void {
  const command = program
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
    .option('--no-inspector', 'leave out the page that shows every request')
    .option(
      '--issuer',
      'a test issuer stands in for those of the configuration: see authchain token',
    )
  addHandlerFlags(command)
    .option('--json', 'write one JSON document a line to stdout')
    .action(async (options: Options) => dev(options, context))
}

async function dev(options: Options, context: CommandContext): Promise<void> {
  const { terminal, cwd } = context
  const target = options.target === undefined ? undefined : parseTarget(options.target)
  const isLocal = isLoopback(options.host)
  if (options.issuer === true && !isLocal) {
    throw new ToolError('AC3004', '--issuer: a test issuer is for loopback addresses alone')
  }
  loadEnvironment(cwd, options.envFile, true)
  const [{ serve }, { createDevReporter }, { readRoutes }, { openSource }, keyboard, shortcuts] =
    await Promise.all([
      import('../dev/serve.js'),
      import('../dev/reporter.js'),
      import('../dev/routes.js'),
      import('../dev/source.js'),
      import('../dev/keyboard.js'),
      import('../dev/shortcuts.js'),
    ])
  if (options.inspector && !isLocal) {
    terminal.talk(`  The inspector is off: it is for loopback addresses, not for ${options.host}.`)
  }
  const stopped = untilStopped()
  const source = await openSource(options, context)
  const { file } = source
  const routes = readRoutes(options, cwd)
  const hasKeys = options.json !== true && process.stdin.isTTY
  const served = await serve({
    ...source,
    port: options.port,
    host: options.host,
    target,
    routes,
    inspect:
      options.inspector && isLocal
        ? { version: readVersion(), configName: relative(cwd, file) }
        : undefined,
    reporter: createDevReporter({
      terminal,
      cwd,
      file,
      backend: target === undefined ? 'echo backend' : target.href,
      routes,
      rows: source.rows,
      hasKeys,
      json: options.json === true,
    }),
  })
  const quit = (): void => {
    stopped.stop(0)
  }
  const actions = shortcuts.createShortcuts(served, terminal, quit)
  const stopKeys = hasKeys
    ? keyboard.listenToKeys(process.stdin, actions, () => {
        stopped.stop(130)
      })
    : undefined
  const exitCode = await stopped.exitCode
  stopKeys?.()
  source.close()
  await served.close()
  context.setExitCode(exitCode)
}

interface Stopped {
  readonly exitCode: Promise<number>
  readonly stop: (exitCode: number) => void
}

/** A signal ends it with 128 and the signal's number, as shells report it. */
function untilStopped(): Stopped {
  let stop: Stopped['stop'] = () => {}
  const exitCode = new Promise<number>((resolve) => {
    stop = resolve
  })
  process.once('SIGINT', () => {
    stop(130)
  })
  process.once('SIGTERM', () => {
    stop(143)
  })
  return { exitCode, stop }
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
