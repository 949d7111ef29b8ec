/** What the function's role must allow. @module */
import type { RequiredStatement } from '../contract/plugin.js'
import type { MergedRequirements } from '../contract/requirements.js'
import type { SecretRef } from '../contract/secret-store.js'
import type { ManifestStatement } from './manifest.js'

/**
 * The statements that plugins ask for and those that reading secrets takes; one for each set of actions.
 *
 * `kms:Decrypt` is not among them. A `SecureString` under the default key `aws/ssm` needs none, and which
 * other key a parameter has is not known here.
 *
 * @returns Sorted, so that equal requirements give equal text.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
 */
export function toStatements({
  statements,
  secrets,
}: Pick<MergedRequirements, 'statements' | 'secrets'>): readonly ManifestStatement[] {
  const resources = new Map<string, Set<string>>()
  for (const { actions, resource } of [...statements, ...secrets.flatMap(toReading)]) {
    const key = JSON.stringify([...new Set(actions)].toSorted())
    resources.set(key, (resources.get(key) ?? new Set()).add(resource))
  }
  const taken = new Map<string, number>()
  const result = [...resources.keys()].toSorted().map((key) => {
    const actions = JSON.parse(key) as readonly string[]
    const sid = toDistinct(actions.map(toWord).join(''), taken)
    return { sid, actions, resources: [...(resources.get(key) ?? [])].toSorted() }
  })
  return result.toSorted((a, b) => (a.sid < b.sid ? -1 : 1))
}

/** What reading a secret takes. Stores of somebody else's are declared as `statements` by who uses them. */
function toReading({ store, name }: SecretRef): readonly RequiredStatement[] {
  if (store === 'ssm') {
    const path = name.startsWith('/') ? name : `/${name}`
    return [{ actions: ['ssm:GetParameters'], resource: toArn('ssm', `parameter${path}`) }]
  }
  if (store === 'secrets-manager') {
    // Secrets Manager puts a hyphen and six characters behind the name.
    const resource = name.startsWith('arn:')
      ? name
      : toArn('secretsmanager', `secret:${name}-??????`)
    return [{ actions: ['secretsmanager:GetSecretValue'], resource }]
  }
  return []
}

function toArn(service: string, resource: string): string {
  return ['arn', '${partition}', service, '${region}', '${account}', resource].join(':')
}

/** `ssm:GetParameter*` → `SsmGetParameterAny`. */
function toWord(action: string): string {
  const words = action.replaceAll('*', '-any').split(/[^A-Za-z0-9]+/)
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

function toDistinct(sid: string, taken: Map<string, number>): string {
  const count = (taken.get(sid) ?? 0) + 1
  taken.set(sid, count)
  return count === 1 ? sid : `${sid}${count}`
}
