import { unzipSync } from 'fflate'
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { archive } from './helpers/unpacked-runtime.js'

const packages = resolve(import.meta.dirname, '../../..')
const room = 'terraform-module'
const compiled = ['core', 'plugins-jwt', 'plugins-apikey']

/** The sources of the build in another folder, one level deeper, with packages of the registry linked. */
function copyWorkspace(): string {
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'authchain-rebuild-'))
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true })
  })
  const copy = join(root, 'deeper', 'packages')
  for (const name of compiled) {
    for (const part of ['package.json', 'dist']) {
      cpSync(join(packages, name, part), join(copy, name, part), { recursive: true })
    }
  }
  cpSync(join(packages, 'cli/src'), join(copy, 'cli/src'), { recursive: true })
  link(join(packages, 'cli/node_modules/fflate'), join(copy, 'cli/node_modules/fflate'))
  for (const part of ['package.json', 'runtime/src', 'runtime/build', 'runtime/schema']) {
    cpSync(join(packages, room, part), join(copy, room, part), { recursive: true })
  }
  for (const name of ['@aws-sdk/client-ssm', 'esbuild', 'zod']) {
    link(join(packages, room, 'node_modules', name), join(copy, room, 'node_modules', name))
  }
  for (const name of compiled) {
    link(join(copy, name), join(copy, room, 'node_modules/@authchain', name))
  }
  return join(copy, room)
}

function link(target: string, path: string): void {
  mkdirSync(resolve(path, '..'), { recursive: true })
  symlinkSync(realpathSync(target), path)
}

describe('runtime.zip', () => {
  it.each(['Asia/Tokyo', 'America/New_York'])(
    'is the same byte for byte, built in another folder and in %s',
    (timeZone) => {
      const folder = copyWorkspace()
      execFileSync(process.execPath, ['runtime/build/write-runtime.ts'], {
        cwd: folder,
        env: { ...process.env, TZ: timeZone, LC_ALL: 'C' },
        stdio: 'ignore',
      })
      const bytes = readFileSync(join(folder, 'runtime.zip'))
      expect(bytes.equals(archive)).toBe(true)
      expect(readdirSync(join(folder, 'modules/package/runtime')).toSorted()).toEqual([
        'THIRD-PARTY-LICENSES.txt',
        'index.mjs',
        'packages',
      ])
    },
    30_000,
  )

  it('is what stands in the folder, from a build or from a release tag', () => {
    expect(readFileSync(join(packages, room, 'runtime.zip')).equals(archive)).toBe(true)
  })

  it('weighs at most 200,000 bytes, and 160,000 unpacked where nothing is read from AWS', () => {
    const modules = Object.entries(unzipSync(archive)).filter(
      ([path]) => path.endsWith('.mjs') && !path.includes('ssm-client'),
    )
    expect(archive.byteLength).toBeLessThan(200_000)
    expect(modules.reduce((sum, [, bytes]) => sum + bytes.byteLength, 0)).toBeLessThan(160_000)
  })

  it('holds no path of the machine it was built on', () => {
    expect(Buffer.from(archive).includes(packages)).toBe(false)
  })
})
