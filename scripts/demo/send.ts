/** One real HTTP request. @module */
import { request } from 'node:http'
import type { Row } from './rows.ts'

export interface Answer {
  readonly status: number
  readonly body: string
}

/** Over node:http, because `fetch` would join two headers of one name. */
export async function send(url: string, row: Row): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(row.path, url), { method: row.method }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() })
      })
    })
    if (row.authorization.length > 0) sent.setHeader('Authorization', [...row.authorization])
    sent.on('error', reject)
    sent.end()
  })
}
