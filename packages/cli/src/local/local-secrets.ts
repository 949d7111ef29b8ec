/** Secrets for local use: what a store would say, from a file that git does not know. @module */
import type { SecretStore, SecretVersion } from '@authchain/core'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ToolError } from '../tool-error.js'
import { makeLocalFolder, refuseTracked } from './local-folder.js'

/** Beside the test issuer's keys. */
const fileName = 'secrets.json'

/** Where the file would be. */
export function toSecretsFile(folder: string): string {
  return join(folder, fileName)
}

/**
 * Makes one store of each section of the file: `{ "ssm": { "/orders/jwt-secret": "…" } }`. A store stands in the
 * place of the real one, whole: a name that the file does not have is missing, and AWS is not asked. A value that
 * is an object is the JSON of a secret with fields. The file is read anew for each load.
 *
 * @returns None when there is no file.
 * @throws {@link ToolError} AC3007 when it is not of this form, AC3008 when git tracks it. No value is named.
 */
export function openLocalSecrets(folder: string): readonly SecretStore[] {
  const file = toSecretsFile(folder)
  if (!existsSync(file)) return []
  makeLocalFolder(folder)
  refuseTracked(file)
  return Object.keys(read(file)).map((name) => ({
    name,
    async load(names) {
      const section = read(file)[name] ?? {}
      return new Map(
        names.flatMap((each) => {
          const value = Object.hasOwn(section, each) ? section[each] : undefined
          return value === undefined ? [] : [[each, toVersion(value)] as const]
        }),
      )
    },
  }))
}

type Sections = Readonly<Record<string, Readonly<Record<string, string>>>>

function read(file: string): Sections {
  const value = parse(file)
  if (!isRecord(value)) throw notOfTheForm('expected { "ssm": { "/name": "value" } }')
  return Object.fromEntries(
    Object.entries(value).map(([store, section]) => {
      if (!isRecord(section)) throw notOfTheForm(`"${store}" is no object of names and values`)
      const values = Object.entries(section).map(([name, each]) => {
        if (typeof each === 'string') return [name, each] as const
        if (isRecord(each)) return [name, JSON.stringify(each)] as const
        throw notOfTheForm(`"${name}" of "${store}" is neither a text nor an object`)
      })
      return [store, Object.fromEntries(values)]
    }),
  )
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    // The parser's own message quotes the text, which holds secrets.
    throw notOfTheForm(error instanceof SyntaxError ? 'it is not JSON' : 'it cannot be read')
  }
}

function notOfTheForm(why: string): ToolError {
  return new ToolError('AC3007', `.authchain/local/${fileName}: ${why}`)
}

function toVersion(value: string): SecretVersion {
  return { value, version: createHash('sha256').update(value).digest('hex').slice(0, 16) }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
