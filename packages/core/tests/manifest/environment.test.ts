import { afterEach, describe, expect, it } from 'vitest'
import { checkEnvironment, toEnvironmentFacts } from '../../src/manifest/index.js'

const name = 'AUTHCHAIN_TEST_ENVIRONMENT'
const set = (value: string | undefined): void => {
  if (value === undefined) delete process.env[name]
  else process.env[name] = value
}

describe('the environment of a bundle', () => {
  afterEach(() => {
    set(undefined)
  })

  it.each([
    ['a value', 'one'],
    ['no text', ''],
    ['nothing', undefined],
  ])('is accepted where it is what it was: %s', (_case, value) => {
    set(value)
    const facts = toEnvironmentFacts([{ name, value: value ?? null }])
    expect(() => {
      checkEnvironment(facts)
    }).not.toThrow()
  })

  it.each([
    ['another value', 'one', 'two'],
    ['a value that was not set', null, 'two'],
    ['a value that is set to nothing', null, ''],
    ['no value any more', 'one', undefined],
    ['an empty value that is gone', '', undefined],
  ])('is refused with its name and without its value: %s', (_case, before, now) => {
    set(now)
    const facts = toEnvironmentFacts([{ name, value: before }])
    const check = (): void => {
      checkEnvironment(facts)
    }
    expect(check).toThrow(
      expect.objectContaining({
        code: 'AC1011',
        message: expect.stringMatching(new RegExp(`config\\.drift.*${name}`)) as string,
      }),
    )
    expect(check).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('two') as string }),
    )
  })

  it('does not carry the values along', () => {
    expect(JSON.stringify(toEnvironmentFacts([{ name, value: 'a value' }]))).not.toContain(
      'a value',
    )
  })
})
