/** What IAM makes of a policy: anchored globs, a Deny always wins. */
import type { PolicyStatement } from '../../src/index.js'

function matches(resource: string, arn: string): boolean {
  const text = resource.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(`^${text.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`).test(arn)
}

export function isAllowed(statements: readonly PolicyStatement[], arn: string): boolean {
  const says = (effect: 'Allow' | 'Deny'): boolean =>
    statements.some(
      ({ Effect, Resource }) =>
        Effect === effect && Resource.some((resource) => matches(resource, arn)),
    )
  return says('Allow') && !says('Deny')
}
