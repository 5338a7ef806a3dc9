import { existsSync } from 'node:fs'
import chromium from '@sparticuz/chromium'
import { chromium as playwright } from 'playwright-core'
import type { Browser } from 'playwright-core'

/** Nothing may call home from a test. */
const quiet = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']

/** Opens a headless Chromium: `CHROMIUM_PATH`, else the system's, else the one bundled with the tests. The caller closes it. */
export async function openBrowser(): Promise<Browser> {
  const own = process.env['CHROMIUM_PATH'] ?? (existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined)
  if (own !== undefined) return playwright.launch({ executablePath: own, args: quiet, headless: true })
  const bundled = chromium.args.filter((arg) => !arg.startsWith('--headless'))
  return playwright.launch({ executablePath: await chromium.executablePath(), args: [...bundled, ...quiet], headless: true })
}
