import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

interface Vector {
  readonly id: string
  readonly kind: string
  readonly description: string
  readonly input: Readonly<Record<string, unknown>>
  readonly expect: Readonly<Record<string, unknown>>
}
interface VectorResult {
  readonly vector: Vector
  readonly error: Error | undefined
}

/** The runner of `pnpm vectors`. Here the alias in vitest.config.ts puts this package's sources behind it. */
const folder = new URL('../../../../scripts/vectors/', import.meta.url).href
const { runVectors } = (await import(/* @vite-ignore */ `${folder}run-vectors.ts`)) as {
  readonly runVectors: (vectors: readonly Vector[]) => Promise<readonly VectorResult[]>
}
const { parseVectors } = (await import(/* @vite-ignore */ `${folder}vector.ts`)) as {
  readonly parseVectors: (text: string) => readonly Vector[]
}

const text = readFileSync(new URL('api-gateway.json', import.meta.url), 'utf8')
const vectors = parseVectors(text)
const results = runVectors(vectors)

describe('the vectors', () => {
  it('are all there', () => {
    expect(vectors).toHaveLength(112)
  })

  it.each(vectors.map(({ id, kind, description }) => [kind, id, description] as const))(
    '%s %s: %s',
    async (_kind, id) => {
      const result = (await results).find(({ vector }) => vector.id === id)
      expect(result?.error).toBeUndefined()
    },
    20_000,
  )
})

describe('the runner', () => {
  const sample = (id: string): Vector => {
    const vector = vectors.find((each) => each.id === id)
    if (vector === undefined) throw new TypeError(`There is no vector ${id}`)
    return vector
  }

  it.each([
    ['policy', sample('pol-001'), { decision: 'ImplicitDeny' }],
    ['response', sample('res-105'), { status: 401, body: null, errorType: null }],
    ['identity', sample('id-032'), { invoked: true }],
    ['event', sample('evt-013'), { rawPath: '/applications' }],
    ['resourcePolicy', sample('rp-004'), { decision: 'ExplicitDeny' }],
  ])('finds a wrong %s vector', async (_kind, vector, expected) => {
    const [result] = await runVectors([{ ...vector, expect: expected }])
    expect(result?.error).toBeInstanceOf(Error)
  })

  it('finds a wrong cache vector', async () => {
    const vector = sample('cache-003')
    const [first, second] = vector.input['steps'] as readonly object[]
    const steps = [first, { ...second, status: 200 }]
    const [result] = await runVectors([{ ...vector, input: { ...vector.input, steps } }])
    expect(result?.error).toBeInstanceOf(Error)
  })

  it('refuses a kind that it does not know', async () => {
    const vector = { ...sample('pol-001'), kind: 'throttling' }
    await expect(runVectors([vector])).rejects.toMatchObject({ name: 'ShapeError' })
  })

  it('does not leave out an input that it does not know', async () => {
    const vector = sample('pol-001')
    const input = { ...vector.input, throttle: 1 }
    const [result] = await runVectors([{ ...vector, input }])
    expect(result?.error?.name).toBe('ShapeError')
  })

  it.each([
    ['no object', '[]'],
    ['another schema version', '{"schemaVersion":2,"vectors":[]}'],
    ['a vector without a kind', '{"schemaVersion":1,"vectors":[{"id":"x"}]}'],
    ['a vector without an input', '{"schemaVersion":1,"vectors":[{"id":"x","kind":"policy"}]}'],
  ])('refuses a file with %s', (_case, file) => {
    expect(() => parseVectors(file)).toThrow(expect.objectContaining({ name: 'ShapeError' }))
  })
})
