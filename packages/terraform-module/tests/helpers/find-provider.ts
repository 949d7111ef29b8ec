/** Where this machine keeps the aws provider, so that `terraform init` needs no network. @module */
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where the aws provider stands in a folder of plugins. */
export const registryPath = 'registry.terraform.io/hashicorp/aws'

/**
 * The first folder that holds an unpacked provider in the registry's layout; undefined when there is none and
 * `terraform init` has to download it.
 *
 * Looks at `TF_PLUGIN_DIR` and `TF_PLUGIN_CACHE_DIR`, then at the places that Terraform itself looks at, and
 * last at folders in /opt whose name speaks of plugins or providers.
 */
export function findProviderFolder(): string | undefined {
  return candidates().find((folder) => existsSync(join(folder, registryPath)))
}

function candidates(): string[] {
  const { TF_PLUGIN_DIR, TF_PLUGIN_CACHE_DIR, XDG_DATA_HOME, XDG_DATA_DIRS } = process.env
  const named = [TF_PLUGIN_DIR, TF_PLUGIN_CACHE_DIR].filter((folder) => folder !== undefined)
  const shared = (XDG_DATA_DIRS ?? '/usr/local/share:/usr/share').split(':')
  const data = [XDG_DATA_HOME ?? join(homedir(), '.local/share'), ...shared]
  return [
    ...named,
    join(homedir(), '.terraform.d/plugins'),
    join(homedir(), '.terraform.d/plugin-cache'),
    ...data.map((folder) => join(folder, 'terraform/plugins')),
    ...mirrors('/opt'),
    ...mirrors('/usr/local/lib'),
  ]
}

function mirrors(parent: string): string[] {
  if (!existsSync(parent)) return []
  const names = readdirSync(parent).filter((name) => /plugin|provider|terraform/i.test(name))
  return names.flatMap((name) => [join(parent, name), join(parent, name, 'plugins')])
}
