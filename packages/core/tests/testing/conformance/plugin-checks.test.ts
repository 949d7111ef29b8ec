import { describe, expect, it } from 'vitest'
import {
  abstain,
  anonymous,
  anyOf,
  definePlugin,
  forbidden,
  fromValidate,
  optional,
  pass,
  requireScope,
  unauthenticated,
} from '../../../src/index.js'
import type { AnyPlugin, PluginRequirements, PluginRuntime, Validate } from '../../../src/index.js'
import { describePlugin, pluginChecks } from '../../../src/testing/conformance/index.js'
import type { PluginSubject } from '../../../src/testing/conformance/index.js'
import { passing, plugin } from '../../helpers/plugins.js'

const ada = 'session-of-ada-0123456789abcdef'
const bob = 'session-of-bob-fedcba9876543210'
const users: ReadonlyMap<string, string> = new Map([
  [ada, 'ada'],
  [bob, 'bob'],
])

/** What every plugin below does, unless it is broken. */
const honest: Validate = async ({ token }) => {
  if (token === undefined) return abstain('no session')
  const principalId = users.get(token.replace(/^Bearer /, ''))
  if (principalId === undefined) throw unauthenticated('session.unknown')
  if (principalId === 'bob') throw forbidden('session.closed')
  return Promise.resolve(pass({ principalId }))
}
const known = {
  good: [{ token: `Bearer ${ada}`, principalId: 'ada' }],
  bad: [
    { token: 'Bearer no-session-at-all-000000', code: 'session.unknown' },
    { token: `Bearer ${bob}`, code: 'session.closed' },
  ],
  absent: [{}],
} as const

const subjectOf = (validate: Validate, requires: PluginRequirements = { credentials: ['token'] }) =>
  ({ ...known, make: () => plugin('session', validate, requires) }) satisfies PluginSubject

describePlugin(subjectOf(honest))
describePlugin({
  name: 'fromValidate(…)',
  make: () =>
    fromValidate('session', ({ token = '' }) => {
      const principalId = users.get(token.replace(/^Bearer /, ''))
      if (principalId === undefined) throw new Error('Unauthorized')
      return { principalId }
    }),
  good: [
    { token: `Bearer ${ada}`, principalId: 'ada' },
    { token: `Bearer ${bob}`, principalId: 'bob' },
  ],
  bad: [{ token: 'Bearer no-session-at-all-000000', code: 'session.unauthorized' }],
  absent: [{}],
})
describePlugin({
  name: 'requireScope(…)',
  make: () => requireScope('orders:read'),
  before: [
    plugin('granted', ({ token }) => pass({ principalId: 'ada', scopes: [token ?? 'none'] }), {
      inputs: ['token'],
    }),
  ],
  good: [{ token: 'orders:read', principalId: 'ada' }],
  bad: [{ token: 'orders:write', code: 'require_scope.missing' }, {}],
})
describePlugin({
  name: 'anonymous()',
  make: () => anonymous(),
  good: [{ principalId: 'anonymous' }],
})
describePlugin({
  ...known,
  name: 'anyOf(…)',
  make: () =>
    anyOf(
      plugin('quiet', () => abstain('not mine')),
      plugin('session', honest, { credentials: ['token'] }),
    ),
})
describePlugin({
  ...known,
  name: 'optional(…)',
  make: () => optional(plugin('session', honest, { credentials: ['token'] })),
})

/** Breaks one thing and says which check must tell. */
type Broken = readonly [what: string, check: RegExp, subject: PluginSubject]
let state = ''
const setUpOf = (
  setup: (runtime: PluginRuntime, signal: AbortSignal) => Promise<Validate>,
): PluginSubject => ({
  ...known,
  make: () =>
    definePlugin({
      name: 'session',
      options: { '~standard': { version: 1, vendor: 'test', validate: () => ({ value: {} }) } },
      setup: (_options, runtime, signal) => setup(runtime, signal),
    })({}),
})
const url = new URL('https://sessions.example/')
const sleep = async (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })

