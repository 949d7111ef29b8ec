/** What API Gateway takes as an answer. It refuses what it does not know, so one key too many is a 500. @module */

type Shape = Readonly<Record<string, unknown>>

/** What is wrong with the shape of an answer; empty when nothing is. */
export function findShapeFaults(answer: unknown, kind: 'policy' | 'simple'): readonly string[] {
  if (!isShape(answer)) return ['the answer is no object']
  const faults: string[] = []
  const known =
    kind === 'simple'
      ? ['isAuthorized', 'context']
      : ['principalId', 'policyDocument', 'context', 'usageIdentifierKey']
  faults.push(...unknownKeys('the answer', answer, known), ...findContextFaults(answer['context']))
  if (JSON.stringify(JSON.parse(JSON.stringify(answer))) !== JSON.stringify(answer)) {
    faults.push('the answer does not survive JSON')
  }
  if (kind === 'simple') {
    if (typeof answer['isAuthorized'] !== 'boolean') faults.push('isAuthorized is no boolean')
    return faults
  }
  if (typeof answer['principalId'] !== 'string' || answer['principalId'] === '') {
    faults.push('principalId is no text')
  }
  return [...faults, ...findPolicyFaults(answer['policyDocument'])]
}

/** The statements of a policy answer; none for a simple one. */
function statementsOf(answer: unknown): readonly Shape[] {
  const policy = isShape(answer) ? answer['policyDocument'] : undefined
  const statements = isShape(policy) ? policy['Statement'] : undefined
  return Array.isArray(statements) ? statements.filter(isShape) : []
}

/** The resources that statements of one effect name. */
export function resourcesOf(answer: unknown, effect: 'Allow' | 'Deny'): readonly string[] {
  return statementsOf(answer)
    .filter(({ Effect }) => Effect === effect)
    .flatMap(({ Resource }) => (Array.isArray(Resource) ? Resource : [Resource]))
    .map(String)
}

/** True when a resource of a policy covers an ARN: `*` is any text, `?` any one character. */
export function covers(resource: string, arn: string): boolean {
  let starts = new Set([0])
  for (const symbol of resource) {
    const next = new Set<number>()
    for (const at of starts) {
      if (symbol === '*') for (let to = at; to <= arn.length; to += 1) next.add(to)
      else if (at < arn.length && (symbol === '?' || arn[at] === symbol)) next.add(at + 1)
    }
    starts = next
  }
  return starts.has(arn.length)
}

/** True for an answer that lets the request in. */
export function isAllow(answer: unknown): boolean {
  if (isShape(answer) && 'isAuthorized' in answer) return answer['isAuthorized'] !== false
  return resourcesOf(answer, 'Allow').length > 0
}

function findPolicyFaults(policy: unknown): readonly string[] {
  if (!isShape(policy)) return ['policyDocument is no object']
  const faults = [...unknownKeys('policyDocument', policy, ['Version', 'Statement'])]
  if (policy['Version'] !== '2012-10-17') faults.push('Version is not 2012-10-17')
  const statements = policy['Statement']
  if (!Array.isArray(statements) || statements.length === 0) return [...faults, 'no statement']
  for (const statement of statements as readonly unknown[]) {
    if (!isShape(statement)) return [...faults, 'a statement is no object']
    const keys = ['Effect', 'Action', 'Resource', 'Condition']
    faults.push(...unknownKeys('a statement', statement, keys))
    if (Object.values(statement).includes(null)) faults.push('a statement holds null')
    if (statement['Action'] !== 'execute-api:Invoke') faults.push('an action is another')
  }
  return faults
}

function findContextFaults(context: unknown): readonly string[] {
  if (context === undefined) return []
  if (!isShape(context)) return ['context is no object']
  return Object.values(context).some((value) => typeof value === 'object' && value !== null)
    ? ['context is not flat']
    : []
}

function unknownKeys(what: string, value: Shape, known: readonly string[]): readonly string[] {
  return Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => `${what} has the unknown key ${key}`)
}

function isShape(value: unknown): value is Shape {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
