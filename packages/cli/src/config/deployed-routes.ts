/** The routes that the file of `routesFrom` deploys. @module */
import type { AuthchainConfig } from '@authchain/core'
import type { OpenApiRoutes } from '@authchain/gateway'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { ToolError } from '../tool-error.js'

/**
 * Reads them.
 *
 * @param folder - Of the configuration; the file's path is relative to it.
 * @returns `METHOD /path` of each; undefined when the configuration names no file.
 * @throws {@link ToolError} AC2010 when the file cannot be read; `ConfigInvalidError` when it is no OpenAPI
 * document.
 */
export async function findDeployedRoutes(
  config: AuthchainConfig,
  folder: string,
): Promise<readonly string[] | undefined> {
  const openApi = await findOpenApi(config, folder)
  if (openApi === undefined) return undefined
  const { toRoutePatterns } = await import('@authchain/gateway')
  return toRoutePatterns(openApi, config.authorizer?.api === 'http' ? 'http' : 'rest')
}

/**
 * Reads the file itself.
 *
 * @returns What it says; undefined when the configuration names none.
 * @throws as {@link findDeployedRoutes} does.
 */
export async function findOpenApi(
  { routesFrom }: AuthchainConfig,
  folder: string,
): Promise<OpenApiRoutes | undefined> {
  if (typeof routesFrom !== 'string' || routesFrom === 'table' || routesFrom === '')
    return undefined
  const text = await readFile(resolve(folder, routesFrom), 'utf8').catch((error: unknown) => {
    throw new ToolError('AC2010', `${routesFrom}, which routesFrom names, cannot be read`, {
      cause: error,
    })
  })
  const { parseOpenApiRoutes } = await import('@authchain/gateway')
  return parseOpenApiRoutes(text, routesFrom)
}
