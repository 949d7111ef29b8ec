/** The routes that the file of `routesFrom` deploys. @module */
import type { AuthchainConfig } from '@authchain/core'
import { ToolError } from '../tool-error.js'

/**
 * Reads them.
 *
 * @param _folder - Of the configuration; the file's path is relative to it.
 * @returns `METHOD /path` of each; undefined when the configuration names no file.
 * @throws {@link ToolError} AC2010 when the file cannot be read.
 */
export async function findDeployedRoutes(
  { routesFrom }: AuthchainConfig,
  _folder: string,
): Promise<readonly string[] | undefined> {
  if (typeof routesFrom !== 'string' || routesFrom === 'table' || routesFrom === '')
    return undefined
  throw new ToolError('AC2010', `${routesFrom}: OpenAPI files are not read in this version`)
}
