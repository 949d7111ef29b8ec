/** Calls to the server of `dev`. The token goes with each as a header, never in an address. @module */
import type {
  ApiError,
  ClockState,
  ExportForm,
  ReplayRequest,
  ReplayResult,
  RequestList,
} from '../api.js'

/** What the page asks the server for. Every call rejects with a {@link CallFailed}. */
export interface Client {
  list(): Promise<RequestList>
  replay(request: ReplayRequest): Promise<ReplayResult>
  advanceClock(seconds: number): Promise<ClockState>
  flush(): Promise<unknown>
  exportText(id: string, form: ExportForm): Promise<string>
}

/** The server said no, or nothing. `status` is 0 when it could not be reached. */
export class CallFailed extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'CallFailed'
    this.status = status
  }
}

/** @param token - Of the address that `dev` printed. */
export function createClient(token: string): Client {
  const call = async (path: string, body?: unknown): Promise<Response> => {
    const answer = await send(path, token, body)
    if (answer.ok) return answer
    throw new CallFailed(answer.status, await readMessage(answer))
  }
  const callJson = async <T>(path: string, body?: unknown): Promise<T> =>
    (await (await call(path, body)).json()) as T

  return {
    list: async () => callJson<RequestList>('requests'),
    replay: async (request) => callJson<ReplayResult>('replay', request),
    advanceClock: async (advanceSeconds) => callJson<ClockState>('clock', { advanceSeconds }),
    flush: async () => callJson('flush', {}),
    exportText: async (id, form) =>
      (await call(`requests/${encodeURIComponent(id)}/export/${form}`)).text(),
  }
}

async function send(path: string, token: string, body: unknown): Promise<Response> {
  const headers = { 'X-Authchain-Token': token }
  const request: RequestInit =
    body === undefined
      ? { headers }
      : {
          method: 'POST',
          headers: { ...headers, 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        }
  try {
    return await fetch(`api/${path}`, request)
  } catch {
    throw new CallFailed(0, 'The server of authchain dev does not answer.')
  }
}

async function readMessage(answer: Response): Promise<string> {
  try {
    const { error } = (await answer.json()) as ApiError
    return error.message
  } catch {
    return `The server answered ${answer.status}.`
  }
}