const broken: readonly Broken[] = [
  [
    'makes something that is no plugin',
    /facts/,
    {
      ...known,
      make: () => ({ kind: 'plugin', name: 'session', requires: {}, setup: () => honest }),
    },
  ],
  [
    'declares an input that does not exist',
    /facts/,
    subjectOf(honest, { credentials: ['token'], inputs: ['headers' as 'token'] }),
  ],
  [
    'declares a header with a space',
    /facts/,
    subjectOf(honest, { credentials: ['token', 'header:x tenant'] }),
  ],
  [
    'declares a URL as a host',
    /facts/,
    subjectOf(honest, { credentials: ['token'], hosts: ['https://a.example/'] }),
  ],
  [
    'declares every resource',
    /facts/,
    subjectOf(honest, {
      credentials: ['token'],
      statements: [{ actions: ['s3:Get'], resource: '*' }],
    }),
  ],
  [
    'declares other facts each time',
    /facts/,
    {
      ...known,
      make: () =>
        plugin('session', honest, { credentials: ['token'], hosts: [`h${(state += 'x')}`] }),
    },
  ],
  ['takes any option', /wrong options/, { ...subjectOf(honest), badOptions: [() => undefined] }],
  [
    'throws something else for wrong options',
    /wrong options/,
    {
      ...subjectOf(honest),
      badOptions: [
        () => {
          throw new TypeError('wrong')
        },
      ],
    },
  ],
  ['denies good requests', /passes good/, subjectOf(() => abstain('no'))],
  [
    'calls everybody by one name',
    /who is calling/,
    subjectOf(async (...all) => {
      const outcome = await honest(...all)
      return outcome.kind === 'pass' ? pass({ principalId: 'root' }) : outcome
    }),
  ],
  ['passes bad requests', /denies bad/, subjectOf(() => pass({ principalId: 'ada' }))],
  [
    'calls a bad credential its own failure',
    /denies bad/,
    subjectOf(async (...all) => {
      const outcome = await Promise.resolve(honest(...all)).catch(() => undefined)
      if (outcome === undefined) throw new Error('no such session')
      return outcome
    }),
  ],
  [
    'denies under another code',
    /denies bad/,
    subjectOf(({ token }) => {
      if (token === undefined) return abstain('no session')
      if (token === `Bearer ${ada}`) return pass({ principalId: 'ada' })
      throw unauthenticated('session.bad')
    }),
  ],
  [
    'lets those without a credential pass',
    /without its credential/,
    subjectOf((context, ...rest) =>
      context.token === undefined ? pass({ principalId: 'guest' }) : honest(context, ...rest),
    ),
  ],
  [
    'fails without a credential',
    /without its credential/,
    subjectOf((context, ...rest) => honest({ ...context, token: context.token!.trim() }, ...rest)),
  ],
  [
    'reads what it did not declare, and hides it',
    /reads what it declares/,
    subjectOf((context, ...rest) => {
      try {
        context.header('x-tenant')
      } catch {
        // Hidden.
      }
      return honest(context, ...rest)
    }),
  ],
  [
    'returns a bare object',
    /outcomes of the SDK/,
    subjectOf(() => ({ kind: 'pass', patch: { principalId: 'ada' } }) as never),
  ],
  [
    'trusts one kind of API more',
    /whatever kind of API/,
    subjectOf((context, ...rest) =>
      context.source === 'http-v2' && context.token !== undefined
        ? pass({ principalId: 'ada' })
        : honest(context, ...rest),
    ),
  ],
  [
    'counts requests',
    /same way again/,
    setUpOf(async () => {
      let count = 0
      return (...all) => {
        count += 1
        if (count > 3) throw new Error('tired')
        return honest(...all)
      }
    }),
  ],
  [
    'keeps the caller in a variable across an await',
    /at once apart/,
    {
      ...setUpOf(async () => {
        let current: string | undefined
        return async ({ token }) => {
          current = token
          await sleep(1)
          if (current === undefined) return abstain('no session')
          const principalId = users.get(current.replace(/^Bearer /, ''))
          if (principalId === undefined) throw unauthenticated('session.unknown')
          return pass({ principalId })
        }
      }),
      good: [
        { token: `Bearer ${ada}`, principalId: 'ada' },
        { token: `Bearer ${bob}`, principalId: 'bob' },
      ],
      bad: [],
    },
  ],
  [
    'can be set up once',
    /set up twice/,
    (() => {
      const used = new WeakSet<AnyPlugin>()
      return {
        ...known,
        make: () => {
          const made: AnyPlugin = definePlugin({
            name: 'session',
            options: {
              '~standard': { version: 1, vendor: 'test', validate: () => ({ value: {} }) },
            },
            setup: () => {
              if (used.has(made)) throw new Error('again')
              used.add(made)
              return honest
            },
          })({})
          return made
        },
      }
    })(),
  ],
  [
    'writes to the request',
    /changes neither/,
    subjectOf((context, ...rest) => {
      Reflect.set(context, 'path', '/admin')
      return honest(context, ...rest)
    }),
  ],
  [
    'writes to the identity',
    /changes neither/,
    subjectOf((context, identity, call) => {
      Reflect.set(identity, 'principalId', 'root')
      return honest(context, identity, call)
    }),
  ],
  ...(
    [
      [
        'in the message of an error that it wraps',
        (token) => {
          throw unauthenticated('session.unknown', { cause: new Error(`no session ${token}`) })
        },
      ],
      [
        'in details',
        (token) => {
          throw unauthenticated('session.unknown', { details: { session: token.slice(3) } })
        },
      ],
      [
        'in a code',
        (token) => {
          throw unauthenticated(
            `session.${token.replaceAll(/\W/g, '_').toLowerCase().slice(0, 60)}`,
          )
        },
      ],
      ['in the reason for which it abstains', (token) => abstain(`not mine: ${token.slice(7)}`)],
      ['in the principal', (token) => pass({ principalId: token.slice(7) })],
      ['in the response context', (token) => pass({ principalId: 'x', context: { token } })],
      [
        'on the console',
        (token) => {
          console.info('checking', { session: token.slice(10, 30) })
          throw unauthenticated('session.unknown')
        },
      ],
    ] as const satisfies readonly (readonly [string, (token: string) => unknown])[]
  ).map(([where, act]): Broken => [
    `shows the credential ${where}`,
    where === 'in a code' ? /denies bad/ : /no credential out/,
    subjectOf((context, ...rest) =>
      context.token === undefined || context.token === `Bearer ${ada}`
        ? honest(context, ...rest)
        : act(context.token),
    ),
  ]),
  [
    'logs the credential',
    /no credential out/,
    setUpOf(async ({ logger }) => (context, ...rest) => {
      logger.debug('session', { session: String(context.token).slice(0, 25) })
      return honest(context, ...rest)
    }),
  ],
  [
    'writes to the console',
    /nothing to the console/,
    subjectOf((...all) => {
      console.log('here')
      return honest(...all)
    }),
  ],
  [
    'compares only the beginning',
    /hostile credential/,
    subjectOf(({ token }) => {
      if (token === undefined) return abstain('no session')
      if (token.startsWith(`Bearer ${ada}`)) return pass({ principalId: 'ada' })
      throw unauthenticated('session.unknown')
    }),
  ],
  [
    'looks the credential up in an object',
    /hostile credential/,
    subjectOf(({ token }) => {
      if (token === undefined) return abstain('no session')
      const table: Record<string, string> = { [ada]: 'ada' }
      if (table[token.slice(7)] === undefined) throw unauthenticated('session.unknown')
      return pass({ principalId: 'ada' })
    }),
  ],
  [
    'breaks on what cannot be decoded',
    /hostile credential/,
    subjectOf((context, ...rest) => {
      decodeURIComponent(context.token ?? '')
      return honest(context, ...rest)
    }),
  ],
  [
    'forgets a promise',
    /hostile credential/,
    subjectOf((context, ...rest) => {
      if (context.token?.includes('\0') === true) void Promise.reject(new Error('forgotten'))
      return honest(context, ...rest)
    }),
  ],
  [
    'passes when a credential is doubtful',
    /two values/,
    {
      ...subjectOf(({ token }) => {
        if (token === undefined) return abstain('no session')
        return pass({ principalId: 'ada' })
      }),
      good: [{ headers: { authorization: '' } }],
    },
  ],
  [
    'breaks on another input',
    /its other inputs/,
    subjectOf(
      (context, ...rest) => {
        decodeURIComponent(context.query('tag') ?? '')
        return honest(context, ...rest)
      },
      { credentials: ['token'], inputs: ['query:tag'] },
    ),
  ],
  [
    'opens with a request that no signal ends',
    /ends its set-up/,
    setUpOf(async ({ http }) => {
      await http({ url, signal: new AbortController().signal })
      return honest
    }),
  ],
  [
    'asks with a request that no signal ends',
    /ends a call/,
    {
      ...setUpOf(async ({ http }) => async (...all) => {
        await http({ url, signal: new AbortController().signal })
        return honest(...all)
      }),
      bad: [],
      runtime: {
        http: async () => Promise.resolve({ status: 200, headers: {}, body: Buffer.of() }),
      },
    },
  ],
  [
    'holds the process',
    /its time/,
    {
      ...subjectOf((...all) => {
        const until = performance.now() + 1100
        while (performance.now() < until) {
          // Busy.
        }
        return honest(...all)
      }),
      bad: [],
    },
  ],
]

