/** What every secret store promises. @module */
import type { SecretStore, SecretVersion } from '../../contract/secret-store.js'
import { createCheck, settlesWithin } from './check.js'
import type { Breaches, Check } from './check.js'
import { createLeakFinder } from './leaks.js'
import type { SecretStoreSubject } from './store-subject.js'

const patienceMilliseconds = 2000
/** More than two batches of ten. */
const many = 23

type Loaded = ReadonlyMap<string, SecretVersion>

/** The checks that `describeSecretStore` registers, to be run without a test runner. */
export function secretStoreChecks(subject: SecretStoreSubject): readonly Check[] {
  return [
    ...loadChecks(subject),
    ...versionChecks(subject),
    ...abortChecks(subject),
    ...leakChecks(subject),
  ]
}

function loadChecks({ make, present, absent, put, spare = [] }: SecretStoreSubject): Check[] {
  const names = Object.keys(present)
  return [
    createCheck('has a name', async (it) => {
      const { name } = await make()
      it.expect(typeof name === 'string' && /^[a-z][a-z0-9-]*$/.test(name), 'its name is none')
    }),
    createCheck('returns every secret that is asked for and there', async (it) => {
      const store = await make()
      expectAll(it, await load(store, names), present)
      for (const name of names) expectAll(it, await load(store, [name]), pick(present, name))
    }),
    createCheck('leaves out what is not there', async (it) => {
      const store = await make()
      for (const name of absent) {
        const loaded = await load(store, [name])
        it.expect(!loaded.has(name), 'a name that is not there has a value')
      }
      const loaded = await load(store, [...absent, ...names])
      it.expect(!absent.some((name) => loaded.has(name)), 'the same, among others')
      expectAll(it, loaded, present)
      it.expect((await load(store, [])).size === 0, 'asked for nothing, it returns something')
    }),
    createCheck('has no secret under the names that every object has', async (it) => {
      const store = await make()
      for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
        const loaded = await load(store, [name])
        it.expect(!loaded.has(name), `${name} has a value`)
      }
    }),
    createCheck(`returns ${many} secrets at once`, async (it) => {
      const wanted = put === undefined ? [] : spare.slice(0, many)
      const values = Object.fromEntries(wanted.map((name) => [name, `value-of-${name}-${many}`]))
      for (const [name, value] of Object.entries(values)) await put?.(name, value)
      const all = { ...values, ...present }
      expectAll(it, await load(await make(), [...absent, ...Object.keys(all)]), all)
    }),
    createCheck('keeps loads at once apart', async (it) => {
      const store = await make()
      await Promise.all(
        Array.from({ length: 20 }, async (_, turn) => {
          const name = names[turn % names.length] ?? ''
          expectAll(it, await load(store, [name, ...absent]), pick(present, name))
        }),
      )
    }),
  ]
}

function versionChecks({ make, present, put, spare: [name] = [] }: SecretStoreSubject): Check[] {
  const names = Object.keys(present)
  return [
    createCheck('gives one version to one value, and another to another', async (it) => {
      const store = await make()
      const [first, second] = [await load(store, names), await load(await make(), names)]
      for (const each of names) {
        const isSame = first.get(each)?.version === second.get(each)?.version
        it.expect(isSame, 'the same value has two versions')
      }
      const values = new Set(Object.values(present))
      const versions = new Set([...first.values()].map(({ version }) => version))
      it.expect(versions.size === values.size, 'there are not as many versions as values')
      if (put === undefined || name === undefined) return
      const history: SecretVersion[] = []
      for (const value of ['value-the-first', 'value-the-second', 'value-the-first']) {
        await put(name, value)
        const loaded = (await load(store, [name])).get(name)
        it.expect(loaded?.value === value, 'a value that was written is not the one that is read')
        if (loaded !== undefined) history.push(loaded)
      }
      const [old, renewed, again] = history
      it.expect(old?.version !== renewed?.version, 'the value changes and the version does not')
      it.expect(old?.version === again?.version, 'an old value comes back under a new version')
    }),
    createCheck('says nothing of the value in the version', async (it) => {
      for (const { value, version } of (await load(await make(), names)).values()) {
        it.expect(version !== '' && typeof version === 'string', 'a version is no text')
        it.expect(!createLeakFinder([value]).isLeaking(version), 'the value shows')
      }
    }),
  ]
}

function abortChecks({ make, makeHanging, present }: SecretStoreSubject): Check[] {
  const names = Object.keys(present)
  const aborted = AbortSignal.abort(new Error('aborted by the suite'))
  return [
    createCheck('ends a load when the signal says so', async (it) => {
      const store = await make()
      const early = attempt(async () => store.load(names, aborted))
      it.expect(await settlesWithin(early, patienceMilliseconds), 'aborted before, it goes on')
      expectAll(it, await load(store, names), present)
      if (makeHanging === undefined) return
      const hanging = await makeHanging()
      const controller = new AbortController()
      let isLoaded = false
      const late = attempt(async () => {
        await hanging.load(names, controller.signal)
        isLoaded = true
      })
      setTimeout(() => {
        controller.abort(new Error('aborted by the suite'))
      }, 20)
      it.expect(await settlesWithin(late, patienceMilliseconds), 'aborted meanwhile, it goes on')
      it.expect(!isLoaded, 'aborted, it returns what it does not have')
    }),
  ]
}

function leakChecks(subject: SecretStoreSubject): Check[] {
  const { make, makeFailing = [], present, absent } = subject
  const names = Object.keys(present)
  const finder = createLeakFinder(Object.values(present))
  return [
    createCheck('shows no value of itself', async (it) => {
      const store = await make()
      await load(store, names)
      it.expect(!finder.isLeaking(store), 'a value shows when it is printed')
      it.expect(!finder.isLeaking(JSON.stringify(store)), 'a value shows when it is serialised')
    }),
    createCheck('rejects when its source fails, and quotes no value', async (it) => {
      for (const [index, makeOne] of makeFailing.entries()) {
        const store = await makeOne()
        const error = await store.load([...names, ...absent], new AbortController().signal).then(
          () => undefined,
          (thrown: unknown) => thrown ?? 'nothing',
        )
        it.expect(error !== undefined, `makeFailing[${index}] does not reject`)
        it.expect(!finder.isLeaking(error), `makeFailing[${index}]: a value shows`)
      }
    }),
  ]
}

async function load(store: SecretStore, names: readonly string[]): Promise<Loaded> {
  return store.load(names, new AbortController().signal)
}

function expectAll(it: Breaches, loaded: Loaded, values: SecretStoreSubject['present']): void {
  for (const [name, value] of Object.entries(values)) {
    it.expect(loaded.has(name), 'a secret is missing')
    it.expect(loaded.get(name)?.value === value, 'a secret has another value')
  }
}

function pick(values: SecretStoreSubject['present'], name: string): Record<string, string> {
  return { [name]: values[name] ?? '' }
}

async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch {
    // That it ends is all that matters.
  }
}
