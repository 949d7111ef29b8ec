/** A runtime for tests of plugins: nothing leaves the process unless the test says so. @module */
import type {
  Clock,
  HttpRequest,
  HttpResponse,
  Logger,
  PluginRuntime,
} from '../contract/runtime.js'
import type { SecretRef } from '../contract/secret-store.js'

/** One line that was logged. */
export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** What a test may set; by default there are no secrets and no network. */
export interface TestRuntimeOptions {
  /** Values by the reference's name. */
  readonly secrets?: Readonly<Record<string, string>>
  readonly http?: (request: HttpRequest) => Promise<HttpResponse>
  readonly clock?: Clock
}

/** A clock that stands still until it is moved. */
export interface TestClock extends Clock {
  advance(milliseconds: number): void
}

/**
 * A clock for tests.
 *
 * @param nowMilliseconds - Since the epoch; default is a fixed instant in 2026.
 */
export function createTestClock(nowMilliseconds: number = 1_790_000_000_000): TestClock {
  let passed = 0
  return {
    nowMilliseconds: () => nowMilliseconds + passed,
    monotonicMilliseconds: () => passed,
    advance(milliseconds) {
      passed += milliseconds
    },
  }
}

/** A logger that keeps its lines. */
export function createTestLogger(): Logger & { readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = []
  const at =
    (level: LogLine['level']) =>
    (message: string, fields: LogLine['fields'] = {}) => {
      lines.push({ level, message, fields })
    }
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

/**
 * A runtime to set a plugin up with.
 *
 * @example
 * ```ts
 * const validate = await jwt(options).setup(createTestRuntime(), new AbortController().signal)
 * ```
 */
export function createTestRuntime(
  options: TestRuntimeOptions = {},
): PluginRuntime & { readonly logger: ReturnType<typeof createTestLogger>; readonly clock: Clock } {
  return {
    secrets: { open: (ref) => ({ read: () => readSecret(ref, options.secrets ?? {}) }) },
    http: options.http ?? (async () => Promise.reject(new Error('This test allows no network'))),
    logger: createTestLogger(),
    clock: options.clock ?? createTestClock(),
  }
}

function readSecret(
  ref: SecretRef,
  secrets: Readonly<Record<string, string>>,
): { value: string; version: string } {
  const value = Object.hasOwn(secrets, ref.name) ? secrets[ref.name] : undefined
  if (value === undefined) throw new Error(`This test has no secret ${ref.name}`)
  return { value, version: value }
}
