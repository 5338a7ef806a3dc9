/** Every main page, as those see it who work with it: no violation of WCAG, no word untranslated, nothing asked from elsewhere, in light and dark. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { upkeepScene } from '#systems/biometrics/test/upkeep-scene.ts'
import { convicted, detained } from '#systems/courts/test/scene.ts'
import { book } from '#systems/custody/test/scene.ts'
import { signIn, useStage } from './stage.ts'

const stage = useStage()
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
let custodyId = ''
let heldId = ''
let caseId = ''
let hearingId = ''
let upkeep = { deviceId: '', practiceId: '' }

beforeAll(async () => {
  const { app } = stage()
  const made = await convicted(app)
  ;[custodyId, caseId, hearingId] = [made.custodyId, made.caseId, made.hearingId]
  heldId = (await detained(app)).custodyId
  await book(app)
  upkeep = await upkeepScene(app)
}, 120_000)

/** Who looks at which pages. `:held`, `:custody`, `:case`, `:hearing`, `:device`, `:practice` stand for records of the scene. */
const views: readonly [who: string, paths: readonly string[]][] = [
  ['stationOfficer', ['/', '/custody', '/custody/new', '/custody/:held', '/custody/:held?tab=orders', '/custody/:held?tab=care', '/custody/:held?tab=history', '/custody/:held/do/step', '/cases', '/cases/:case', '/cases/new', '/diary', '/releases', '/people', '/biometrics', '/biometrics/enrol?custody=:held']],
  ['judge', ['/', '/judge', '/alarms', '/cases/:case', '/custody/:held/do/order', '/allegations', '/statistics', '/biometrics/retention']],
  ['felonyClerk', ['/courts', '/court-register', '/courts/rooms', '/challenges', '/courts/hearings/:hearing']],
  ['felonyJudge', ['/', '/courts/hearings/:hearing', '/prisons/conditional']],
  ['prisonDirector', ['/', '/prisons', '/prisons/inmates', '/prisons/cells', '/prisons/cells/new', '/prisons/roll', '/prisons/releases-due', '/prisons/incidents', '/prisons/incidents/new']],
  ['prisonReception', ['/prisons/reception', '/prisons/roll/count']],
  ['inspector', ['/', '/alarms', '/statistics', '/custody/:custody', '/prisons/sentence/:custody', '/emergency', '/people/merges']],
  ['examiner', ['/', '/biometrics/exchange', '/biometrics/exchange/receive', '/biometrics/devices', '/biometrics/devices/new', '/biometrics/maintenance', '/biometrics/practice', '/biometrics/practice/:practice']],
  ['stationCommander', ['/biometrics/devices/:device', '/biometrics/training']],
  ['administrator', ['/', '/administration/offices', '/administration/accounts', '/administration/refusals', '/law', '/law/offences', '/law/holidays', '/law/powers', '/account']],
]

/** What axe finds on the page as it stands, in a line each. Only colours differ in the dark. */
async function violations(page: Page, scheme: 'light' | 'dark'): Promise<string[]> {
  if (scheme === 'light') await page.evaluate(axe)
  return page.evaluate(async (rules) => {
    const { axe } = globalThis as unknown as { axe: { run(of: Document, how: object): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> } }
    const found = await axe.run(document, { runOnly: rules, resultTypes: ['violations'] })
    return found.violations.flatMap((v) => v.nodes.slice(0, 4).map((n) => `${v.id}: ${n.html.slice(0, 200)} ${(n.failureSummary ?? '').split('\n')[1] ?? ''}`))
  }, scheme === 'light' ? ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] : ['color-contrast'])
}

/** Words that have no text are shown by their key: `custody.tab.cover`. */
async function rawKeys(page: Page): Promise<string[]> {
  const text = await page.locator('body').innerText()
  return [...new Set(text.match(/\b(?:custody|cases|courts|prisons|desk|oversight|biometrics|enquiries|administration|people|field|value|button|office|role|verb|refusal|kind|alarm|list|shell|record|form|handover|document)\.[a-z][\w.-]*/g) ?? [])]
}

