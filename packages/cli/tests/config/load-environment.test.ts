import { afterEach, describe, expect, it } from 'vitest'
import { loadEnvironment } from '../../src/config/load-environment.js'
import { createProject } from '../helpers/project.js'

const files = {
  '.env': 'ENV_A=default',
  '.env.prod': '# a stage\nENV_A="from file"\nENV_B=\nexport ENV_C=c',
}

describe('loadEnvironment', () => {
  afterEach(() => {
    for (const name of ['ENV_A', 'ENV_B', 'ENV_C']) Reflect.deleteProperty(process.env, name)
  })

  it('reads quotes, empty values and comments as Node does', () => {
    loadEnvironment(createProject(files).folder, '.env.prod', false)
    const { ENV_A, ENV_B, ENV_C } = process.env
    expect([ENV_A, ENV_B, ENV_C]).toEqual(['from file', '', 'c'])
  })

  it.each([
    ['keeps what is set already', false, 'from the shell'],
    ['lets the file of a stage win', true, 'from file'],
  ])('%s', (_case, wins, value) => {
    process.env['ENV_A'] = 'from the shell'
    loadEnvironment(createProject(files).folder, '.env.prod', false, wins)
    expect(process.env['ENV_A']).toBe(value)
  })

  it('takes .env only where it is asked to', () => {
    const { folder } = createProject(files)
    loadEnvironment(folder, undefined, false)
    expect(process.env['ENV_A']).toBeUndefined()
    loadEnvironment(folder, undefined, true)
    expect(process.env['ENV_A']).toBe('default')
  })

  it('says that a named file is not there, and misses no .env', () => {
    const { folder } = createProject({})
    loadEnvironment(folder, undefined, true)
    expect(() => {
      loadEnvironment(folder, '.env.prod', false)
    }).toThrow(expect.objectContaining({ code: 'AC4001' }))
  })
})
