/** The conformance suite for secret stores. @module */
import { describeChecks } from './describe-checks.js'
import { secretStoreChecks } from './store-checks.js'
import type { SecretStoreSubject } from './store-subject.js'

/**
 * Registers the tests that every secret store must pass:
 *
 * * it returns what is there and leaves out what is not, alone, 23 at a time and in loads at once;
 * * versions change exactly when values do, and say nothing of them;
 * * a load ends when its signal says so;
 * * no value shows when the store is printed, nor in what it throws.
 *
 * @example
 * ```ts
 * describeSecretStore({
 *   name: 'vaultStore',
 *   make: () => vaultStore({ address }),
 *   present: { 'orders/key': 'correct-horse-battery-staple' },
 *   absent: ['orders/none'],
 *   put: async (name, value) => vault.write(name, value),
 *   spare: Array.from({ length: 23 }, (_, index) => `spare/${index}`),
 *   makeFailing: [() => vaultStore({ address: 'http://127.0.0.1:1' })],
 * })
 * ```
 */
export function describeSecretStore(subject: SecretStoreSubject): void {
  describeChecks(`${subject.name} is a secret store that`, secretStoreChecks(subject))
}
