/** The files that `init` writes. @module */

/** Where callers' credentials come from. */
export type TemplateName = 'jwt' | 'api-key' | 'both'

/** All of them. */
export const templateNames: readonly TemplateName[] = ['jwt', 'api-key', 'both']

/** One configuration, and what it imports. */
export interface Template {
  /** Packages beside `authchain`, core and the gateway. */
  readonly packages: readonly string[]
  readonly config: string
}

const jwtCall = "jwt({ issuer: 'https://auth.example.com/', audience: 'orders' })"

/**
 * Makes a configuration.
 *
 * @param record - Of an API key, as JSON. It holds a hash and is no secret.
 */
export function toTemplate(name: TemplateName, record: string): Template {
  const jwtImport = "import { jwt } from '@authchain/plugins-jwt'"
  const keyImport = "import { apiKey, inlineKeys } from '@authchain/plugins-apikey'"
  const keyCall = `apiKey({ from: 'bearer', keys: inlineKeys([${record}]) })`
  switch (name) {
    case 'jwt':
      return {
        packages: ['@authchain/plugins-jwt'],
        config: toConfig('defineConfig, requireScope', [jwtImport], jwtCall),
      }
    case 'api-key':
      return {
        packages: ['@authchain/plugins-apikey'],
        config: toConfig('defineConfig, requireScope', [keyImport], keyCall),
      }
    case 'both':
      return {
        packages: ['@authchain/plugins-apikey', '@authchain/plugins-jwt'],
        config: toConfig(
          'anyOf, defineConfig, requireScope',
          [keyImport, jwtImport],
          `anyOf(\n      ${keyCall},\n      ${jwtCall},\n    )`,
        ),
      }
    default:
      return name satisfies never
  }
}

function toConfig(core: string, imports: readonly string[], plugin: string): string {
  return `import { ${core} } from '@authchain/core'
${imports.join('\n')}

export default defineConfig({
  plugins: [
    ${plugin},
    requireScope('orders:read'),
  ],
})
`
}

/** A test of the configuration, behind the gateway that `dev` serves. */
export const testFile = `import { createGateway } from '@authchain/gateway'
import { expect, test } from 'vitest'
import config from '../plugins.config.js'

const { inject } = createGateway({ config })
test('nobody gets in', async () => expect((await inject({ url: '/' })).status).toBe(401))
`

/** Lines that `.gitignore` has to have. */
export const ignoredLines: readonly string[] = ['node_modules', '.authchain']

/** Scripts of `package.json`. */
export const scripts: Readonly<Record<string, string>> = {
  dev: 'authchain dev',
  build: 'authchain build',
  test: 'vitest run',
}
