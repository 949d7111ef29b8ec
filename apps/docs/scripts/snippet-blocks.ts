/** The TypeScript blocks of Markdown pages. @module */

/** One fenced block with what its opening line says. */
export interface Block {
  readonly page: string
  /** Of the first line of code, counted from 1. */
  readonly line: number
  readonly code: string
  /** The file it shows; blocks of one page see each other under these names. */
  readonly title: string | undefined
  /** Names that the text around it has introduced, as `name: type` with `;;` between them. */
  readonly given: string | undefined
  /** True: goes on from the block before it. */
  readonly continues: boolean
  /** The name of the guide whose tests prove it. */
  readonly proven: string | undefined
  /** Why it is not compiled. */
  readonly notCompiled: string | undefined
}

const fence = /^(\s*)(`{3,})(\S*)(.*)$/

/**
 * Finds the `ts` blocks of a page, in order.
 *
 * @example
 * ```ts
 * findBlocks('start.md', '```ts title="plugins.config.ts"\n…\n```')[0]?.title // 'plugins.config.ts'
 * ```
 */
export function findBlocks(page: string, text: string): readonly Block[] {
  const lines = text.split('\n')
  const blocks: Block[] = []
  let at = 0
  while (at < lines.length) {
    const [, indent = '', ticks, language, info = ''] = fence.exec(lines[at] ?? '') ?? []
    at += 1
    if (ticks === undefined) continue
    const end = lines.findIndex((line, index) => index >= at && line.trim() === ticks)
    const last = end === -1 ? lines.length : end
    if (language === 'ts' || language === 'typescript') {
      const code = lines.slice(at, last).map((line) => line.slice(indent.length))
      blocks.push({ page, line: at + 1, code: code.join('\n'), ...toFacts(info, code[0] ?? '') })
    }
    at = last + 1
  }
  return blocks
}

/** A README shows its file's name in a comment, because not every viewer shows a fence's title. */
function toFacts(
  info: string,
  firstLine: string,
): Pick<Block, 'title' | 'given' | 'continues' | 'proven' | 'notCompiled'> {
  const commented = /^\/\/ ([\w./-]+\.ts)$/.exec(firstLine)?.[1]
  return {
    title: findValue(info, 'title') ?? commented,
    given: findValue(info, 'given'),
    continues: /\bcontinues\b/.test(info.replaceAll(/"[^"]*"/g, '')),
    proven: findValue(info, 'proven'),
    notCompiled: findValue(info, 'not-compiled'),
  }
}

function findValue(info: string, name: string): string | undefined {
  return new RegExp(`\\b${name}="([^"]*)"`).exec(info)?.[1]
}
