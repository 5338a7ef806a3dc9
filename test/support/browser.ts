import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { chromium as playwright } from 'playwright-core'
import type { Browser } from 'playwright-core'

/** Nothing may call home from a test. */
const quiet = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']

/** The bundled Chromium's settings for cloud functions that don't suit us: one process dies with its first page, and web security is what we test. */
const unwanted = new Set(['--headless', '--single-process', '--no-zygote', '--disable-web-security', '--allow-running-insecure-content'])

/** Opens a headless Chromium: `CHROMIUM_PATH`, else the system's, else the one bundled with the tests. The caller closes it. */
export async function openBrowser(): Promise<Browser> {
  const own = process.env['CHROMIUM_PATH'] ?? (existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined)
  if (own !== undefined) return playwright.launch({ executablePath: own, args: quiet, headless: true })
  const bundled = chromium.args.filter((arg) => !unwanted.has(arg.split('=')[0]!))
  return playwright.launch({ executablePath: await unpacked(), args: [...bundled, ...quiet], headless: true })
}

/**
 * The bundled browser unpacks itself into the folder for temporary files: each user's own, for what another has unpacked there may not be run;
 * and whole or not at all, for several test files may be the first.
 */
async function unpacked(): Promise<string> {
  const own = join(tmpdir(), `mizan-browser-${userInfo().uid}`)
  if (existsSync(own)) return join(own, 'chromium')
  const [before, unpacking] = [process.env['TMPDIR'], mkdtempSync(`${own}-`)]
  process.env['TMPDIR'] = unpacking
  try {
    await chromium.executablePath()
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
  try { renameSync(unpacking, own) } catch { rmSync(unpacking, { recursive: true, force: true }) }
  return join(own, 'chromium')
}
