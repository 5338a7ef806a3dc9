/** Prints in the chain, in the screens: the same person under another name after a booking; a finger that differs stops a release until somebody else decides. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { receiveRelease } from '#systems/custody/contract/release.ts'
import { refuseDetention } from '#systems/custody/contract/orders.ts'
import { book, page as custodyOf } from '#systems/custody/test/scene.ts'
import { beginEnrolment, completeEnrolment, markMissing, readEnrolment } from '#systems/biometrics/contract/enrolment.ts'
import { decideCandidate, decideLink, listSearches, proposeLink, readCandidate, readSearch } from '#systems/biometrics/contract/search.ts'
import { openGallery } from '#systems/biometrics/gallery/gallery.ts'
import { fingers, type Finger } from '#systems/biometrics/engine/tenprint.ts'
import { enrolled } from '#systems/biometrics/test/chain-scene.ts'
import { pngOf } from '#systems/biometrics/test/fingers.ts'
import { enrol, take } from '#systems/biometrics/test/prints.ts'
import { accused, bookByKeyboard } from './arrest.ts'
import { box, field, fill, press, select } from './hands.ts'
import { useStage, type Stage } from './stage.ts'

const stage = useStage({ lang: process.env['MIZAN_PICTURES_LANG'] === 'en' ? 'en' : 'ar' })
const two: readonly Finger[] = [2, 3]
afterAll(async () => { await openGallery(stage().app.db).close() })

/** The part of the page about prints. */
const prints = (page: Page, on: Stage) => page.getByRole('region', { name: on.t('biometrics.prints'), exact: true })
const check = (page: Page, on: Stage) => page.getByRole('region', { name: on.t('biometrics.check.title'), exact: true })

test('after a booking prints are taken, and the same person is found under another name', async () => {
  const on = stage()
  await enrol(on.app, 1, { taken: two })
  const held = await bookByKeyboard(on)
  const page = await on.as('stationOfficer', `/custody/${held.custodyId}`)
  await prints(page, on).getByText(on.t('biometrics.prints.none')).waitFor()
  await press(prints(page, on), on.t('biometrics.prints.notTaken'))
  await select(prints(page, on), 'reason', 'broken-device')
  await press(prints(page, on), on.t('button.save'))
  await prints(page, on).getByText(on.t('biometrics.hindrance.broken-device')).waitFor()
  await picture(page, 'prints-not-taken')
  await press(prints(page, on), on.t('biometrics.prints.take'))
  await page.waitForURL(`${on.url}/biometrics/enrol?custody=${held.custodyId}`)

  await takeFor(on, held.custodyId, 1)
  await on.work()
  await page.goto(`${on.url}/custody/${held.custodyId}`)
  await prints(page, on).getByText(on.t('biometrics.double.waiting')).waitFor()
  const other = await linkByExaminers(on, held.custodyId)
  await page.reload()
  await prints(page, on).getByText(on.t('biometrics.double.found')).waitFor()
  await prints(page, on).getByText(other).waitFor()
  expect(other).not.toContain(accused.family)
  await picture(page, 'prints-double')
  expect(on.faults).toEqual([])
}, 240_000)

/** Taken again at the station, of the made-up person of this number. */
async function takeFor(on: Stage, custodyId: string, person: number): Promise<void> {
  const { id } = await on.app.ok('stationOfficer', beginEnrolment, { custodyId, purpose: 'custody', authority: 'judge', basis: 'Order 13 of the judge of Karrada' })
  for (const finger of two) await take(on.app, 'stationOfficer', id, finger, person * 10 + finger, { seed: 2, how: { turn: 8, x: 4 } })
  for (const finger of fingers.filter((one) => !two.includes(one))) await on.app.ok('stationOfficer', markMissing, { id, finger, missing: 'bandaged' })
  const { version } = await on.app.ok('stationOfficer', readEnrolment, { id })
  await on.app.ok('stationOfficer', completeEnrolment, { id, version })
}

