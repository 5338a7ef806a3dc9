/** A fingerprint search in the screens: asked by a judge in a custody, compared by two examiners who do not see each other, then two identities linked; and every page of it usable by all. */
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { book } from '#systems/custody/test/scene.ts'
import { enterMark } from '#systems/biometrics/contract/marks.ts'
import { closeGallery } from '#systems/biometrics/gallery/gallery.ts'
import { enrolled } from '#systems/biometrics/test/chain-scene.ts'
import { pngOf } from '#systems/biometrics/test/fingers.ts'
import { fill, press } from './hands.ts'
import { useStage } from './stage.ts'

const stage = useStage({ lang: process.env['MIZAN_PICTURES_LANG'] === 'en' ? 'en' : 'ar' })
const reason = 'اثنتا عشرة نقطة متوافقة حول المركز ولا نقطة مخالفة'
let first: Awaited<ReturnType<typeof book>>, second: Awaited<ReturnType<typeof book>>, markId: string, searchPath: string, candidatePath: string

beforeAll(async () => {
  const { app } = stage()
  ;[first, second] = [await book(app), await book(app)]
  await enrolled(app, first, 9)
  await enrolled(app, second, 9)
  markId = (await app.ok('examiner', enterMark, { caseId: first.caseId, exhibit: 'زجاج واجهة المحل', place: 'الكرادة', liftedAt: new Date(app.time.now.getTime() - 3_600_000).toISOString(), liftedBy: 'ضابط المسرح حسن', dpi: 500, image: pngOf(9, 2, 7, { area: 0.55, noise: 0.3 }).toString('base64') })).id
}, 240_000)

afterAll(async () => { await closeGallery(stage().app.db) })

const opinion = async (page: Page) => {
  const on = stage()
  await page.getByRole('radio', { name: on.t('biometrics.verdict.same') }).check()
  await fill(page, { reason })
  await press(page, on.t('biometrics.opinion.give'))
}

test('a judge asks in a custody, and is told when two examiners have decided', async () => {
  const on = stage()
  const judge = await on.as('judge', `/custody/${second.id}`)
  await press(judge.getByRole('region', { name: on.t('biometrics.search.panel') }), on.t('biometrics.search.new'))
  await judge.waitForURL(`${on.url}/biometrics/search/new?custody=${second.id}`)
  await judge.getByRole('radio', { name: on.t('biometrics.purpose.custody-identity') }).check()
  await judge.getByText('CPC 70', { exact: true }).waitFor()
  await fill(judge, { basis: 'قرار قاضي تحقيق الكرادة رقم 12' })
  await press(judge, on.t('biometrics.search.new'))
  await judge.getByText(on.t('biometrics.search.waiting.hint')).waitFor()
  searchPath = new URL(judge.url()).pathname
  await on.work()
  await judge.getByText(on.t('biometrics.searchState.examining')).first().waitFor()
  expect(await judge.locator('main').innerText()).not.toContain(on.t('biometrics.search.candidates.hint'))

  const examiner = await on.as('examiner', searchPath)
  await examiner.getByRole('link', { name: /1|١/ }).filter({ hasText: on.t('biometrics.candidate.place', { place: '' }).trim() }).click()
  await examiner.getByText(on.t('biometrics.candidate.never'), { exact: true }).waitFor()
  candidatePath = new URL(examiner.url()).pathname
  await examiner.locator('.bs-pair image').first().waitFor()
  expect(await examiner.locator('.bs-pair').count()).toBe(2)
  expect(await examiner.locator('.bs-pair g').count()).toBeGreaterThan(20)
  await examiner.waitForFunction(async () => (await Promise.all([...document.querySelectorAll('.bs-pair image')].map(async (one) => (await fetch(one.getAttribute('href')!)).ok))).every(Boolean))
  await picture(examiner, 'comparison')
  await opinion(examiner)
  await examiner.getByText(on.t('biometrics.opinions.yours')).waitFor()

  const other = await on.as('secondExaminer', candidatePath)
  await other.getByText(on.t('biometrics.opinions.given', { count: 1 })).waitFor()
  expect(await other.locator('main').innerText()).not.toContain(reason)
  await opinion(other)
  await other.getByRole('region', { name: on.t('biometrics.persons') }).waitFor()
  await judge.getByText(on.t('biometrics.outcome.same')).first().waitFor()
  await picture(judge, 'search-decided')
  expect(on.faults).toEqual([])
}, 240_000)

test('two identities are linked by one examiner and another, and the register of persons is asked', async () => {
  const on = stage()
  const examiner = await on.as('examiner', candidatePath)
  await fill(examiner.getByRole('region', { name: on.t('biometrics.persons') }), { reason: 'الأصابع العشرة متوافقة' })
  await press(examiner, on.t('biometrics.link.propose'))
  await examiner.getByText(on.t('biometrics.linkState.proposed')).waitFor()
  const other = await on.as('secondExaminer', '/biometrics/links')
  await press(other, on.t('biometrics.link.approve'))
  await press(other.getByRole('dialog'), on.t('biometrics.link.approve')).catch(async () => press(other.getByRole('dialog'), on.t('button.confirm')))
  await other.getByText(on.t('biometrics.links.none'), { exact: true }).waitFor()
  await other.goto(`${on.url}/biometrics/links?state=approved`)
  await other.getByText(on.t('biometrics.mergeState.proposed')).waitFor()
  expect(on.faults).toEqual([])
}, 120_000)

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

test('every page of it is usable by all, on a telephone too, and says everything in words', async () => {
  const on = stage()
  const pages = [
    ['examiner', '/biometrics/searches'], ['examiner', `/biometrics/search/new?case=${first.caseId}`], ['examiner', '/biometrics/search/new'], ['examiner', searchPath], ['examiner', candidatePath], ['examiner', '/biometrics/links?state=approved'],
    ['examiner', '/biometrics/marks'], ['examiner', `/biometrics/mark/${markId}`], ['examiner', `/biometrics/mark/new?case=${first.caseId}`], ['examiner', '/biometrics/gallery'], ['inspector', '/biometrics/searches'], ['inspector', '/biometrics/searches/figures'],
    ['inspector', searchPath], ['judge', `/cases/${first.caseId}`], ['otherJudge', '/biometrics/searches'],
  ] as const
  for (const [who, path] of pages) {
    const page = await on.as(who, path)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.waitForFunction(() => document.querySelector('main [aria-busy="true"], .mantine-Skeleton-root') === null)
    await page.waitForTimeout(150)
    expect(new URL(page.url()).pathname, `${who} ${path}`).toBe(path.split('?')[0])
    expect((await page.locator('body').innerText()).match(/\b(?:biometrics|field|button|kind|verb|refusal)\.[a-z][\w.-]*/g), path).toBeNull()
    await page.evaluate(axe)
    const wrong = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(of: Document, how: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
      return (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })).violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 200)}`)
    })
    expect(wrong, `${who} ${path}`).toEqual([])
    await picture(page, path.replaceAll(/[^a-z]+/g, '-'))
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${path} scrolls sideways`).toBeLessThanOrEqual(0)
    await picture(page, `${path.replaceAll(/[^a-z]+/g, '-')}-phone`)
    await page.setViewportSize({ width: 1366, height: 900 })
  }
  expect(on.faults).toEqual([])
}, 240_000)

/** With MIZAN_PICTURES=<folder>, for people to look at. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['MIZAN_PICTURES']
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `search-${name}.png`), fullPage: true })
}
