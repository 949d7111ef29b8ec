#!/usr/bin/env node
/** The program `authchain`. @module */
import { terminal } from './report/terminal.js'
import { run } from './run.js'

const { argv, env } = process
const exitCode = await run(argv.slice(2), { terminal, cwd: process.cwd(), env })

// A configuration may have opened timers or sockets that would keep the process; output comes first.
process.stdout.write('', () => {
  process.stderr.write('', () => {
    process.exit(exitCode)
  })
})
