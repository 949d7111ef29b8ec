/**
 * The main job in one command: bundles the chain of plugins.config.ts as it runs on Lambda, puts it behind the
 * local API Gateway with a real OpenID provider as issuer, sends requests over HTTP and checks each answer.
 *
 * `--serve` leaves everything running and prints requests to paste.
 *
 * @module
 */
import { createApiKey } from '@authchain/plugins-apikey'
import { startGateway } from './gateway.ts'
import { startIssuer } from './issuer.ts'
import { createRows } from './rows.ts'
import type { Keys } from './rows.ts'
import { send } from './send.ts'
import { printServing } from './serve.ts'
import { printTable } from './table.ts'
import type { Result } from './table.ts'

const isServing = process.argv.includes('--serve')

const keys: Keys = {
  reader: createApiKey({ principalId: 'warehouse', scopes: ['orders:read'] }),
  writer: createApiKey({ principalId: 'importer', scopes: ['orders:write'] }),
  revoked: createApiKey({ principalId: 'old-partner', scopes: ['orders:read'] }),
}
const records = [keys.reader.record, keys.writer.record, { ...keys.revoked.record, disabled: true }]

const issuer = await startIssuer(isServing ? 3001 : 0)
// The bundle reads these when it is loaded, as a Lambda function reads its environment.
process.env['DEMO_ISSUER'] = issuer.url
process.env['DEMO_API_KEYS'] = JSON.stringify(records)
process.env['LOG_LEVEL'] ??= 'SILENT'
const gateway = await startGateway(isServing ? 3000 : 0)

const results: Result[] = []
for (const row of await createRows(issuer, keys)) {
  const answer = await send(gateway.url, row)
  const trace = gateway.lastTrace()
  const isExpected =
    answer.status === row.status && (row.reason === undefined || trace.reason.includes(row.reason))
  results.push({ row, answer, trace, isExpected })
}
const allExpected = printTable(gateway.bundle, results)

if (isServing) {
  await printServing(gateway.url, issuer, keys)
} else {
  await gateway.close()
  await issuer.close()
  process.exitCode = allExpected ? 0 : 1
}
