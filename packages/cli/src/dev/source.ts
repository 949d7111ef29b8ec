/** Where `dev` takes its authorizer from. @module */
import { gatewayTracer } from '@authchain/gateway'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CommandContext } from '../commands/command.js'
import { toHandlerAuthorizer } from '../commands/handler-flags.js'
import type { HandlerFlags } from '../commands/handler-flags.js'
import { findConfig } from '../config/find-config.js'
import { startIssuerServer } from '../local/issuer-server.js'
import { toLocalFolder } from '../local/local-folder.js'
import { openLocalRuntime } from '../local/local-runtime.js'
import { toSecretsFile } from '../local/local-secrets.js'
import { createTalkingLogger } from '../report/talking-logger.js'
import { openConfig, openHandler } from './open-chain.js'
import type { ServeOptions } from './serve.js'

/** What the command line says of it. */
export interface SourceFlags extends HandlerFlags {
  readonly config?: string
  readonly issuer?: boolean
  readonly port: number
}

/** A configuration or a handler, and what stands beside it. */
export interface DevSource extends Pick<ServeOptions, 'open' | 'file' | 'watched'> {
  /** What the first lines say of it: label and text. */
  readonly rows: readonly (readonly [label: string, text: string])[]
  close(): void
}

/**
 * Finds the source, opens local secrets and, when it is asked for, starts the test issuer one port above.
 *
 * @throws {@link ToolError} AC2001 for a configuration that is not there, AC3007, AC3008 or AC3011 for local files.
 */
export async function openSource(flags: SourceFlags, context: CommandContext): Promise<DevSource> {
  const { cwd, terminal } = context
  if (flags.handler !== undefined) {
    const file = resolve(cwd, flags.handler)
    const settings = toHandlerAuthorizer(flags)
    return {
      file,
      watched: [],
      rows: [],
      open: () => async (options) => openHandler(file, settings, options),
      close: () => {},
    }
  }
  const file = findConfig(cwd, flags.config)
  context.setConfigPath(file)
  const logger = createTalkingLogger(terminal)
  const local = openLocalRuntime(file, flags.issuer === true)
  const { keys, stores } = local
  const issuer = keys && (await startIssuerServer(keys, flags.port === 0 ? 0 : flags.port + 1))
  const secretsFile = toSecretsFile(toLocalFolder(file))
  return {
    file,
    watched: existsSync(secretsFile) ? [secretsFile] : [],
    rows: [
      ...(stores.length === 0
        ? []
        : [['Secrets', `${stores.join(', ')} from .authchain/local/secrets.json`] as const]),
      ...(issuer === undefined
        ? []
        : [['Test issuer', `${issuer.url}  →  authchain token --scope …`] as const]),
    ],
    open: (clock) => async (options) =>
      openConfig(file, { logger, clock, tracer: gatewayTracer }, local, options),
    close() {
      issuer?.close()
    },
  }
}
