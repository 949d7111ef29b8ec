/** What `--serve` prints. @module */
import type { Issuer } from './issuer.ts'
import type { Keys } from './rows.ts'

export async function printServing(url: string, issuer: Issuer, keys: Keys): Promise<void> {
  const reader = await issuer.requestToken('orders:read')
  const writer = await issuer.requestToken('orders:write')
  console.log(
    [
      `Gateway ${url}, issuer ${issuer.url}. Ctrl-C ends both. Tokens are good for ten minutes.`,
      '',
      '# 401: no credential',
      `curl -i ${url}/orders/42`,
      '',
      '# 200: a token of the issuer',
      `curl -i ${url}/orders/42 -H 'Authorization: Bearer ${reader}'`,
      '',
      '# 200: an API key',
      `curl -i ${url}/orders/42 -H 'Authorization: Bearer ${keys.reader.key}'`,
      '',
      '# 403, from the cached answer: the same token may not write',
      `curl -i -X POST ${url}/orders -H 'Authorization: Bearer ${reader}'`,
      '',
      '# 403: a token without the scope',
      `curl -i ${url}/orders/42 -H 'Authorization: Bearer ${writer}'`,
      '',
    ].join('\n'),
  )
}
