/** Chromium for tests: found, never downloaded. */
import { accessSync, constants, mkdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'

/** Where a Chromium stands: `CHROMIUM_PATH`, else the first on the PATH; undefined when there is none. */
function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH']
  if (named !== undefined && named !== '') return named
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const names = ['chromium', 'chromium-browser', 'google-chrome']
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable)
}

/** Whether browser tests can run here; says so when they cannot, and with CI_REQUIRE_BROWSER=1 they run and fail. */
export function hasBrowser(): boolean {
  if (findChromium() !== undefined || process.env['CI_REQUIRE_BROWSER'] === '1') return true
  process.stderr.write(`Browser tests are left out. ${howToInstall}\n`)
  return false
}

const howToInstall = 'No Chromium: install one (apt-get install chromium) or set CHROMIUM_PATH.'

/** @throws when no Chromium is found. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error(howToInstall)
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
}

/** Keeps a picture for people to look at, in a folder that git ignores. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  const folder = new URL('../../screenshots/', import.meta.url).pathname
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
