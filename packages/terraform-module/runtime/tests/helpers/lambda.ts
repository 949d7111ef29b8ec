/** A function in a process of its own, with an environment of its own. */
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export interface Lambda {
  /** What the function returns. Throws an Error with the message that API Gateway would get. */
  invoke(event: unknown): Promise<unknown>
  /** The lines of its log so far, parsed. */
  readonly log: readonly Readonly<Record<string, unknown>>[]
  /** Built-in modules of the cold start that it should do without. */
  readonly loaded: readonly string[]
}

/** What keeps a function from starting. */
export interface StartError {
  readonly name: string
  readonly message: string
  readonly code: string
}

type Environment = Readonly<Record<string, string>>
type Started =
  | { readonly started: true; readonly loaded: readonly string[] }
  | { readonly started: false; readonly error: StartError }
type Message = Started | Answer | { readonly line: string }
type Answer = { readonly id: number; readonly output?: unknown; readonly thrown?: string }

const script = fileURLToPath(new URL('lambda-process.mjs', import.meta.url))
const lambdaMilliseconds = 10_000

/** Starts it; ended with the test. Throws when the function does not start. */
export async function startLambda(folder: string, environment: Environment = {}): Promise<Lambda> {
  const { child, lines, started } = await open(folder, environment)
  if (!started.started) throw new Error(`${started.error.code}: ${started.error.message}`)
  const waiting = new Map<number, (answer: Answer) => void>()
  child.on('message', (message: Message) => {
    if (!('id' in message)) return
    waiting.get(message.id)?.(message)
    waiting.delete(message.id)
  })
  let count = 0
  return {
    loaded: started.loaded,
    get log() {
      return lines
        .join('')
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
    },
    async invoke(event) {
      count += 1
      const id = count
      const answer = new Promise<Answer>((resolve) => {
        waiting.set(id, resolve)
      })
      child.send({ id, event, milliseconds: lambdaMilliseconds })
      const { output, thrown } = await answer
      if (thrown !== undefined) throw new Error(thrown)
      return output
    },
  }
}

/** Starts one that is expected not to start, and says why it did not. */
export async function findStartError(
  folder: string,
  environment: Environment,
): Promise<StartError | undefined> {
  const { started } = await open(folder, environment)
  return started.started ? undefined : started.error
}

async function open(
  folder: string,
  environment: Environment,
): Promise<{ child: ReturnType<typeof fork>; lines: string[]; started: Started }> {
  const child = fork(script, [join(folder, 'index.mjs')], {
    env: environment,
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  onTestFinished(() => {
    child.kill()
  })
  const lines: string[] = []
  const started = await new Promise<Started>((resolve) => {
    child.on('message', (message: Message) => {
      if ('line' in message) lines.push(message.line)
      else if ('started' in message) resolve(message)
    })
  })
  return { child, lines, started }
}
