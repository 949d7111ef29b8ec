/**
 * What the page and the server of `authchain dev` say to each other. Types only.
 *
 * | request                                                | answer                                     |
 * | ------------------------------------------------------ | ------------------------------------------ |
 * | `GET  /__authchain/`                                   | the page                                   |
 * | `GET  /__authchain/api/requests`                       | {@link RequestList}                        |
 * | `GET  /__authchain/api/events?token=…`                 | server-sent events, {@link ServerEvents}   |
 * | `GET  /__authchain/api/requests/{id}/export/{form}`    | `text/plain`, {@link ExportForm}           |
 * | `POST /__authchain/api/replay`  {@link ReplayRequest}  | {@link ReplayResult}                       |
 * | `POST /__authchain/api/clock`   {@link ClockRequest}   | {@link ClockState}                         |
 * | `POST /__authchain/api/flush`   `{}`                   | `{ "flushed": true }`                      |
 *
 * Every call to `api/` carries the token of the URL that `dev` prints, `http://127.0.0.1:3000/__authchain/#token=…`,
 * as the header `X-Authchain-Token`; `EventSource` cannot set headers, so `api/events` takes it as `?token=`. A
 * `POST` needs `Content-Type: application/json` and the page's own origin. The token stands in the fragment, so
 * that the browser sends it nowhere by itself.
 *
 * Every other answer than 200 is {@link ApiError} with status 400, 401 (token), 403 (Host, Origin), 404, 405, 409
 * (not available here), 413, 415 or 429.
 *
 * The page is `packages/inspector/dist/index.html`, one file. Beside it stands `csp.json`, {@link PageHashes}: the
 * hashes of its inline script and style. The header is
 * `default-src 'none'; script-src <hashes>; style-src <hashes>; connect-src 'self'; img-src data:; base-uri 'none';
 * form-action 'none'; frame-ancestors 'none'`. So no `style` attributes and no `eval`; styles set through the CSSOM
 * (`element.style.width = …`) are allowed.
 *
 * @module
 */
import type { RecordedAuthorizer, RequestRecord, Json } from './record.js'

/** All there is, oldest first. */
export interface RequestList {
  readonly gateway: GatewayFacts
  readonly records: readonly RequestRecord[]
}

/** What holds for the whole server. */
export interface GatewayFacts {
  readonly version: string
  readonly url: string
  /** The configuration's file, relative to the working folder. */
  readonly config: string
  readonly authorizer: RecordedAuthorizer
  /** `ANY /{proxy+}` … */
  readonly routes: readonly string[]
  readonly clock: ClockState
  /** How many records are kept at most. */
  readonly mostRecords: number
  readonly can: Capabilities
}

/** What this server is able to do; the page hides the rest. */
export interface Capabilities {
  /** Claims of a token can be changed, because a test issuer signs it again. */
  readonly claims: boolean
  readonly faults: readonly FaultKind[]
}

/** Names of server-sent events and their data (JSON). `id:` is the record's sequence. */
export interface ServerEvents {
  /** A new record, or one whose knowledge grew: replace by `id`. */
  readonly record: RequestRecord
  /** The configuration was reloaded, the clock moved, or the cache was emptied. */
  readonly gateway: GatewayFacts
}

/**
 * | form     | what                                                                                     |
 * | -------- | ---------------------------------------------------------------------------------------- |
 * | `curl`   | a command for a shell; credentials are placeholders (`$AUTHORIZATION`)                   |
 * | `event`  | the event as a file for `authchain invoke --event`; 409 when the authorizer had none     |
 * | `vitest` | a test with `createGateway({ config })`                                                  |
 */
export type ExportForm = 'curl' | 'event' | 'vitest'

/** Sends a recorded request once more, with its real credentials, which only the server has. */
export interface ReplayRequest {
  /** A record that is still kept. */
  readonly id: string
  readonly changes?: ReplayChanges
  /**
   * `copy` (default): a gateway of its own with its own clock, an empty cache and an echo as backend; nothing of
   * `dev` changes. `live`: the gateway of `dev`, with its cache, clock and backend; takes no clock offset and no
   * faults.
   */
  readonly on?: 'copy' | 'live'
  /** On a copy: first send these recorded requests, so that the cache holds their answers. At most 20. */
  readonly after?: readonly string[]
}

/** What is different. What is left out stays. */
export interface ReplayChanges {
  readonly method?: string
  /** With its query, as in a request line: `/orders/7?x=1`. A redacted query value `***` keeps what was sent. */
  readonly path?: string
  /** By name without case: a text replaces all values, null removes them. A value `***` keeps what was sent. */
  readonly headers?: Readonly<Record<string, string | null>>
  /** Claims of the token to set, or null to remove; only when {@link Capabilities.claims}. */
  readonly claims?: Readonly<Record<string, Json>>
  /** Moves the copy's clock before the request is sent; 0 to 31 536 000. After `after`. */
  readonly clockOffsetSeconds?: number
  readonly faults?: readonly InjectedFault[]
}

/**
 * | kind       | what happens                                                                             |
 * | ---------- | ---------------------------------------------------------------------------------------- |
 * | `throws`   | the named plugin throws                                                                  |
 * | `hangs`    | the named plugin never answers: the deadline ends it                                     |
 * | `network`  | every HTTP request of a plugin fails (JWKS down), nothing fetched before is known        |
 * | `secrets`  | every secret store fails (SSM throttled)                                                 |
 */
export type FaultKind = 'throws' | 'hangs' | 'network' | 'secrets'

/** One fault of a replay. */
export interface InjectedFault {
  readonly kind: FaultKind
  /** Of `throws` and `hangs`: the plugin's name, `jwt`. */
  readonly plugin?: string
}

/** Both, so that the page can compare them. */
export interface ReplayResult {
  readonly original: RequestRecord
  readonly replayed: RequestRecord
}

/** Puts the clock of `dev` forward; it cannot go back. */
export interface ClockRequest {
  /** 0 to 31 536 000. */
  readonly advanceSeconds: number
}

/** Where the gateway's clock stands. */
export interface ClockState {
  readonly now: string
  /** How far it is ahead of the system's. */
  readonly offsetSeconds: number
}

/** Any answer but 200. */
export interface ApiError {
  readonly error: { readonly code: string; readonly message: string }
}

/** `packages/inspector/dist/csp.json`: hashes as CSP writes them, without quotes: `sha256-…`. */
export interface PageHashes {
  readonly script: readonly string[]
  readonly style: readonly string[]
}
