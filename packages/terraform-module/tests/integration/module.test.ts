import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { archives, packArchive } from '../../scripts/zip-examples.js'
import { layOut } from '../../scripts/lay-out.js'
import { documented, readDeclarations, renderReadme } from '../../scripts/readme.js'
import { motoUrl } from '../helpers/account.js'
import { buildExample } from '../helpers/bundle.js'
import { copyModule, countResources, moduleFolder, openWorkspace } from '../helpers/terraform.js'

const docs = join(moduleFolder, '../../apps/docs/src/content/docs')
const examples = readdirSync(join(moduleFolder, 'examples'))

describe.skipIf(motoUrl === null)('the module as Terraform reads it', () => {
  it('is formatted', () => {
    const run = () =>
      execFileSync('terraform', ['fmt', '-check', '-recursive'], { cwd: moduleFolder })
    expect(run).not.toThrow()
  })

  it('is valid in every example', async () => {
    const copy = copyModule()
    const calls = examples.map(
      (name) => `module "${name}" {\n  source = "../examples/${name}"\n}\n`,
    )
    mkdirSync(join(copy, 'all'))
    // The examples read them beside themselves, and here the root is another folder.
    for (const { path } of archives) {
      cpSync(join(copy, 'examples', path), join(copy, 'all', basename(path)))
    }
    writeFileSync(join(copy, 'all/main.tf'), calls.join('\n'))
    const workspace = await openWorkspace(copy, 'all')
    expect((await workspace.run('validate', '-no-color')).text).toContain('Success!')
    workspace.remove()
  })

  it('keeps its defaults, validations, preconditions and optional blocks', async () => {
    const copy = copyModule()
    const workspace = await openWorkspace(copy, '.', '-test-directory=tests/unit')
    const text = await workspace.must('test', '-test-directory=tests/unit', '-no-color')
    expect(text).toMatch(/Success! \d+ passed, 0 failed\./)
    workspace.remove()
  })

  it('is found through a link in node_modules, and the pages work as they are copied', async () => {
    const copy = copyModule()
    const user = join(copy, 'user')
    mkdirSync(join(user, 'node_modules/@authchain'), { recursive: true })
    // As pnpm links packages.
    const laidOut = join(copy, 'store/terraform-module')
    layOut(laidOut)
    symlinkSync(laidOut, join(user, 'node_modules/@authchain/terraform-module'), 'dir')
    await buildExample(copy, 'orders-api')
    cpSync(join(copy, 'examples/orders-api/.authchain'), join(user, '.authchain'), {
      recursive: true,
    })
    const write = (files: Readonly<Record<string, string>>) => {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(user, name), text)
    }
    const readme = readFences(join(moduleFolder, 'README.md'))
    expect(readme['main.tf']?.trim().split('\n').length).toBeLessThanOrEqual(10)
    write(readme)
    const workspace = await openWorkspace(copy, 'user')

    const changes = await workspace.plan()
    expect(changes).toHaveLength(countResources('minimal'))
    // Terraform follows the link; only the prebuilt zip may be named by where it leads.
    const withPath = changes.filter(({ after }) =>
      JSON.stringify(after).includes('terraform-module/'),
    )
    expect(withPath.map(({ address }) => address)).toEqual([
      'module.authorizer.module.function.aws_lambda_function.this',
    ])

    write(readFences(join(docs, 'no-build.md')))
    expect(await workspace.plan()).toHaveLength(countResources('minimal'))
    write({ 'api.tf': '', ...readFences(join(docs, 'terraform.md')) })
    expect(await workspace.plan()).toHaveLength(countResources('minimal'))
    workspace.remove()
  })

  it('is laid out for a registry with the runtime and every example', () => {
    const folder = mkdtempSync(join(tmpdir(), 'authchain-registry-'))
    layOut(folder)
    for (const path of ['main.tf', 'tests/integration', 'package.json']) {
      expect(existsSync(join(folder, path))).toBe(false)
    }
    for (const path of ['versions.tf', 'README.md', 'runtime.zip', 'modules/function/iam.tf']) {
      expect(existsSync(join(folder, path))).toBe(true)
    }
    expect(readdirSync(join(folder, 'examples'))).toEqual(examples)

    // The next release into the same repository.
    mkdirSync(join(folder, '.git'))
    writeFileSync(join(folder, 'gone.tf'), '')
    layOut(folder)
    expect(existsSync(join(folder, '.git'))).toBe(true)
    expect(existsSync(join(folder, 'gone.tf'))).toBe(false)
    rmSync(join(folder, 'versions.tf'))
    expect(() => layOut(folder)).toThrow('something else')
    rmSync(folder, { recursive: true })
  })
})

describe('the documentation of the module', () => {
  it.each(documented)('has the tables of %s', async (folder) => {
    const path = join(moduleFolder, folder, 'README.md')
    expect(readFileSync(path, 'utf8')).toBe(await renderReadme(folder))
  })

  it.each(documented)('describes and types everything in %s', async (folder) => {
    const { variables, outputs } = await readDeclarations(folder)
    const bare = Object.entries(variables).filter(
      ([, { description, type }]) => !description || !type,
    )
    expect(bare).toEqual([])
    expect(Object.entries(outputs).filter(([, { description }]) => !description)).toEqual([])
  })

  it.each(examples)('says in the README how many resources %s has', (example) => {
    const readme = readFileSync(join(moduleFolder, 'README.md'), 'utf8')
    const row = readme.split('\n').find((line) => line.startsWith(`| \`${example}\``))
    expect(Number(row?.split('|')[2])).toBe(countResources(example))
  })

  it.each(archives)('ships $path as its sources are', (archive) => {
    const shipped = readFileSync(join(moduleFolder, 'examples', archive.path))
    expect(shipped.equals(packArchive(archive))).toBe(true)
  })
})

/** Blocks of a page that are files, by their names. */
function readFences(page: string): Readonly<Record<string, string>> {
  const blocks = readFileSync(page, 'utf8').matchAll(/^```hcl title="([\w-]+\.tf)"\n([^]*?)^```/gm)
  return Object.fromEntries([...blocks].map(([, name = '', text = '']) => [name, text]))
}
