#!/usr/bin/env node
/** The program `authchain`. @module */
import { saveMemory } from './dev/save-memory.js'
import { endQuietly } from './report/closed-output.js'

const { argv, env } = process
const args = argv.slice(2)

endQuietly(process)
// Before anything large is loaded, because the heap grows with it and keeps its size.
if (args.find((each) => !each.startsWith('-')) === 'dev') saveMemory()
const [{ run }, { terminal }] = await Promise.all([
  import('./run.js'),
  import('./report/terminal.js'),
])
const exitCode = await run(args, { terminal, cwd: process.cwd(), env })

// A configuration may have opened timers or sockets that would keep the process; output comes first.
process.stdout.write('', () => {
  process.stderr.write('', () => {
    process.exit(exitCode)
  })
})
