/** `authchain check`. @module */
import type { Command } from 'commander'
import { relative, resolve } from 'node:path'
import type { CheckResult } from '../check/check.js'
import type { Finding } from '../check/finding.js'
import { renderCheck } from '../check/render-check.js'
import { toFlushCommand } from '../check/flush-command.js'
import { findConfig } from '../config/find-config.js'
import { loadEnvironment } from '../config/load-environment.js'
import { toFinding } from '../check/finding.js'
import type { Matrix } from '../matrix/matrix.js'
import type { SnapshotResult } from '../matrix/snapshot.js'
import { writeJson } from './command.js'
import type { CommandContext } from './command.js'

interface Options {
  readonly config?: string
  readonly envFile?: string
  readonly plan?: string
  readonly authorizer?: string
  readonly matrix?: string
  readonly snapshot?: string
  readonly update?: boolean
  readonly strict?: boolean
  readonly allowEnvSecrets?: boolean
  readonly json?: boolean
}

/** Adds `check` to the program. */
export function registerCheck(program: Command, context: CommandContext): void {
  program
    .command('check')
    .description(
      'what to know before deploying: exit code 0 when nothing is wrong, 1 for findings, 2 when it cannot be built',
    )
    .option('-c, --config <file>', 'the configuration (default: plugins.config.ts)')
    .option(
      '--env-file <file>',
      'variables of a stage that the configuration reads; they go before those that are set',
    )
    .option('--plan <file>', 'compare with what terraform show -json wrote')
    .option('--authorizer <address>', 'which authorizer of the plan')
    .option('--matrix <file>', 'who may call what, for the sample principals of a JSON file')
    .option('--snapshot <file>', 'the matrix that was agreed on (default: beside the samples)')
    .option('-u, --update', 'accept the matrix as it is now')
    .option('--allow-env-secrets', 'accept secrets from env() and literal()')
    .option('--strict', 'warnings count as errors')
    .option('--json', 'write one JSON document to stdout')
    .action(async (options: Options) => check(options, context))
}

interface MatrixResult {
  readonly matrix: Matrix
  readonly text: string
  readonly snapshot: SnapshotResult
  /** Relative to the working folder. */
  readonly path: string
}

async function check(options: Options, context: CommandContext): Promise<void> {
  const { terminal, cwd } = context
  // As for a build, or another configuration would be checked than the one that is built.
  loadEnvironment(cwd, options.envFile, false, true)
  const configPath = findConfig(cwd, options.config)
  context.setConfigPath(configPath)
  const [checks, plans] = await Promise.all([
    import('../check/check.js'),
    import('../check/read-plan.js'),
  ])
  const plan = options.plan === undefined ? undefined : await plans.readPlan(options.plan, cwd)
  const result = await checks.check({
    configPath,
    plan,
    authorizer: options.authorizer,
    allowEnvSecrets: options.allowEnvSecrets === true,
  })
  const matrix = options.matrix === undefined ? undefined : await compare(options, result, cwd)
  const findings = [...result.findings, ...findMatrixFindings(matrix)]
  const isStricter = matrix?.snapshot.isStricter === true
  const flush = toFlushCommand({ ...result.authorizerPlan, plan, isStricter })
  if (options.json === true) {
    const { cachePlan, routePlan } = result.authorizerPlan
    const routes = routePlan && {
      answer: routePlan.facts.answer,
      patterns: routePlan.routes.patterns,
    }
    const data = {
      cachePlan,
      routes,
      manifest: result.manifest,
      findings,
      matrix: matrix?.matrix,
      flush,
    }
    writeJson(terminal, data)
  } else {
    terminal.data(renderCheck({ ...result, findings, flush }, terminal.styleData))
    if (matrix !== undefined) terminal.data(renderMatrixResult(matrix))
  }
  context.setExitCode(toExitCode(findings, options.strict === true))
}

async function compare(
  options: Options,
  { config }: CheckResult,
  cwd: string,
): Promise<MatrixResult> {
  const [{ readPrincipals }, { toMatrix }, { renderMatrix }, { compareSnapshot }] =
    await Promise.all([
      import('../matrix/read-principals.js'),
      import('../matrix/matrix.js'),
      import('../matrix/render-matrix.js'),
      import('../matrix/snapshot.js'),
    ])
  const samples = options.matrix ?? ''
  const matrix = toMatrix(config, await readPrincipals(samples, cwd))
  const text = renderMatrix(matrix)
  const path = resolve(cwd, options.snapshot ?? `${samples.replace(/\.json$/, '')}.matrix.txt`)
  const isCi = process.env['CI'] !== undefined && process.env['CI'] !== ''
  const snapshot = await compareSnapshot(text, { path, update: options.update === true, isCi })
  return { matrix, text, snapshot, path: relative(cwd, path) }
}

function findMatrixFindings(result: MatrixResult | undefined): readonly Finding[] {
  if (result === undefined) return []
  const { matrix, snapshot, path } = result
  const wrong = matrix.rows.filter(({ cells }) => cells.includes('error')).map(({ route }) => route)
  return [
    ...(wrong.length === 0 ? [] : [toFinding('error', 'AC5020', wrong.join(', '))]),
    ...(snapshot.state === 'changed' ? [toFinding('error', 'AC5018', path)] : []),
  ]
}

function renderMatrixResult({ text, snapshot, path }: MatrixResult): string {
  const { state, difference } = snapshot
  const heading = {
    same: `as in ${path}`,
    written: `written to ${path}`,
    changed: `not as in ${path}`,
  }
  return ['', text.trimEnd(), '', heading[state], ...difference].join('\n')
}

function toExitCode(findings: readonly Finding[], isStrict: boolean): number {
  const counts = (level: Finding['level']): boolean => findings.some((item) => item.level === level)
  return counts('error') || (isStrict && counts('warning')) ? 1 : 0
}