describe('the suite for plugins', () => {
  it.each(broken)('tells of a plugin that %s', async (_what, title, subject) => {
    const check = pluginChecks(subject).find((each) => title.test(each.title))
    expect(check, `no check ${title.source}`).toBeDefined()
    expect(await check?.run()).not.toEqual([])
  })

  it('has a broken plugin for every check', () => {
    const titles = pluginChecks({ ...subjectOf(honest), badOptions: [() => undefined] }).map(
      ({ title }) => title,
    )
    const covered = titles.filter((title) => broken.some(([, check]) => check.test(title)))
    expect(covered).toEqual(titles)
  })

  it('quotes no credential in what it tells', async () => {
    const [, , subject] = broken.find(([what]) => what.startsWith('logs')) ?? []
    if (subject === undefined) throw new Error('the case is gone')
    const told = await Promise.all(pluginChecks(subject).map(async ({ run }) => run()))
    expect(JSON.stringify(told)).not.toContain(ada.slice(0, 12))
  })

  it('finds nothing in pieces that may be seen', async () => {
    const validate: Validate = (context, ...rest) => {
      if (context.token?.includes('no-session') !== true) return honest(context, ...rest)
      throw unauthenticated('session.unknown', {
        details: { id: 'no-session-at-all-000000'.slice(0, 17) },
      })
    }
    const told = async (subject: PluginSubject): Promise<unknown> =>
      pluginChecks(subject)
        .find(({ title }) => title.includes('no credential out'))
        ?.run()
    expect(await told(subjectOf(validate))).not.toEqual([])
    expect(await told({ ...subjectOf(validate), open: ['no-session-at-all'] })).toEqual([])
  })
})

describe('a plugin that needs another', () => {
  it('is examined behind it', async () => {
    const named: Validate = (_context, identity) =>
      identity.principalId === 'ada' ? pass() : abstain('nobody')
    const subject = {
      make: () => plugin('named', named),
      before: [passing('who', 'ada')],
      good: [{ principalId: 'ada' }],
    }
    for (const { run } of pluginChecks(subject)) expect(await run()).toEqual([])
  })
})
