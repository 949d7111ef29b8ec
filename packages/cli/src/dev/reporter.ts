/** What `dev` says, for people or as one JSON document a line. @module */
import type { RequestTrace } from '@authchain/gateway'
import { relative } from 'node:path'
import { eventShapes, toEventShape } from '../invoke/event-shape.js'
import { toFailureReport } from '../report/failure-report.js'
import { renderFailure, toFailureJson } from '../report/render-failure.js'
import type { Terminal } from '../report/terminal.js'
import type { OpenedChain } from './open-chain.js'
import { toRequestLine } from './request-line.js'

/** Says what happens. */
export interface DevReporter {
  ready(place: ServedAt, chain: OpenedChain, milliseconds: number): void
  request(trace: RequestTrace): void
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
  readonly configPath: string
  /** Where allowed requests go, in words. */
  readonly backend: string
  readonly json: boolean
}

/** Makes the reporter. With `json`, one document a line on stdout and nothing else. */
export function createDevReporter(options: DevReporterOptions): DevReporter {
  return options.json ? createJsonReporter(options) : createTextReporter(options)
}

function createTextReporter(options: DevReporterOptions): DevReporter {
  const { terminal, cwd, configPath, backend } = options
  return {
    ready({ url, inspectorUrl }, chain, milliseconds) {
      const title = terminal.styleData('bold', 'authchain')
      terminal.data(`\n  ${title}  ready in ${Math.round(milliseconds)} ms\n`)
      terminal.data(`  Gateway           ${terminal.styleData('cyan', url)}  →  ${backend}`)
      terminal.data(`  Inspector         ${inspectorUrl ?? 'off'}`)
      terminal.data(`  Configuration     ${relative(cwd, configPath)}`)
      for (const line of describe(chain)) terminal.data(`  ${line}`)
      terminal.data('')
    },
    request(trace) {
      const line = toRequestLine(trace, new Date())
      terminal.data(trace.status >= 500 ? terminal.styleData('red', line) : line)
    },
    reloaded(chain, milliseconds) {
      const done = terminal.styleTalk('green', '✓')
      terminal.talk(`${done} reloaded in ${Math.round(milliseconds)} ms: ${toChainText(chain)}`)
    },
    failed(error) {
      terminal.talk(renderFailure(toFailureReport(error, configPath), cwd, terminal.styleTalk))
      terminal.talk('  The chain that was loaded before goes on answering.')
    },
  }
}

function createJsonReporter({ terminal, configPath }: DevReporterOptions): DevReporter {
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
    reloaded: ({ plugins, cachePlan }, milliseconds) => {
      write('reloaded', { plugins, cachePlan, milliseconds })
    },
    failed: (error) => {
      write('failed', { error: toFailureJson(toFailureReport(error, configPath)) })
    },
  }
}

function describe(chain: OpenedChain): readonly string[] {
  const { identitySources, ttlSeconds } = chain.cachePlan
  const { title } = eventShapes[toEventShape(chain.cachePlan)]
  const sources = identitySources.length === 0 ? 'none' : identitySources.join(', ')
  return [
    `Chain             ${toChainText(chain)}`,
    `Authorizer        ${title}, cache ${ttlSeconds === 0 ? 'off' : `${ttlSeconds} s`}`,
    `Identity sources  ${sources}`,
  ]
}

function toChainText({ plugins }: OpenedChain): string {
  return plugins.join(' → ')
}
