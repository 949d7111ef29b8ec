/** The routes that the file of `routesFrom` deploys. @module */
import type { AuthchainConfig } from '@authchain/core'
import { parseOpenApiRoutes, toRoutePatterns } from '@authchain/gateway'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { ToolError } from '../tool-error.js'

/**
 * Reads them.
 *
 * @param folder - Of the configuration; the file's path is relative to it.
 * @returns `METHOD /path` of each; undefined when the configuration names no file.
 * @throws {@link ToolError} AC2008 when the file cannot be read; `ConfigInvalidError` when it is no OpenAPI document.
 */
export async function findDeployedRoutes(
  config: AuthchainConfig,
  folder: string,
): Promise<readonly string[] | undefined> {
  const { routesFrom, authorizer } = config
  if (typeof routesFrom !== 'string' || routesFrom === 'table' || routesFrom === '') return undefined
  const text = await readFile(resolve(folder, routesFrom), 'utf8').catch((error: unknown) => {
    throw new ToolError('AC2008', `${routesFrom}, which routesFrom names, cannot be read`, {
      cause: error,
    })
  })
  return toRoutePatterns(parseOpenApiRoutes(text, routesFrom), authorizer?.api === 'http' ? 'http' : 'rest')
}
