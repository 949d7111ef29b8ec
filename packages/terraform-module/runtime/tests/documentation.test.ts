import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { chainSchema } from '../schema/chain-schema.js'
import { toAuthorizer } from './helpers/environment.js'
import { findStartError } from './helpers/lambda.js'
import { refusal } from './helpers/refusal.js'
import { applyTerraform, leftOut } from './helpers/terraform.js'
import { unpackRuntime } from './helpers/unpacked-runtime.js'

const root = resolve(import.meta.dirname, '../../../..')
const pages = ['packages/terraform-module/README.md', 'apps/docs/src/content/docs/no-build.md']

const blocks = (page: string, language: string): readonly (readonly [string, string])[] =>
  [
    ...readFileSync(join(root, page), 'utf8').matchAll(
      new RegExp(`^\`\`\`${language}(?: title="([^"]*)")?\\n([^]*?)^\`\`\``, 'gm'),
    ),
  ].map(([, title = '', code = '']) => [title, code] as const)

/** Chains as HCL writes them, wherever they stand. */
const chains = pages.flatMap((page) =>
  blocks(page, 'hcl').flatMap(([, code]) => {
    const [, , expression] = /^( *)chain += ([[{].*[\]}]|[[{][^]*?^\1[\]}])$/m.exec(code) ?? []
    return expression === undefined ? [] : [expression]
  }),
)

describe('the documentation', () => {
  it.skipIf(leftOut !== undefined)('shows chains that start', { timeout: 60_000 }, async () => {
    expect(chains.length).toBeGreaterThanOrEqual(5)
    for (const written of evaluate(chains)) {
      const chain = withoutNetwork(written)
      expect(chainSchema.safeParse(JSON.parse(chain)).error).toBeUndefined()
      const environment = { AUTHCHAIN_CHAIN: chain, AUTHCHAIN_AUTHORIZER: toAuthorizer() }
      expect(await refusal(environment)).toBe('started')
    }
  })

  it('shows a folder of plugins that starts', async () => {
    const files = blocks('apps/docs/src/content/docs/plugins-folder.md', 'js')
    expect(files.map(([title]) => title)).toEqual([
      'plugins/plugins.config.mjs',
      'plugins/tenant.mjs',
    ])
    const folder = unpackRuntime(
      Object.fromEntries(files.map(([title, code]) => [title, withoutNetwork(code)])),
    )
    const environment = { AUTHCHAIN_AUTHORIZER: toAuthorizer({ ttlSeconds: 0 }) }
    expect(await findStartError(folder, environment)).toBeUndefined()
  })
})

/** An issuer that refuses connections at once, in place of one that has to be looked up. */
const withoutNetwork = (text: string): string =>
  text.replaceAll('https://issuer.example.com/', 'http://127.0.0.1:9/')

/** As Terraform reads them. */
function evaluate(expressions: readonly string[]): readonly string[] {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'authchain-chains-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  const lines = expressions.map((expression) => `  jsonencode(${expression}),`)
  const output = ['output "chains" {', '  value = [', ...lines, '  ]', '}', '']
  writeFileSync(join(folder, 'main.tf'), output.join('\n'))
  return applyTerraform(folder)['chains'] as readonly string[]
}
