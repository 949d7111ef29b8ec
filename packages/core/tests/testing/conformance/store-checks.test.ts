import { describe, expect, it } from 'vitest'
import { untilAborted } from '../../../src/index.js'
import type { SecretStore, SecretVersion } from '../../../src/index.js'
import { toSecretVersion } from '../../../src/secrets/secret-version.js'
import { describeSecretStore, secretStoreChecks } from '../../../src/testing/conformance/index.js'
import type { SecretStoreSubject } from '../../../src/testing/conformance/index.js'

const present = { one: 'value-of-one-0123456789', two: 'value-of-two-9876543210' }
const spare = Array.from({ length: 23 }, (_, index) => `spare-${index}`)

type Load = SecretStore['load']
type Values = Map<string, string>

/** An honest store over a map, or one whose load is changed. */
function subjectOf(
  change: (load: Load, values: Values) => Load = (load) => load,
  parts: Partial<SecretStoreSubject> = {},
): SecretStoreSubject {
  const values: Values = new Map(Object.entries(present))
  const honest: Load = async (names, signal) => {
    signal.throwIfAborted()
    const found = names.filter((name) => values.has(name))
    return Promise.resolve(
      new Map(found.map((name) => [name, toSecretVersion(values.get(name) ?? '')])),
    )
  }
  return {
    name: 'memory',
    make: () => ({ name: 'memory', load: change(honest, values) }),
    present,
    absent: ['none'],
    put: (name, value) => void values.set(name, value),
    spare,
    makeHanging: () => ({
      name: 'memory',
      load: async (_names, signal) => untilAborted(new Promise<never>(() => {}), signal),
    }),
    makeFailing: [() => ({ name: 'memory', load: async () => Promise.reject(new Error('down')) })],
    ...parts,
  }
}

/** The same answers, each version changed. */
const versioned = (
  toVersion: (secret: SecretVersion, name: string) => string,
): SecretStoreSubject =>
  subjectOf((load) => async (names, signal) => {
    const loaded = await load(names, signal)
    return new Map(
      [...loaded].map(([name, secret]) => [name, { ...secret, version: toVersion(secret, name) }]),
    )
  })

describeSecretStore(subjectOf())

let count = 0
const broken: readonly (readonly [what: string, check: RegExp, subject: SecretStoreSubject])[] = [
  ['has no name', /has a name/, subjectOf(undefined, { make: () => ({ ...base(), name: '' }) })],
  [
    'forgets one of two',
    /every secret/,
    subjectOf((load) => async (names, signal) => load(names.slice(0, 1), signal)),
  ],
  [
    'gives what is missing an empty value',
    /leaves out/,
    subjectOf((load) => async (names, signal) => {
      const empty = names.map((name) => [name, toSecretVersion('')] as const)
      return new Map([...empty, ...(await load(names, signal))])
    }),
  ],
  [
    'rejects for the missing one among others',
    /leaves out/,
    subjectOf((load) => async (names, signal) => {
      if (names.includes('none')) throw new Error('not there')
      return load(names, signal)
    }),
  ],
  [
    'looks names up in an object',
    /every object has/,
    subjectOf((_load, values) => async (names) => {
      const table: Record<string, string> = Object.fromEntries(values)
      const found = names.filter((name) => table[name] !== undefined)
      return new Map(found.map((name) => [name, { value: table[name] ?? '', version: name }]))
    }),
  ],
  [
    'returns the first ten',
    /23 secrets/,
    subjectOf((load) => async (names, signal) => load(names.slice(0, 10), signal)),
  ],
  [
    'keeps the names in a variable across an await',
    /at once apart/,
    (() => {
      let current: readonly string[] = []
      return subjectOf((load) => async (names, signal) => {
        current = names
        await new Promise((resolve) => {
          setTimeout(resolve, 1)
        })
        return load(current, signal)
      })
    })(),
  ],
  ['has one version for all', /one version/, versioned(() => '1')],
  ['has a version for each name', /one version/, versioned((_secret, name) => name)],
  ['has a new version each time', /one version/, versioned(() => String((count += 1)))],
  ['has the value for a version', /in the version/, versioned(({ value }) => value)],
  [
    'puts a piece of the value into the version',
    /in the version/,
    versioned(({ value }) => `v${value.slice(2, 19)}`),
  ],
  ['has an empty version', /in the version/, versioned(() => '')],
  [
    'waits for ever',
    /ends a load/,
    subjectOf(undefined, {
      makeHanging: () => ({ ...base(), load: async () => new Promise<never>(() => {}) }),
    }),
  ],
  [
    'returns nothing when it is told to stop',
    /ends a load/,
    subjectOf(undefined, {
      makeHanging: () => ({
        ...base(),
        load: async (_names, signal) =>
          untilAborted(new Promise<never>(() => {}), signal).catch(() => new Map()),
      }),
    }),
  ],
  [
    'keeps values where they are printed',
    /of itself/,
    subjectOf(undefined, {
      make: () => {
        const kept = new Map<string, SecretVersion>()
        const store = base()
        return {
          ...store,
          kept,
          load: async (names, signal) => {
            const loaded = await store.load(names, signal)
            for (const [name, secret] of loaded) kept.set(name, secret)
            return loaded
          },
        }
      },
    }),
  ],
  [
    'swallows an outage',
    /source fails/,
    subjectOf(undefined, { makeFailing: [() => ({ ...base(), load: async () => new Map() })] }),
  ],
  [
    'quotes a value in an error',
    /source fails/,
    subjectOf(undefined, {
      makeFailing: [
        () => ({
          ...base(),
          load: async () => {
            throw new Error('unexpected', { cause: { body: `{"one":"${present.one}"}` } })
          },
        }),
      ],
    }),
  ],
]

function base(): SecretStore {
  return subjectOf().make() as SecretStore
}

describe('the suite for secret stores', () => {
  it.each(broken)('tells of a store that %s', async (_what, title, subject) => {
    const check = secretStoreChecks(subject).find((each) => title.test(each.title))
    expect(check, `no check ${title.source}`).toBeDefined()
    expect(await check?.run()).not.toEqual([])
  })

  it('has a broken store for every check', () => {
    const titles = secretStoreChecks(subjectOf()).map(({ title }) => title)
    const covered = titles.filter((title) => broken.some(([, check]) => check.test(title)))
    expect(covered).toEqual(titles)
  })
})
