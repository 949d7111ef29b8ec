import { cpSync, existsSync } from 'node:fs'
import { defineConfig } from 'tsup'

const page = new URL('../inspector/dist/', import.meta.url)

// tsup writes the JavaScript; `tsc` (TypeScript 7) writes the declarations afterwards.
export default defineConfig({
  entry: ['src/main.ts', 'src/index.ts'],
  format: ['esm'],
  target: 'node22',
  platform: 'node',
  splitting: true,
  sourcemap: true,
  clean: true,
  silent: true,
  // The page that `dev` serves: a file of its own, because it is no part of the program's code.
  async onSuccess() {
    for (const name of ['index.html', 'csp.json']) {
      const from = new URL(name, page)
      if (existsSync(from)) cpSync(from, new URL(`dist/inspector/${name}`, import.meta.url))
    }
  },
})