/** With MIZAN_PICTURES=<folder> every page is also kept as a picture, for people to look at: on a desk and on a telephone. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['MIZAN_PICTURES']
  if (!folder) return
  const file = join(folder, name.replaceAll(/[^\w-]+/g, '_'))
  await page.screenshot({ path: `${file}.png`, fullPage: true })
  await page.setViewportSize({ width: 390, height: 844 })
  await page.screenshot({ path: `${file}_phone.png`, fullPage: true })
  await page.setViewportSize({ width: 1366, height: 900 })
}

async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForFunction(() => document.querySelector('main [role="status"][aria-label], main [aria-busy="true"], .mantine-Skeleton-root') === null)
  await page.waitForTimeout(100)
}

describe.each(views)('%s', (who, paths) => {
  test('finds every page whole and usable by all, in light and in dark', async () => {
    const on = stage()
    const found: string[] = []
    for (const each of paths) {
      const path = each.replace(':held', heldId).replace(':custody', custodyId).replace(':case', caseId).replace(':hearing', hearingId).replace(':device', upkeep.deviceId).replace(':practice', upkeep.practiceId)
      const page = await on.as(who, path)
      await settled(page)
      for (const key of ['shell.notAllowed', 'shell.notFound']) if (await page.getByRole('heading', { level: 1, name: on.t(key) }).count()) found.push(`${each}: ${on.t(key)}`)
      for (const scheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: scheme })
        await page.waitForFunction((wanted) => document.documentElement.dataset['mantineColorScheme'] === wanted, scheme)
        await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)))
        found.push(...(await violations(page, scheme)).map((v) => `${each} (${scheme}): ${v}`))
      }
      await page.emulateMedia({ colorScheme: 'light' })
      await picture(page, `${who}${each}`)
      if (new URL(page.url()).pathname !== path.split('?')[0]) found.push(`${each}: came out at ${page.url()}`)
      found.push(...(await rawKeys(page)).map((key) => `${each}: no words for ${key}`))
      if ((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) > 0) found.push(`${each}: scrolls sideways`)
    }
    expect(found).toEqual([])
  }, 150_000)
})

test('in English too', async () => {
  const on = stage()
  const { page } = await on.visit({ lang: 'en' })
  await page.goto(on.url)
  await signIn(page, on.app.country.accounts['felonyJudge']!.userName)
  const found: string[] = []
  for (const path of ['/', `/cases/${caseId}`, `/custody/${custodyId}`, '/courts', '/statistics']) {
    await page.goto(`${on.url}${path}`)
    await settled(page)
    found.push(...(await violations(page, 'light')), ...(await rawKeys(page)))
    expect(await page.evaluate(() => document.documentElement.dir)).toBe('ltr')
  }
  expect(found).toEqual([])
}, 60_000)

test('the language changes without a reload, the page stays, the direction turns', async () => {
  const on = stage()
  const page = await on.as('stationOfficer', `/custody/${heldId}?tab=orders`)
  await settled(page)
  await page.evaluate(() => { (globalThis as unknown as { same: boolean }).same = true })
  const before = page.url()
  for (const [name, lang, dir] of [['English', 'en', 'ltr'], ['کوردی', 'ckb', 'rtl'], ['العربية', 'ar', 'rtl']] as const) {
    await page.locator('header button[aria-haspopup="menu"]').first().click()
    await page.getByRole('menuitemradio', { name }).click()
    await page.waitForFunction((expected) => document.documentElement.lang === expected, lang)
    await page.waitForFunction((expected) => document.documentElement.dir === expected, dir)
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    expect(await rawKeys(page)).toEqual([])
  }
  expect(page.url()).toBe(before)
  expect(await page.evaluate(() => (globalThis as unknown as { same?: boolean }).same)).toBe(true)
}, 60_000)

test('no screen did what it must not', () => { expect(stage().faults).toEqual([]) })
