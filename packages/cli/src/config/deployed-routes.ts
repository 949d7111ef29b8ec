/** The routes that the file of `routesFrom` deploys. @module */
import type { AuthchainConfig } from '@authchain/core'
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
  { routesFrom, authorizer }: AuthchainConfig,
  folder: string,
): Promise<readonly string[] | undefined> {
  if (typeof routesFrom !== 'string' || routesFrom === 'table' || routesFrom === '')
    return undefined
  const text = await readFile(resolve(folder, routesFrom), 'utf8').catch((error: unknown) => {
    throw new ToolError('AC2010', `${routesFrom}, which routesFrom names, cannot be read`, {
      cause: error,
    })
  })
  const { parseOpenApiRoutes, toRoutePatterns } = await import('@authchain/gateway')
  const api = authorizer?.api === 'http' ? 'http' : 'rest'
  return toRoutePatterns(parseOpenApiRoutes(text, routesFrom), api)
}
