/** The routes of the local API: written on the command line, or read from an OpenAPI file. @module */
import { parseOpenApiRoutes } from '@authchain/gateway'
import type { ApiOptions } from '@authchain/gateway'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ToolError } from '../tool-error.js'

/** Options of the gateway. Without `routes`: those of the configuration's table, else every path and method. */
export type DevRoutes = Pick<ApiOptions, 'routes' | 'publicRoutes' | 'gatewayResponses'>

/** What the command line says of routes. */
export interface RouteFlags {
  /** `--routes`: protected ones. */
  readonly routes?: readonly string[] | undefined
  /** `--public`: ones without the authorizer. */
  readonly public?: readonly string[] | undefined
  /** `--openapi`: a file, relative to `cwd`. */
  readonly openapi?: string | undefined
}

/**
 * Puts the routes together. What is written on the command line comes on top of the file.
 *
 * @throws {@link ToolError} AC3006 when the file cannot be read; `ConfigInvalidError` AC1001 for what it says.
 */
export function readRoutes(flags: RouteFlags, cwd: string): DevRoutes {
  const given = flags.public ?? []
  if (flags.openapi === undefined) {
    return {
      ...(flags.routes === undefined ? {} : { routes: flags.routes }),
      ...(given.length === 0 ? {} : { publicRoutes: given }),
    }
  }
  const read = parseOpenApiRoutes(readText(flags.openapi, cwd), flags.openapi)
  const publicRoutes = [...new Set([...read.publicRoutes, ...given])]
  return {
    routes: [...new Set([...read.routes, ...(flags.routes ?? [])])].filter(
      (route) => !publicRoutes.includes(route),
    ),
    publicRoutes,
    ...(read.gatewayResponses === undefined ? {} : { gatewayResponses: read.gatewayResponses }),
  }
}

function readText(file: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8')
  } catch (error) {
    throw new ToolError('AC3006', `--openapi: ${file} cannot be read`, { cause: error })
  }
}