/** Two examiners find the same person, and the one's link is decided by the other. @returns the name of the other identity */
async function linkByExaminers(on: Stage, custodyId: string): Promise<string> {
  const { rows } = await on.app.ok('examiner', listSearches, { whose: 'all' })
  const search = rows.find((row) => row.custody?.id === custodyId)!
  const candidateId = (await on.app.ok('examiner', readSearch, { id: search.id })).found![0]!.id
  for (const who of ['examiner', 'secondExaminer']) await on.app.ok(who, decideCandidate, { id: candidateId, verdict: 'same', reason: 'Both fingers agree in more than twelve points' })
  const { persons } = await on.app.ok('examiner', readCandidate, { id: candidateId })
  const linkId = (await on.app.ok('examiner', proposeLink, { candidateId, keepId: persons!.found.id, reason: 'Both fingers agree in more than twelve points' })).id
  await on.app.ok('secondExaminer', decideLink, { id: linkId, approve: true })
  return persons!.found.name
}

test('a finger that differs stops the release, until the commander decides and the right person stands there', async () => {
  const on = stage()
  const held = await book(on.app)
  await enrolled(on.app, held, 4)
  await on.app.ok('judge', refuseDetention, { id: held.id, version: (await custodyOf(on.app, 'judge', held.id)).version, reason: 'The evidence does not suffice' })
  await on.app.ok('stationOfficer', receiveRelease, { id: held.id })
  const page = await on.as('stationOfficer', `/custody/${held.id}/do/release`)
  await compareOnScreen(on, page, 6)
  await picture(page, 'release-compared')
  await decide(on, page, 'differs')
  await check(page, on).getByText(on.t('biometrics.check.stopped')).waitFor()
  await box(page, 'identifier.value').fill('1990')
  await press(page, on.t('verb.custody.check-release'))
  await page.getByRole('alert').getByText(on.t('refusal.biometrics.finger-differs')).waitFor()
  await picture(page, 'release-stopped')

  const commander = await on.as('stationCommander', `/custody/${held.id}/do/release`)
  await press(check(commander, on), on.t('biometrics.check.resolve'))
  await field(check(commander, on), 'resolution').getByLabel(on.t('biometrics.resolution.another-person')).check()
  await fill(check(commander, on), { reason: 'نودي عليه فأجاب رفيقه في الغرفة' })
  await picture(commander, 'release-resolve')
  await press(check(commander, on), on.t('button.save'))
  await check(commander, on).getByText(on.t('biometrics.resolution.another-person')).first().waitFor()

  await page.reload()
  await press(check(page, on), on.t('biometrics.check.again'))
  await compareOnScreen(on, page, 4)
  await decide(on, page, 'agrees')
  await check(page, on).getByText(on.t('biometrics.outcome.agrees'), { exact: true }).first().waitFor()
  await box(page, 'identifier.value').fill('1990')
  await press(page, on.t('verb.custody.check-release'))
  await field(page, 'signature.how').waitFor()
  await commander.reload()
  await field(commander, 'signature.how').getByLabel(on.t('custody.signature.thumb-print')).check()
  await fill(commander, { 'signature.paperNumber': '77' })
  await press(commander, on.t('verb.custody.free'))
  await commander.getByText(on.t('verb.custody.return-property')).first().waitFor()
  expect((await custodyOf(on.app, 'judge', held.id)).stage).toBe('released')
  await picture(page, 'release-done')
  expect(on.faults).toEqual([])
}, 180_000)

async function compareOnScreen(on: Stage, page: Page, who: number): Promise<void> {
  await select(check(page, on), 'finger', '2')
  await field(check(page, on), 'image').locator('input[type="file"]').setInputFiles({ name: 'finger.png', mimeType: 'image/png', buffer: pngOf(who, 2, 1) })
  await press(check(page, on), on.t('biometrics.check.compare'))
  await field(check(page, on), 'outcome').waitFor()
}

async function decide(on: Stage, page: Page, outcome: string): Promise<void> {
  await field(check(page, on), 'outcome').getByLabel(on.t(`biometrics.outcome.${outcome}`), { exact: true }).check()
  await press(check(page, on), on.t('button.save'))
}

/** With MIZAN_PICTURES=<folder> kept for people to look at, on a desk and on a telephone. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['MIZAN_PICTURES']
  if (!folder) return
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
  const size = page.viewportSize()
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${name}: wider than a telephone`).toBeLessThanOrEqual(0)
  await page.screenshot({ path: join(folder, `${name}-phone.png`), fullPage: true })
  if (size) await page.setViewportSize(size)
}
