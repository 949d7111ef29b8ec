/** `authchain token`. @module */
import type { Command } from 'commander'
import { findConfig } from '../config/find-config.js'
import { loadEnvironment } from '../config/load-environment.js'
import { parseExpiry } from '../keys/parse-expiry.js'
import { ToolError } from '../tool-error.js'
import { writeJson } from './command.js'
import type { CommandContext } from './command.js'

interface Options {
  readonly sub: string
  readonly scope?: readonly string[]
  readonly claim?: readonly string[]
  readonly audience?: string
  readonly issuer?: string
  readonly expires: string
  readonly config?: string
  readonly envFile?: string
  readonly json?: boolean
}

/** Adds `token` to the program. */
export function registerToken(program: Command, context: CommandContext): void {
  program
    .command('token')
    .description('print a token that the configuration takes from the test issuer: for --issuer')
    .option('--sub <subject>', 'who it is for', 'test-user')
    .option('--scope <scopes...>', 'what it may do')
    .option('--claim <name=value>', 'a claim, as JSON or else as text; may be repeated', collect)
    .option('--audience <audience>', "whom it is meant for (default: the configuration's)")
    .option('--issuer <name>', 'name or URL, where the configuration takes several')
    .option('--expires <when>', 'for example 5m, 12h, or 2027-01-31', '1h')
    .option('-c, --config <file>', 'the configuration (default: plugins.config.ts)')
    .option(
      '--env-file <file>',
      'variables that the configuration reads (default: .env if present)',
    )
    .option('--json', 'write one JSON document to stdout')
    .action(async (options: Options) => token(options, context))
}

async function token(options: Options, context: CommandContext): Promise<void> {
  const { terminal, cwd } = context
  const now = Date.now()
  const wish = {
    subject: options.sub,
    scopes: options.scope ?? [],
    claims: Object.fromEntries((options.claim ?? []).map(parseClaim)),
    audience: options.audience,
    issuer: options.issuer,
    issuedAtSeconds: Math.floor(now / 1000),
    expiresAtSeconds: parseExpiry(options.expires, now),
  }
  loadEnvironment(cwd, options.envFile, true)
  const configPath = findConfig(cwd, options.config)
  context.setConfigPath(configPath)
  const [{ loadConfig }, { makeToken }, { openLocalRuntime }, { toLocalFolder }] =
    await Promise.all([
      import('../config/load-config.js'),
      import('../local/make-token.js'),
      import('../local/local-runtime.js'),
      import('../local/local-folder.js'),
    ])
  const { config } = await loadConfig(configPath)
  const local = openLocalRuntime(configPath, false)
  const made = await makeToken(config, local, toLocalFolder(configPath), wish)
  if (options.json === true) writeJson(terminal, made)
  else terminal.data(made.token)
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value]
}

function parseClaim(text: string): readonly [string, unknown] {
  const equals = text.indexOf('=')
  if (equals < 1) throw new ToolError('AC3004', '--claim: expected name=value')
  const value = text.slice(equals + 1)
  return [text.slice(0, equals), toJson(value) ?? value]
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
