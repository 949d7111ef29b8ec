import { defineConfig } from 'vite'
import { inlineEverything } from './build/inline-everything.js'

export default defineConfig({
  base: './',
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2023',
    modulePreload: false,
    reportCompressedSize: false,
    cssCodeSplit: false,
    assetsInlineLimit: 100_000,
  },
  plugins: [inlineEverything()],
})
