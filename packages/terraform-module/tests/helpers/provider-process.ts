/** One provider for all commands of a folder: each would start one of its own, which takes two seconds. @module */
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { registryPath } from './find-provider.js'

/** A provider that Terraform is told to use. */
export interface ProviderProcess {
  /** Value of `TF_REATTACH_PROVIDERS`. */
  readonly reattach: string
  readonly stop: () => void
}

/**
 * Starts the provider.
 *
 * @param plugins - Folder of plugins in the registry's layout.
 * @param options - Of the process. The provider finds the account by `env`, and files by `cwd`.
 * @returns Undefined where it cannot be started so; commands then start their own.
 */
export async function startProvider(
  plugins: string,
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<ProviderProcess | undefined> {
  const binary = findBinary(join(plugins, registryPath))
  if (binary === undefined) return undefined
  const child = spawn(binary, ['-debug'], { ...options, stdio: ['ignore', 'pipe', 'ignore'] })
  const stop = () => child.kill()
  const timeout = setTimeout(stop, 60_000)
  child.once('error', stop)
  for await (const line of createInterface({ input: child.stdout })) {
    const reattach = /TF_REATTACH_PROVIDERS='(.*)'/.exec(line)?.[1]
    if (reattach === undefined) continue
    clearTimeout(timeout)
    child.stdout.resume()
    return { reattach, stop }
  }
  clearTimeout(timeout)
  stop()
  return undefined
}

function findBinary(folder: string): string | undefined {
  const platforms: Partial<Record<string, string>> = { x64: 'amd64' }
  const platform = `${process.platform}_${platforms[process.arch] ?? process.arch}`
  for (const version of readdirSync(folder).toSorted().toReversed()) {
    const below = join(folder, version, platform)
    try {
      const name = readdirSync(below).find((file) => file.startsWith('terraform-provider-aws'))
      if (name !== undefined) return join(below, name)
    } catch {
      // A version for another platform, or a file beside the versions.
    }
  }
  return undefined
}
