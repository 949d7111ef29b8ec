import { vi } from 'vitest'

/** What `action` writes on standard output. */
export async function written(action: () => unknown): Promise<string> {
  const texts: string[] = []
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    texts.push(String(text))
    return true
  })
  try {
    await action()
  } finally {
    spy.mockRestore()
  }
  return texts.join('')
}
