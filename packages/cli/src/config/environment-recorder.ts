/** Which environment variables a configuration reads while it is evaluated. @module */
import { syncBuiltinESMExports } from 'node:module'
import { fileURLToPath } from 'node:url'

/** A variable and what it was when it was first read; null: not set. */
export interface RecordedVariable {
  readonly name: string
  readonly value: string | null
}

/** What was seen of one file. */
export interface Recording {
  /** Sorted by name. */
  readonly variables: readonly RecordedVariable[]
  /** True when `process.env` was copied as a whole: what is read of the copy is not seen. */
  readonly copied: boolean
}

interface Recorder {
  readonly variables: Map<string, string | null>
  copied: boolean
}

/** By the path of the file whose reads are wanted. Loads may overlap. */
const recorders = new Map<string, Recorder>()
/** Variables that Lambda sets itself, or that mean the machine or its terminal and not the deployment. */
const ofTheMachine =
  /^(?:AWS_|LAMBDA_|_|(?:TZ|PATH|LANG|LD_LIBRARY_PATH|NODE_PATH|NODE_OPTIONS|NODE_DISABLE_COLORS|NO_COLOR|FORCE_COLOR)$)/

let untouched: NodeJS.ProcessEnv | undefined

/**
 * Watches `process.env` while `evaluate` runs. A read counts when the file stands anywhere on the stack: its
 * own code, and what it calls in packages; not what a package reads while it is itself loaded.
 *
 * @param file - Absolute path of the module.
 */
export async function recordEnvironment<T>(
  file: string,
  evaluate: () => Promise<T>,
): Promise<readonly [result: T, recording: Recording]> {
  const recorder: Recorder = { variables: new Map(), copied: false }
  recorders.set(file, recorder)
  if (untouched === undefined) {
    untouched = process.env
    exchange(watch(untouched))
  }
  try {
    const result = await evaluate()
    return [result, toRecording(recorder)]
  } finally {
    recorders.delete(file)
    if (recorders.size === 0) {
      exchange(untouched)
      untouched = undefined
    }
  }
}

/** `import { env } from 'node:process'` is bound to the object, which has to be told. */
function exchange(environment: NodeJS.ProcessEnv): void {
  process.env = environment
  syncBuiltinESMExports()
}

function watch(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  // A copy asks for all names, and then for the descriptor and the value of each.
  let isCopying = false
  let described: string | symbol | undefined
  const note = (key: string | symbol): void => {
    if (typeof key === 'string') record(key, environment[key] ?? null)
  }
  return new Proxy(environment, {
    get(target, key) {
      const isOfCopy = isCopying && described === key
      described = undefined
      if (!isOfCopy) note(key)
      return target[key as string]
    },
    has(target, key) {
      note(key)
      return key in target
    },
    getOwnPropertyDescriptor(target, key) {
      if (isCopying) described = key
      else note(key)
      return Reflect.getOwnPropertyDescriptor(target, key)
    },
    ownKeys(target) {
      isCopying = true
      queueMicrotask(() => {
        isCopying = false
      })
      for (const recorder of findRecorders()) recorder.copied = true
      return Reflect.ownKeys(target)
    },
    // Without this trap the value would be defined, which process.env does not take.
    set(target, key, value: string) {
      target[key as string] = value
      return true
    },
  })
}

function record(name: string, value: string | null): void {
  if (recorders.size === 0 || ofTheMachine.test(name)) return
  for (const { variables } of findRecorders()) {
    if (!variables.has(name)) variables.set(name, value)
  }
}

function findRecorders(): readonly Recorder[] {
  const files = new Set(readStack())
  return [...recorders].flatMap(([file, recorder]) => (files.has(file) ? [recorder] : []))
}

/** Paths of the files on the stack. A stack as text would have been mapped to sources, and cut. */
function readStack(): readonly string[] {
  const limit = Error.stackTraceLimit
  const prepare = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace')
  try {
    Error.stackTraceLimit = Infinity
    Error.prepareStackTrace = (_error, sites) => sites.map((site) => toPath(site.getFileName()))
    return new Error('only its stack is wanted').stack as unknown as readonly string[]
  } finally {
    Error.stackTraceLimit = limit
    Reflect.deleteProperty(Error, 'prepareStackTrace')
    if (prepare !== undefined) Object.defineProperty(Error, 'prepareStackTrace', prepare)
  }
}

function toPath(fileName: string | null | undefined): string {
  return fileName?.startsWith('file:') === true ? fileURLToPath(fileName) : (fileName ?? '')
}

function toRecording({ variables, copied }: Recorder): Recording {
  const sorted = [...variables].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return { variables: sorted.map(([name, value]) => ({ name, value })), copied }
}
