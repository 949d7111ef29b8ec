/** `authchain init`. @module */
import { Option } from 'commander'
import type { Command } from 'commander'
import type { InitStep } from '../init/init.js'
import { templateNames } from '../init/templates.js'
import type { TemplateName } from '../init/templates.js'
import { writeJson } from './command.js'
import type { CommandContext } from './command.js'

interface Options {
  readonly template: TemplateName
  readonly json?: boolean
}

/** Adds `init` to the program. */
export function registerInit(program: Command, context: CommandContext): void {
  program
    .command('init')
    .description('write a first plugins.config.ts and a test of it; nothing is overwritten')
    .addOption(
      new Option('--template <name>', "where callers' credentials come from")
        .choices(templateNames)
        .default('jwt'),
    )
    .option('--json', 'write one JSON document to stdout')
    .action(async (options: Options) => init(options, context))
}

async function init({ template, json }: Options, context: CommandContext): Promise<void> {
  const { terminal, cwd } = context
  const { initProject } = await import('../init/init.js')
  const result = initProject(cwd, template)
  if (json === true) {
    writeJson(terminal, result)
    return
  }
  const { steps, key, packages, devPackages } = result
  for (const step of steps) terminal.talk(`  ${describe(step)}`)
  if (key !== undefined) {
    terminal.talk('\n  A key to try it with, shown this once:')
    terminal.data(key)
  }
  const dev = template === 'api-key' ? 'npx authchain dev' : 'npx authchain dev --issuer'
  terminal.talk(`\n  Next:  npm install ${packages.join(' ')}`)
  terminal.talk(`         npm install --save-dev ${devPackages.join(' ')}`)
  terminal.talk(`         ${dev}`)
}

function describe({ path, what }: InitStep): string {
  return `${what === 'left as it is' ? '·' : '✓'} ${path}: ${what}`
}
