/** IAM's wildcards by the plainest recursion. @module */

/** `*` is any run of characters, slashes included, `?` is exactly one; everything else stands for itself. */
export function globMatches(glob: string, text: string): boolean {
  if (glob === '') return text === ''
  const [first = '', rest] = [glob[0], glob.slice(1)]
  if (first === '*')
    return globMatches(rest, text) || (text !== '' && globMatches(glob, text.slice(1)))
  return text !== '' && (first === '?' || first === text[0]) && globMatches(rest, text.slice(1))
}

/** Statements as IAM reads them: a Deny wins, and what nothing allows is denied. */
export function policyAllows(
  statements: readonly {
    readonly Effect: 'Allow' | 'Deny'
    readonly Resource: readonly string[]
  }[],
  arn: string,
): boolean {
  const says = (effect: 'Allow' | 'Deny'): boolean =>
    statements.some(
      ({ Effect, Resource }) =>
        Effect === effect && Resource.some((glob) => globMatches(glob, arn)),
    )
  return says('Allow') && !says('Deny')
}
