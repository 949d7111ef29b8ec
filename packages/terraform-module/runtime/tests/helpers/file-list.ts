/** The file list of `modules/package`, worked out by Terraform itself. */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { toUnpackedPath } from '../../build/build-runtime.js'
import { files as runtimeFiles } from './unpacked-runtime.js'

const isRequired = process.env['CI_REQUIRE_TERRAFORM'] === '1'
const isThere = spawnSync('terraform', ['version'], { timeout: 60_000 }).status === 0
const room = resolve(import.meta.dirname, '../../../modules/package')

/** Why the tests with Terraform are left out; undefined when they run. */
export const leftOut: string | undefined =
  isThere || isRequired ? undefined : 'left out: terraform is not on PATH'

if (leftOut !== undefined) process.stderr.write(`The file list of modules/package is ${leftOut}\n`)

/**
 * Applies the part of the module that needs no provider, over a folder with these files.
 *
 * @returns Where each file of the zip would come from, absolute, by its path in the zip.
 */
export function findFileList(
  plugins: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'authchain-package-'))
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true })
  })
  cpSync(join(room, 'files'), join(root, 'package/files'), { recursive: true })
  for (const [path, text] of runtimeFiles) {
    write(join(root, 'package/runtime', toUnpackedPath(path)), text)
  }
  for (const [path, text] of Object.entries(plugins)) write(join(root, 'plugins', path), text)
  write(
    join(root, 'main.tf'),
    [
      'module "files" {',
      '  source            = "./package/files"',
      '  plugins_directory = "plugins"',
      '}',
      'output "files" {',
      '  value = module.files.files',
      '}',
      '',
    ].join('\n'),
  )
  const { TF_CLI_CONFIG_FILE: _ignored, ...environment } = process.env
  const terraform = (...args: readonly string[]): string =>
    execFileSync('terraform', args, {
      cwd: root,
      env: { ...environment, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' },
      encoding: 'utf8',
    })
  terraform('init', '-no-color')
  terraform('apply', '-auto-approve', '-no-color')
  const listed = JSON.parse(terraform('output', '-json', 'files')) as Record<string, string>
  return Object.fromEntries(
    Object.entries(listed).map(([path, source]) => [path, resolve(root, source)]),
  )
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
