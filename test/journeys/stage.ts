/** A stage for journeys: the whole house over a small country, a real server, a real browser, and people who sign in at its door. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { hashPassword } from '#kernel/access/passwords.ts'
import { kernelJobs } from '#kernel/jobs/jobs.ts'
import { allWords } from '#kernel/kernel.ts'
import { findText, type Lang, type Params } from '#kernel/words/text.ts'
import { systems } from '#app/systems.ts'
import type { OfficeKey } from '#test/support/country.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { openBrowser } from '#test/support/browser.ts'
import { builtScreens } from '#test/support/screens.ts'

const password = 'a lamp beside the river'
const pictures = join(import.meta.dirname, '..', '..', 'test-results')

/** Somebody at a screen. */
export interface Visitor {
  readonly page: Page
  readonly context: BrowserContext
  /** Who sits there; null for the public. */
  who: string | null
}

export interface Stage {
  readonly app: TestApp
  readonly url: string
  readonly browser: Browser
  /** The words of a key in the journey's language. */
  t(key: string, params?: Params): string
  /** Sits down at a screen of one's own, without signing in. */
  visit(options?: { phone?: boolean; dark?: boolean; lang?: Lang }): Promise<Visitor>
  /** The screen of one of the country's people, signed in by the door; the same one each time. Opens `path`. */
  as(who: string, path?: string): Promise<Page>
  /** Moves the clock of the server and of every screen. */
  moveTo(at: Date): Promise<void>
  /** The name of an office in the journey's language. */
  office(key: OfficeKey): Promise<string>
  /** Lets the platform do its scheduled work once, as it does every minute. */
  work(): Promise<void>
  /** What must never happen in any screen: errors in the console, requests to elsewhere, broken rules of the content policy, answers of 500. */
  readonly faults: string[]
  readonly everyone: readonly Visitor[]
}

export interface Setting { readonly lang?: Lang; readonly start?: Date; /** What screens may ask besides the server. */ readonly connect?: readonly string[] }

/** A stage for the whole test file: built before its first test, torn down after the last; of a test that fails every screen is kept as a picture. */
export function useStage(setting: Setting = {}): () => Stage {
  let built: Stage | undefined
  beforeAll(async () => { built = await stage(setting) }, 240_000)
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    mkdirSync(pictures, { recursive: true })
    for (const [n, { page, who }] of (built?.everyone ?? []).entries()) await page.screenshot({ path: join(pictures, `${task.name} ${n} ${who ?? 'public'}.png`.replaceAll(/[^\w.-]+/g, '-')) }).catch(() => undefined)
  })
  return () => built!
}

/** Where it is ten in the morning of a Sunday, unless the journey says otherwise. */
const someSunday = new Date('2026-11-22T07:00:00Z')

async function stage({ lang = 'ar', start = someSunday, connect = [] }: Setting): Promise<Stage> {
  const screens = await builtScreens()
  const app = await testApp(systems, start)
  const url = await app.listen(screens, connect)
  const hash = await hashPassword(password)
  await app.db.app.insertInto('kernel.credential').values(Object.values(app.country.accounts).map(({ accountId }) => ({
    account_id: accountId, password_hash: hash, totp_secret: null, totp_pending: null, totp_last_step: null, locked_until: null, one_time_until: null,
  }))).execute()
  const browser = await openBrowser()
  afterAll(() => browser.close())
  const words = allWords(systems)
  const faults: string[] = []
  const everyone: Visitor[] = []
  const t = (key: string, params?: Params) => findText(words, key, lang, params) ?? key
  const ahead = () => app.time.now.getTime() - Date.now()

  const visit: Stage['visit'] = async ({ phone = false, dark = false, lang: own = lang } = {}) => {
    const context = await browser.newContext({ locale: own === 'en' ? 'en-GB' : 'ar-IQ', timezoneId: 'Asia/Baghdad', viewport: phone ? { width: 390, height: 844 } : { width: 1366, height: 900 }, colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' })
    context.setDefaultTimeout(10_000)
    await context.addInitScript(moveClock, ahead())
    await context.addInitScript(speak, own)
    watch(context, [url, ...connect], faults)
    const visitor: Visitor = { page: await context.newPage(), context, who: null }
    everyone.push(visitor)
    context.on('close', () => { everyone.splice(everyone.indexOf(visitor), 1) })
    return visitor
  }
  const seats = new Map<string, Visitor>()
  const as: Stage['as'] = async (who, path = '/') => {
    let seat = seats.get(who)
    if (!seat) {
      seat = await visit()
      seat.who = who
      seats.set(who, seat)
    }
    const { page } = seat
    await page.goto(`${url}${path}`)
    await page.locator('.mz-signin, #menu').first().waitFor()
    if (await page.locator('.mz-signin').count()) await signIn(page, app.country.accounts[who]!.userName)
    return page
  }
  const moveTo: Stage['moveTo'] = async (at) => {
    app.time.now = at
    for (const { context } of everyone) await context.addInitScript((ms) => { (globalThis as unknown as { ahead: number }).ahead = ms }, ahead())
  }
  const work = async () => { for (const job of [...kernelJobs, ...systems.flatMap((system) => system.jobs ?? [])]) await job.run(app.systemCtx) }
  const office = async (key: OfficeKey) => (await app.db.app.selectFrom('kernel.office').select(`name_${lang}`).where('id', '=', app.country.offices[key]).executeTakeFirstOrThrow())[`name_${lang}`]
  return { app, url, browser, t, visit, as, moveTo, office, work, faults, everyone }
}

/** Signs in as a person does: types name and password, presses Enter. */
export async function signIn(page: Page, userName: string): Promise<void> {
  await page.locator('input[autocomplete="username"]').fill(userName)
  await page.locator('input[autocomplete="current-password"]').fill(password)
  await page.keyboard.press('Enter')
  await page.locator('#menu').waitFor()
}

/** Runs in the browser before anything else: `Date` there runs by the server's clock. */
function moveClock(ms: number): void {
  const world = globalThis as unknown as { ahead: number; Date: DateConstructor }
  const Real = world.Date
  world.ahead = ms
  const now = () => Real.now() + world.ahead
  world.Date = new Proxy(Real, {
    construct: (target, args, made) => Reflect.construct(target, args.length > 0 ? args : [now()], made) as object,
    apply: () => new Real(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  })
}

/** Runs in the browser: the language that this person chose, until they choose another. A page without an origin keeps nothing. */
function speak(lang: string): void {
  try {
    if (localStorage.getItem('mizan.lang') === null) localStorage.setItem('mizan.lang', lang)
  } catch { /* nothing is kept there */ }
}

/** Writes down whatever a screen does that it must not do. */
function watch(context: BrowserContext, house: readonly string[], faults: string[]): void {
  context.on('request', (request) => {
    const asked = request.url()
    if (!house.some((url) => asked.startsWith(`${url}/`)) && !/^(?:data|blob|about):/.test(asked)) faults.push(`a request left the house: ${asked}`)
  })
  context.on('response', (response) => { if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`) })
  context.on('weberror', (error) => { faults.push(`error in the page: ${error.error().message}`) })
  context.on('console', (message) => {
    // The test itself looks into pages by eval(), which Trusted Types note. To the page's own scripts eval() is closed by script-src, which would say so.
    if (message.text().startsWith("This document requires 'TrustedScript' assignment")) return
    // The browser itself notes every refusal (401, 409, 422, 429) in red; those are answers, not faults.
    if (message.type() === 'error' && !/^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text())) faults.push(`console: ${message.text()}`)
  })
}
