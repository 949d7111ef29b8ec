/** The file list of `modules/package`, worked out by Terraform itself. */
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { toUnpackedPath } from '../../build/build-runtime.js'
import { applyTerraform } from './terraform.js'
import { files as runtimeFiles } from './unpacked-runtime.js'

const room = resolve(import.meta.dirname, '../../../modules/package')

/**
 * Applies the part of the module that needs no provider, over a folder with these files.
 *
 * @param root - Where to work; a folder that ends with the test by default.
 * @returns Where each file of the zip would come from, absolute, by its path in the zip.
 */
export function findFileList(
  plugins: Readonly<Record<string, string>>,
  root: string = makeFolder(),
): Readonly<Record<string, string>> {
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
  const listed = applyTerraform(root)['files'] as Readonly<Record<string, string>>
  return Object.fromEntries(
    Object.entries(listed).map(([path, source]) => [path, resolve(root, source)]),
  )
}

function makeFolder(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'authchain-package-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
