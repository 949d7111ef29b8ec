import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findConfig } from '../../src/config/find-config.js'
import { createProject } from '../helpers/project.js'

describe('findConfig', () => {
  it.each([
    'plugins.config.ts',
    'plugins.config.mjs',
    'authchain.config.ts',
    'authchain.config.js',
  ])('finds %s', (name) => {
    const { folder } = createProject({ [name]: '' })
    expect(findConfig(folder)).toBe(join(folder, name))
  })

  it('does not choose between two', () => {
    const { folder } = createProject({ 'plugins.config.ts': '', 'authchain.config.ts': '' })
    expect(() => findConfig(folder)).toThrow(expect.objectContaining({ code: 'AC1002' }))
    expect(findConfig(folder, 'authchain.config.ts')).toBe(join(folder, 'authchain.config.ts'))
  })

  it.each([
    ['none is there', undefined],
    ['the named one is not there', 'other.config.ts'],
  ])('says so when %s', (_case, named) => {
    const { folder } = createProject({})
    expect(() => findConfig(folder, named)).toThrow(expect.objectContaining({ code: 'AC2001' }))
  })
})
