/** Runs the real Terraform in a copy of the module. @module */
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve, sep } from 'node:path'
import { accountEnvironment } from './account.js'
import { findProviderFolder } from './find-provider.js'
import { startProvider } from './provider-process.js'
import { ensureRuntime } from './stand-in.js'

/** The last plan of a workspace as JSON, in its folder; `test.tfplan` beside it is what `apply` takes. */
export const planFile = 'plan.json'

/** The module's own folder. */
export const moduleFolder: string = resolve(import.meta.dirname, '../..')

/** moto lacks some operations, and the provider would try those 25 times over. */
const override = `
provider "aws" {
  max_retries                 = 1
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  s3_use_path_style           = true
}
`

/** What one command said. */
interface Said {
  readonly exitCode: number
  /** stdout and stderr, as they came. */
  readonly text: string
}

/** One change of a plan: `create`, `update`, `delete`, or two of them for a replacement. */
export interface PlannedChange {
  readonly address: string
  readonly actions: readonly string[]
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
}

/** A folder that Terraform works in. */
export interface Workspace {
  readonly folder: string
  run(...args: readonly string[]): Promise<Said>
  /** @throws Error with what Terraform said, when it failed. */
  must(...args: readonly string[]): Promise<string>
  /** What `apply` would do; without reads and what stays as it is. */
  plan(...args: readonly string[]): Promise<readonly PlannedChange[]>
  /** @returns How many resources were added. */
  apply(...args: readonly string[]): Promise<number>
  outputs(): Promise<Readonly<Record<string, unknown>>>
  /** Destroys nothing: removes the folder and ends its provider. */
  remove(): void
}

/** How many resources the README of an example speaks of. */
export function countResources(example: string): number {
  const text = readFileSync(join(moduleFolder, 'examples', example, 'README.md'), 'utf8')
  return Number(/(\d+) resources/.exec(text)?.[1])
}

/** Copies the module, so that no test leaves files in it. Symbolic links stay behind: they lead to packages. */
export function copyModule(): string {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'authchain-terraform-')))
  cpSync(moduleFolder, copy, {
    recursive: true,
    filter: (path) => !path.slice(moduleFolder.length).split(sep).some(isLeftOut),
  })
  ensureRuntime(copy)
  return copy
}

const leftOut = new Set(['node_modules', '.terraform', '.terraform.lock.hcl', '.authchain'])

function isLeftOut(name: string): boolean {
  return leftOut.has(name) || /\.tfstate/.test(name)
}

/**
 * Opens a folder of a copied module and initialises it.
 *
 * @param copy - What {@link copyModule} returned; removed together with the workspace.
 */
export async function openWorkspace(
  copy: string,
  path: string,
  ...options: readonly string[]
): Promise<Workspace> {
  const folder = join(copy, path)
  writeFileSync(join(folder, 'provider_override.tf'), override)
  const plugins = findProviderFolder()
  const env = environment()
  const provider =
    plugins === undefined ? undefined : await startProvider(plugins, { cwd: folder, env })
  if (provider !== undefined) env['TF_REATTACH_PROVIDERS'] = provider.reattach
  const run = async (...args: readonly string[]) => terraform(folder, args, env)
  const must = async (...args: readonly string[]) => {
    const { exitCode, text } = await run(...args)
    if (exitCode !== 0) throw new Error(`terraform ${args.join(' ')}\n${text}`)
    return text
  }
  const fromDisk = plugins === undefined ? [] : [`-plugin-dir=${plugins}`]
  await must('init', '-input=false', '-no-color', ...fromDisk, ...options)
  return {
    folder,
    run,
    must,
    plan: async (...args) => {
      await must('plan', '-input=false', '-no-color', '-out=test.tfplan', ...args)
      const text = await must('show', '-json', 'test.tfplan')
      writeFileSync(join(folder, planFile), text)
      const { resource_changes: changes = [] } = JSON.parse(text) as {
        resource_changes?: readonly { address: string; change: PlannedChange }[]
      }
      return changes
        .map(({ address, change }) => ({ ...change, address }))
        .filter(({ actions }) => !['no-op', 'read'].includes(actions[0] ?? ''))
    },
    apply: async (...args) => {
      const text = await must('apply', '-auto-approve', '-input=false', '-no-color', ...args)
      return Number(/Resources: (\d+) added/.exec(text)?.[1])
    },
    outputs: async () => {
      const text = await must('output', '-json')
      const values = JSON.parse(text) as Record<string, { value: unknown }>
      return Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value]))
    },
    remove: () => {
      provider?.stop()
      rmSync(copy, { recursive: true, force: true })
    },
  }
}

async function terraform(
  cwd: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Said> {
  return new Promise((done) => {
    const options = { cwd, env, maxBuffer: 1 << 26 }
    execFile('terraform', [...args], options, (error, stdout, stderr) => {
      done({ exitCode: error === null ? 0 : Number(error.code ?? 1), text: `${stdout}${stderr}` })
    })
  })
}

/** A user's own settings stay out: a missing CLI configuration, certificates, variables of other runs. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(TF_|AWS_)/.test(name) || name === 'TF_PLUGIN_CACHE_DIR',
  )
  return { ...Object.fromEntries(own), ...accountEnvironment, CHECKPOINT_DISABLE: '1' }
}
