import { property, assert as check, array, nat, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunkPrefix, withStableNames } from '../../src/bundle/stable-names.js'

const chunk = (id: string): string => `${chunkPrefix}${id}`

describe('withStableNames', () => {
  it('gives the same bytes whatever the compiler called the chunks', () => {
    const build = (a: string, b: string): Map<string, string> =>
      new Map([
        ['index.mjs', `import"./chunks/${chunk(a)}.mjs";import("./chunks/${chunk(b)}.mjs")`],
        [`chunks/${chunk(a)}.mjs`, 'export let x=1'],
        [`chunks/${chunk(b)}.mjs`, `import"./${chunk(a)}.mjs";export let y=2`],
      ])
    expect(withStableNames(build('AAAA', 'BBBB'))).toEqual(withStableNames(build('ZZZZ', 'CCCC')))
  })

  it('names a chunk anew when a chunk that it refers to has changed', () => {
    const build = (text: string): Map<string, string> =>
      new Map([
        ['index.mjs', `import"./chunks/${chunk('A')}.mjs"`],
        [`chunks/${chunk('A')}.mjs`, `import"./${chunk('B')}.mjs"`],
        [`chunks/${chunk('B')}.mjs`, text],
      ])
    const [one, two] = [withStableNames(build('1')), withStableNames(build('2'))]
    const shared = [...one.keys()].filter((path) => two.has(path))
    expect(shared).toEqual(['index.mjs'])
    expect(one.get('index.mjs')).not.toBe(two.get('index.mjs'))
  })

  it('keeps chunks that refer to each other in a circle apart and linked', () => {
    const named = withStableNames(
      new Map([
        ['index.mjs', `import"./chunks/${chunk('A')}.mjs"`],
        [`chunks/${chunk('A')}.mjs`, `import"./${chunk('B')}.mjs";1`],
        [`chunks/${chunk('B')}.mjs`, `import"./${chunk('A')}.mjs";2`],
      ]),
    )
    for (const [, code] of named) {
      const target = /"\.\/(?:chunks\/)?(?<name>[^"]+)"/.exec(code)?.groups?.['name']
      expect(named.has(`chunks/${target}`)).toBe(true)
    }
    expect(named.size).toBe(3)
  })

  it('does not merge two chunks of equal bytes, which have a state each', () => {
    const named = withStableNames(
      new Map([
        ['index.mjs', `import("./chunks/${chunk('A')}.mjs");import("./chunks/${chunk('B')}.mjs")`],
        [`chunks/${chunk('A')}.mjs`, 'export let state={}'],
        [`chunks/${chunk('B')}.mjs`, 'export let state={}'],
      ]),
    )
    expect(named.size).toBe(3)
  })

  it('loses no module and leaves no unnamed reference, for any graph', () => {
    check(
      property(array(tuple(nat(7), nat(7)), { maxLength: 30 }), nat(7), (edges, count) => {
        const ids = Array.from({ length: count + 1 }, (_, id) => chunk(`N${id}`))
        const text = (from: number): string =>
          edges
            .filter(([source, target]) => source === from && target <= count)
            .map(([, target]) => `import"./${ids[target]}.mjs"`)
            .join(';')
        const modules = new Map([
          ['index.mjs', ids.map((id) => `import"./chunks/${id}.mjs"`).join(';')],
          ...ids.map((id, index): [string, string] => [`chunks/${id}.mjs`, text(index)]),
        ])
        const named = withStableNames(modules)
        expect(named.size).toBe(modules.size)
        expect([...named].join()).not.toContain(chunkPrefix)
      }),
    )
  })
})
