/** The environment of a manifest. @module */
import { createRuntime } from '@authchain/core'
import type { AuthchainConfig, SecretRef } from '@authchain/core'
import type { ManifestVariable } from '@authchain/core/manifest'
import type { RecordedVariable } from '../config/environment-recorder.js'

/** Reading a literal needs no time; a store that is slow all the same ends here. */
const patienceMilliseconds = 1000

/**
 * Joins what the configuration read with what its references name. A variable that `env()` refers to, or
 * whose value `literal()` holds, is a secret: its value stands nowhere.
 */
export async function toEnvironment(
  { plugins }: AuthchainConfig,
  read: readonly RecordedVariable[],
): Promise<readonly ManifestVariable[]> {
  const references = plugins.flatMap(({ requires }) => requires.secrets ?? [])
  const names = new Set(references.flatMap(({ store, name }) => (store === 'env' ? [name] : [])))
  const literals = await readLiterals(references.filter(({ store }) => store === 'literal'))
  const isSecret = ({ name, value }: RecordedVariable): boolean =>
    names.has(name) || (value !== null && literals.has(value))
  const known = new Set(read.map(({ name }) => name))
  const referred = [...names].filter((name) => !known.has(name))
  return [
    ...read.map((variable) => {
      const secret = isSecret(variable)
      return { name: variable.name, secret, value: secret ? null : variable.value }
    }),
    ...referred.map((name) => ({ name, secret: true, value: null })),
  ].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

async function readLiterals(references: readonly SecretRef[]): Promise<ReadonlySet<string>> {
  const { secrets } = createRuntime()
  const signal = AbortSignal.timeout(patienceMilliseconds)
  const values = references.map(async (reference) => {
    const secret = await secrets.open(reference)
    const { value } = await secret.read(signal)
    return value
  })
  return new Set(await Promise.all(values))
}
