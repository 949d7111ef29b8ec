/** The request target of a request that was written on the command line. @module */
import type { InvokeRequest } from './parse-request.js'

/** Path and query, as they would stand in the request line. The path stays as it was written. */
export function toTarget({ path, query }: Pick<InvokeRequest, 'path' | 'query'>): string {
  if (query.length === 0) return path
  const encoded = new URLSearchParams()
  for (const [name, value] of query) encoded.append(name, value)
  return `${path}?${encoded.toString()}`
}
