// How scripts start pnpm: the one that started them, which npx has put on the PATH, or else one from npx.
import { spawnSync } from 'node:child_process'

const isOnPath = spawnSync('pnpm', ['--version'], { stdio: 'ignore' }).status === 0

/** The command and its first arguments. */
export const pnpm = isOnPath ? ['pnpm'] : ['npx', '--yes', 'pnpm@12']
