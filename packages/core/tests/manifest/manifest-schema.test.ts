import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Manifest } from '../../src/manifest/index.js'
import { manifestSchema, parseManifest } from '../../src/manifest/manifest-schema.js'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
const text = read('../fixtures/manifests/complete.json')
const complete = JSON.parse(text) as Manifest
const changed = (change: object): string => JSON.stringify({ ...complete, ...change })

describe('parseManifest', () => {
  it('reads what a build wrote', () => {
    expect(parseManifest(text)).toEqual(complete)
  })

  it('lets an editor know where the schema is', () => {
    const { $schema } = parseManifest(changed({ $schema: './manifest.schema.json' }))
    expect($schema).toBe('./manifest.schema.json')
  })

  it('drops what a later version of authchain added', () => {
    expect(parseManifest(changed({ later: 1 }))).toEqual(complete)
  })

  it.each<[string, string, string]>([
    ['no JSON', '{"secret-value', 'manifest: it is not JSON'],
    ['a list', '[]', 'manifest: '],
    ['another version', changed({ schemaVersion: 2 }), 'manifest: schemaVersion'],
    ['no version', changed({ schemaVersion: undefined }), 'manifest: schemaVersion'],
    ['a key that is missing', changed({ hosts: undefined }), 'manifest: hosts'],
    [
      'a TTL that API Gateway does not take',
      changed({ authorizer: { ...complete.authorizer, ttlSeconds: 3601 } }),
      'manifest: authorizer.ttlSeconds',
    ],
    [
      'a header that is none',
      changed({
        responses: {
          ...complete.responses,
          forbidden: { ...complete.responses?.forbidden, headers: { 'X-A: b': "'c'" } },
        },
      }),
      'manifest: responses.forbidden.headers',
    ],
    [
      'a file outside the folder',
      changed({ function: { ...complete.function, file: '../authorizer.zip' } }),
      'manifest: function.file',
    ],
  ])('refuses %s and says where', (_case, broken, start) => {
    expect(() => parseManifest(broken)).toThrow(
      expect.objectContaining({
        kind: 'config',
        code: 'AC1014',
        message: expect.stringContaining(start) as string,
      }),
    )
  })

  it('never quotes what stands in the file', () => {
    const hidden = changed({ environment: [{ name: 'A', secret: 'hunter2', value: 'hunter2' }] })
    for (const broken of [hidden, '"hunter2']) {
      expect(() => parseManifest(broken)).toThrow(
        expect.not.objectContaining({ message: expect.stringContaining('hunter2') as string }),
      )
    }
  })
})

describe('the JSON Schema that is published', () => {
  it('says what the zod schema says (write it anew with `pnpm write:schema`)', () => {
    const published = JSON.parse(read('../../schemas/manifest.schema.json')) as object
    expect(published).toEqual({
      title: 'The manifest of an authchain bundle',
      ...z.toJSONSchema(manifestSchema, { io: 'input' }),
    })
  })
})
