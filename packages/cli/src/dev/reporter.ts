/** What `dev` says, for people or as one JSON document a line. @module */
import type { RequestTrace } from '@authchain/gateway'
import { relative } from 'node:path'
import type { LateRecord } from '../explain/recorder.js'
import { toFailureReport } from '../report/failure-report.js'
import { renderFailure, toFailureJson } from '../report/render-failure.js'
import type { Terminal } from '../report/terminal.js'
import type { OpenedChain } from './open-chain.js'
import { assumptionsPage, findReliedOn } from './relied-on.js'
import { toRequestLine } from './request-line.js'
import type { DevRoutes } from './routes.js'
import { findPossibleKinds, findRequestSurprises, findRouteSurprises } from './surprises.js'
import type { Surprise } from './surprises.js'

/** Says what happens. */
export interface DevReporter {
  ready(place: ServedAt, chain: OpenedChain, milliseconds: number): void
  request(trace: RequestTrace, nowMilliseconds: number): void
  /** What a request's record adds to its line: warnings, each kind once. It is read only where there may be one. */
  recorded(late: LateRecord, trace: RequestTrace, chain: OpenedChain): void
  reloaded(chain: OpenedChain, milliseconds: number): void
  failed(error: unknown): void
}

/** Where it is served. */
interface ServedAt {
  readonly url: string
  /** With its token; undefined when there is none. */
  readonly inspectorUrl: string | undefined
}

/** What {@link createDevReporter} needs to know. */
export interface DevReporterOptions {
  readonly terminal: Terminal
  readonly cwd: string
  /** Of the configuration or the handler; absolute. */
  readonly file: string
  /** Where allowed requests go, in words. */
  readonly backend: string
  readonly routes: DevRoutes
  /** More rows of the first lines: label and text. */
  readonly rows: readonly (readonly [label: string, text: string])[]
  /** Whether keys are listened to. */
  readonly hasKeys: boolean
  readonly json: boolean
}

/** Makes the reporter. With `json`, one document a line on stdout and nothing else. */
export function createDevReporter(options: DevReporterOptions): DevReporter {
  return options.json ? createJsonReporter(options) : createTextReporter(options)
}

function createTextReporter(options: DevReporterOptions): DevReporter {
  const { terminal, cwd, file, backend, routes } = options
  const said = new Set<string>()
  const warn = (surprises: readonly Surprise[]): void => {
    for (const { kind, text } of surprises) {
      if (said.has(kind)) continue
      said.add(kind)
      terminal.talk(terminal.styleTalk('yellow', `  ⚠ ${text}`))
    }
  }
  const warnOfRoutes = (chain: OpenedChain): void => {
    warn(findRouteSurprises(routes.routes ?? chain.routes ?? [], routes.publicRoutes ?? []))
  }
  return {
    ready({ url, inspectorUrl }, chain, milliseconds) {
      const { styleData } = terminal
      terminal.data(
        `\n  ${styleData('bold', 'authchain')}  ready in ${Math.round(milliseconds)} ms\n`,
      )
      const rows = [
        ['Gateway', `${styleData('cyan', url)}  →  ${backend}`],
        ['Inspector', inspectorUrl ?? 'off'],
        [chain.config === undefined ? 'Handler' : 'Configuration', relative(cwd, file)],
        ...describe(chain),
        ...options.rows,
        ['Assumptions', toReliance(chain)],
      ] as const
      for (const [label, text] of rows) terminal.data(`  ${label.padEnd(18)}${text}`)
      if (options.hasKeys) terminal.data(`\n  ${styleData('dim', 'press h for the keys')}`)
      terminal.data('')
      warnOfRoutes(chain)
    },
    request(trace, nowMilliseconds) {
      terminal.data(toRequestLine(trace, new Date(nowMilliseconds), terminal.styleData))
    },
    recorded(late, trace, { routes: table }) {
      const hasTable = table !== undefined
      if (findPossibleKinds(trace, hasTable).every((kind) => said.has(kind))) return
      warn(findRequestSurprises(late.read(), hasTable))
    },
    reloaded(chain, milliseconds) {
      const done = terminal.styleTalk('green', '✓')
      terminal.talk(`${done} reloaded in ${Math.round(milliseconds)} ms: ${toChainText(chain)}`)
      warnOfRoutes(chain)
    },
    failed(error) {
      terminal.talk(renderFailure(toFailureReport(error, file), cwd, terminal.styleTalk))
      terminal.talk('  What was loaded before goes on answering.')
    },
  }
}

function createJsonReporter({ terminal, file }: DevReporterOptions): DevReporter {
  const write = (event: string, fields: object): void => {
    terminal.data(JSON.stringify({ event, ...fields }))
  }
  return {
    ready: ({ url, inspectorUrl = null }, { plugins, cachePlan }, milliseconds) => {
      write('ready', { url, inspectorUrl, plugins, cachePlan, milliseconds })
    },
    request: (trace) => {
      const { requestId, method, path, status, effect, reason, principalId, cache } = trace
      const { durationMilliseconds } = trace
      const facts = { requestId, method, path, status, effect, reason, principalId, cache }
      write('request', { ...facts, durationMilliseconds })
    },
    recorded: () => {},
    reloaded: ({ plugins, cachePlan }, milliseconds) => {
      write('reloaded', { plugins, cachePlan, milliseconds })
    },
    failed: (error) => {
      write('failed', { error: toFailureJson(toFailureReport(error, file)) })
    },
  }
}

function describe(chain: OpenedChain): readonly (readonly [string, string])[] {
  const { title, identitySources, ttlSeconds } = chain.authorizer
  return [
    ...(chain.plugins.length === 0 ? [] : [['Chain', toChainText(chain)] as const]),
    ['Authorizer', `${title}, cache ${ttlSeconds === 0 ? 'off' : `${ttlSeconds} s`}`],
    ['Identity sources', identitySources.length === 0 ? 'none' : identitySources.join(', ')],
  ]
}

function toChainText({ plugins }: OpenedChain): string {
  return plugins.length === 0 ? 'handler' : plugins.join(' → ')
}

function toReliance({ settings, config }: OpenedChain): string {
  const count = findReliedOn(settings, config !== undefined).length
  const what = count === 1 ? 'behaviour' : 'behaviours'
  return `${count} ${what} that AWS does not document: ${assumptionsPage}`
}
