/** Mistakes that compilers of route tables make, planted from outside. @module */
import { matchesGlob } from '../../../src/policy-evaluator/glob.js'
import { methods } from '../oracle/pattern.js'
import type { Faults } from './bench.js'
import type { Request } from './request.js'
import type { PolicyStatement } from './subject.js'
import type { Row, Table } from './table.js'
import { toMethodArn } from './verdict.js'

type Resources = (resources: readonly string[]) => readonly string[]

/** A mistake and the laws of which it breaks at least one. */
export interface PlantedFault {
  readonly name: string
  readonly laws: readonly string[]
  readonly faults: Faults
}

/** Every one of them. */
export const plantedFaults: readonly PlantedFault[] = [
  fault('the method is a star', ['sound'], allow(each(methodTo('*')))),
  fault('ANY is a star and not seven methods', ['sound'], allow(starWhereAllSeven)),
  fault('ANY is GET alone', ['complete', 'decide'], {
    compile: editRows((row) => [row[0].replace('ANY ', 'GET '), row[1]]),
  }),
  fault(
    'a parameter may be empty: * for ?*',
    ['sound'],
    allow(each((text) => text.replaceAll('?*', '*'))),
  ),
  fault('no Deny for a deeper route', ['sound'], deny(keep((text) => !/\?\*\//.test(text)))),
  fault(
    'no Deny for a literal beside a parameter',
    ['sound'],
    deny(keep((text) => text.includes('*'))),
  ),
  fault('a Deny without its slash form', ['sound'], deny(keep((text) => !text.endsWith('/')))),
  fault(
    'a Deny with nothing but its slash form',
    ['sound'],
    deny(keep((text) => text.endsWith('/') || text.includes('*//*'))),
  ),
  fault(
    'an Allow without its slash form',
    ['complete'],
    allow(keep((text) => !/[^/]+\/.+\/$/.test(pathOf(text)))),
  ),
  fault(
    'the Deny of a greedy route is its own glob',
    ['complete'],
    deny(each((text) => text.replaceAll('?*/?*', '?*'))),
  ),
  fault('double slashes are let through', ['sound'], deny(keep((text) => !text.endsWith('*//*')))),
  fault("the client's path stands in Resource", ['cached = fresh', 'sound'], { answer: echo }),
  fault('the stage is a star', ['sound'], allow(each((text) => text.replace('/prod/', '/*/')))),
  fault(
    'region and account are stars',
    ['sound'],
    allow(each((text) => text.replace('eu-west-1:123456789012', '*:*'))),
  ),
  fault(
    'everything is allowed and then denied',
    ['sound'],
    allow(() => [`${stage}/*`]),
  ),
  fault('the best path goes before the method', ['complete', 'decide'], {
    compile: pathFirst('deny'),
  }),
  fault('a path shields the methods that it does not have', ['sound', 'decide'], {
    compile: pathFirst('own'),
  }),
  fault('an HTTP API is routed as a REST API', ['sound', 'complete', 'decide'], {
    compile: (table) => ({ ...table, api: 'rest' }),
  }),
  fault('a REST API is routed as an HTTP API', ['sound', 'complete', 'decide'], {
    compile: (table) => ({ ...table, api: 'http' }),
  }),
  fault('the cache key has no path', ['cached = fresh', 'sound'], {
    key: (key) => key.slice(0, 1),
  }),
  fault('the cache key has no method', ['cached = fresh', 'sound'], { key: (key) => key.slice(1) }),
  fault('the cache key has the template for the path', ['cached = fresh', 'sound'], {
    key: ([method = ''], template) => [method, template],
  }),
  fault('an Allow outlives its credential', ['ends with its credential'], {
    expiresAtSeconds: 4_102_444_800,
  }),
]

const stage = 'arn:aws:execute-api:eu-west-1:123456789012:abcdef1234/prod'

function fault(name: string, laws: readonly string[], faults: Faults): PlantedFault {
  return { name, laws, faults }
}

function allow(change: Resources): Faults {
  return onEffect('Allow', change)
}

function deny(change: Resources): Faults {
  return onEffect('Deny', change)
}

/** Only where the answer comes from the compiler: both effects stand in it, or one with a path. */
function onEffect(effect: PolicyStatement['Effect'], change: Resources): Faults {
  return {
    answer: (statements) =>
      statements.map((statement) =>
        statement.Effect === effect
          ? { ...statement, Resource: orNothing(change(statement.Resource)) }
          : statement,
      ),
  }
}

/** An empty Resource is no policy; one that matches nothing is. */
function orNothing(resources: readonly string[]): readonly string[] {
  return resources.length === 0 ? [`${stage}/NOTHING`] : resources
}

function each(change: (text: string) => string): Resources {
  return (resources) => resources.map(change)
}

function keep(test: (text: string) => boolean): Resources {
  return (resources) => resources.filter(test)
}

function methodTo(method: string): (text: string) => string {
  return (text) => `${stage}/${method}/${pathOf(text)}`
}

function pathOf(text: string): string {
  return text.slice(stage.length + 1).replace(/^[^/]*\//, '')
}

function methodOf(text: string): string {
  return text.slice(stage.length + 1).split('/')[0] ?? ''
}

function starWhereAllSeven(resources: readonly string[]): readonly string[] {
  return resources.map((text) => {
    const verbs = resources.filter((other) => pathOf(other) === pathOf(text)).map(methodOf)
    const isEvery = methods.every((method) => verbs.some((verb) => matchesGlob(verb, method)))
    return isEvery ? methodTo('*')(text) : text
  })
}

/** What everybody writes first: the ARN of the request that asked. */
function echo(
  statements: readonly PolicyStatement[],
  request: Request,
): readonly PolicyStatement[] {
  const own = toMethodArn(request)
  const says = (effect: PolicyStatement['Effect']): boolean =>
    statements.some(
      ({ Effect, Resource }) =>
        Effect === effect && Resource.some((glob) => matchesGlob(glob, own)),
    )
  if (own.length > 512 || !says('Allow') || says('Deny')) return statements
  return [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: [own] }]
}

function editRows(change: (row: Row) => Row): (table: Table) => Table {
  return (table) => {
    const rows = new Map(table.rows.map((row) => change(row)))
    return { ...table, rows: [...rows] }
  }
}

/** Gives each path an ANY, so that no request falls through to a less specific one. */
function pathFirst(rule: 'deny' | 'own'): (table: Table) => Table {
  return (table) => {
    const rows = new Map(table.rows)
    for (const [text, own] of table.rows) {
      const any = text.replace(/^\S+/, 'ANY')
      if (!rows.has(any)) rows.set(any, rule === 'own' ? own : 'deny')
    }
    return { ...table, rows: [...rows] }
  }
}
