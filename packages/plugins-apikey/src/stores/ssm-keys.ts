/** Records in AWS Systems Manager Parameter Store, one parameter for each key. @module */
import { ConfigInvalidError, failure } from '@authchain/core'
import type { RequiredStatement } from '@authchain/core'
import type { ApiKeyStore } from '../api-key-store.js'
import { checkFoundRecord } from '../check-record.js'
import { idPattern } from '../key-format.js'
import { createRecordCache } from './record-cache.js'
import { createParameterReader } from './ssm-parameter.js'

/** A name that begins with a slash; AWS takes 15 levels, and the id is one. */
const pathPattern = /^(?:\/[\w.-]{1,128}){1,14}$/
const longestPath = 900

/**
 * A store of one `SecureString` per key: `<path>/<id>`, whose value is the record as JSON. Nothing is read
 * until a key with that id is presented.
 *
 * | what                                    | for how long                                              |
 * | --------------------------------------- | --------------------------------------------------------- |
 * | a record                                | 300 s ± 10 %; at most 10 000 of them                      |
 * | that there is none                      | 10 s; at most 1 000                                       |
 * | a record, while SSM is out of reach     | up to 1 h since it was last read, with a warning          |
 * | an outage, when no record is known      | 5 s: failure `api_key.store_unavailable`                  |
 * | missing permission, a disabled KMS key  | 5 s: failure `api_key.store_denied`, and the record is out |
 *
 * A key that is deleted or disabled is therefore refused within 330 s, and what API Gateway cached comes on
 * top. `@aws-sdk/client-ssm` is loaded with the first look-up. The function's role needs `ssm:GetParameter`
 * below the path, which the plugin declares, and `kms:Decrypt` when the key is not `aws/ssm`.
 *
 * @param path - `/orders/api-keys`: a slash, then names between slashes, none at the end.
 * @throws {@link ConfigInvalidError} AC1003 for another path.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html
 * @example
 * ```ts
 * apiKey({ keys: ssmKeys('/orders/api-keys'), from: 'bearer' })
 * ```
 */
export function ssmKeys(path: `/${string}`): ApiKeyStore {
  if (typeof path !== 'string' || path.length > longestPath || !pathPattern.test(path)) {
    throw new ConfigInvalidError(
      'AC1003',
      "plugins.config: ssmKeys(): expected a path such as '/orders/api-keys', without a slash at its end",
    )
  }
  const readParameter = createParameterReader()
  const findCached = createRecordCache(async (id, signal) => {
    const text = await readParameter(`${path}/${id}`, signal)
    return text === undefined ? undefined : checkFoundRecord(parseJson(text, id), id)
  })
  return Object.freeze({
    kind: 'api-key-store',
    requires: Object.freeze({ statements: [toStatement(path)] }),
    async find(id, signal, runtime) {
      // Only what is sure to be an id becomes part of a parameter's name.
      return idPattern.test(id) ? findCached(id, signal, runtime) : undefined
    },
  } satisfies ApiKeyStore)
}

function toStatement(path: string): RequiredStatement {
  const account = ['arn', '${partition}', 'ssm', '${region}', '${account}'].join(':')
  return { actions: ['ssm:GetParameter'], resource: `${account}:parameter${path}/*` }
}

/** The parser's own error quotes the text, so it goes no further. */
function parseJson(text: string, id: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw failure('api_key.record_invalid', { details: { id } })
  }
}
