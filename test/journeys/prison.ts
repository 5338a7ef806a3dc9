/** The chain's third part: into the prison under its paper, the sentence worked out, and out again on the right day, proven. */
import { expect } from 'vitest'
import { hourMs } from '#kernel/clock/calendar.ts'
import { listRecordPapers } from '#kernel/documents/contract.ts'
import { book } from '#systems/custody/test/scene.ts'
import { offerHandover } from '#kernel/handover/contract.ts'
import { readSentence } from '#systems/prisons/contract/sentence.ts'
import { accused, type Held } from './arrest.ts'
import { box, field, fill, pick, press } from './hands.ts'
import type { Stage } from './stage.ts'

/** Somebody is brought without a judge's paper: the reception is told why they are not taken in, and finds no form to fill. */
export async function refuseWithoutOrder(on: Stage): Promise<void> {
  const { id } = await book(on.app)
  await on.app.ok('stationOfficer', offerHandover, { recordId: id, toOffice: on.app.country.offices.prison, condition: 'سليم' })
  const page = await on.as('prisonReception', '/prisons/reception')
  await page.locator(`a[href="/prisons/reception/${id}"]`).click()
  await page.getByRole('heading', { name: on.t('prisons.notTakenIn') }).waitFor()
  expect(await page.getByText(on.t('refusal.prisons.reception-no-order')).count()).toBeGreaterThan(0)
  expect(await field(page, 'sheet.identity').count()).toBe(0)
}

/** The station offers the convict to the prison named in the memorandum. */
export async function handOver(on: Stage, held: Held): Promise<void> {
  const page = await on.as('stationOfficer', `/custody/${held.custodyId}?tab=handover`)
  await press(page, on.t('handover.offer'))
  await pick(page, 'toOffice', await on.office('prison'))
  await fill(page, { condition: 'سليم، لا إصابات', escort: 'الدورية 12' })
  await press(page.locator('form'), on.t('handover.offer'))
  await page.getByText(on.t('handover.recall')).waitFor()
}

/** The reception takes the convict in under the memorandum, and gives him a place from the plan. */
export async function takeIn(on: Stage, held: Held): Promise<void> {
  const plan = await on.as('prisonDirector', '/prisons/cells/new')
  await fill(plan, { name: 'القاعة 1', capacity: '20' })
  await press(plan, on.t('button.save'))
  await plan.getByText('القاعة 1').waitFor()
  const page = await on.as('prisonReception', '/prisons/reception')
  await page.locator(`a[href="/prisons/reception/${held.custodyId}"]`).click()
  await fill(page, {
    'sheet.identity': 'بطاقة وطنية، بصمة مأخوذة', 'sheet.commitment': 'مذكرة السجن', 'sheet.arrest': 'الكرادة، شارع 62', 'sheet.injuriesAndComplaints': 'لا إصابات ولا شكوى', 'sheet.property': 'ساعة يد',
    'sheet.family': 'زوجة وطفلان في بغداد', 'sheet.emergencyContact': 'أخوه علي', 'sheet.toldInLanguage': 'العربية',
  })
  await press(page, on.t('verb.prisons.admit'))
  await page.waitForURL(`${on.url}/prisons/inmates/${held.custodyId}`)
  await press(page, on.t('verb.prisons.place'))
  await page.getByText(on.t('prisons.fits.yes')).waitFor()
  await page.locator('[data-tile]').filter({ hasText: 'القاعة 1' }).click()
  await page.locator('[data-tile]').filter({ hasText: on.t('prisons.heldOf', { held: 1, capacity: 20 }) }).waitFor()
}

/** The sentence is worked out with every step shown; who computed it can't confirm it, the director does. @returns when it ends */
export async function workOut(on: Stage, held: Held): Promise<Date> {
  const page = await on.as('prisonReception', `/prisons/sentence/${held.custodyId}`)
  await press(page, on.t('verb.prisons.calculate'))
  await page.locator('.pr-steps tbody tr').first().waitFor()
  const articles = await page.locator('.pr-steps .pr-article').allTextContents()
  expect(articles).toEqual(expect.arrayContaining(['CPC 294', 'CPC 295']))
  const own = page.getByRole('button', { name: on.t('verb.prisons.confirm'), exact: true })
  expect(await own.getAttribute('aria-disabled')).toBe('true')
  expect(await page.getByText(on.t('prisons.needsSecondPerson')).count()).toBeGreaterThan(0)
  const second = await on.as('prisonDirector', `/prisons/sentence/${held.custodyId}`)
  await press(second, on.t('verb.prisons.confirm'))
  await press(second.getByRole('dialog'), on.t('verb.prisons.confirm'))
  await second.getByText(on.t('prisons.sheetPaper')).waitFor()
  const { calculations } = await on.app.ok('prisonDirector', readSentence, { id: held.custodyId })
  return new Date(calculations[0]!.endsAt!)
}

/** The morning of the last day: he stands on the list of releases due, and his release is begun. */
export async function beginRelease(on: Stage, ends: Date): Promise<void> {
  await on.moveTo(new Date(ends.getTime() - 3 * hourMs))
  const page = await on.as('prisonDirector', '/prisons/releases-due?days=0')
  const row = page.getByRole('row').filter({ hasText: accused.family })
  await row.waitFor()
  await press(row, on.t('verb.prisons.start-release'))
  await press(page.getByRole('dialog'), on.t('verb.prisons.start-release'))
  await row.getByText(on.t('prisons.releaseUnderWay')).waitFor()
}

/** Received, checked by one, let go by another, things returned, slip given. @returns the slip's check code */
export async function letGo(on: Stage, held: Held): Promise<string> {
  const path = `/custody/${held.custodyId}/do/release`
  const page = await on.as('prisonReception', path)
  await press(page, on.t('verb.custody.receive-release'))
  await fill(page, { 'identifier.value': '1992' })
  await press(page, on.t('verb.custody.check-release'))
  await page.getByText(on.t('refusal.custody.second-person')).first().waitFor()
  const other = await on.as('prisonDirector', path)
  await field(other, 'signature.how').getByLabel(on.t('custody.signature.thumb-print')).check()
  await fill(other, { 'signature.paperNumber': '77' })
  await press(other, on.t('verb.custody.free'))
  await box(other, 'returnedTo').waitFor()
  await press(other, on.t('verb.custody.return-property'))
  await press(other, on.t('verb.custody.give-slip'))
  await other.waitForURL(`${on.url}/custody/${held.custodyId}`)
  const { rows } = await on.app.ok('prisonDirector', listRecordPapers, { recordId: held.custodyId })
  return rows.find((paper) => paper.form === 'release-slip')!.checkCode!
}

/** What the public page tells a relative who has number and PIN, on a telephone. */
export async function askAsRelative(on: Stage, held: Pick<Held, 'number' | 'pin'>): Promise<string> {
  const { page, context } = await on.visit({ phone: true })
  await page.goto(`${on.url}/where`)
  await page.getByLabel(on.t('enquiries.station')).locator(`option[value="${on.app.country.offices.station}"]`).waitFor({ state: 'attached' })
  await page.getByLabel(on.t('enquiries.station')).selectOption(on.app.country.offices.station)
  await page.getByLabel(on.t('enquiries.number')).fill(held.number)
  await page.getByLabel(on.t('enquiries.pin')).fill(held.pin)
  await press(page, on.t('enquiries.ask'))
  const answer = page.locator('[role="status"] h2')
  await answer.waitFor()
  const told = await answer.innerText()
  await context.close()
  return told
}

/** What anybody learns who types the code of a paper, on a telephone. */
export async function checkPaper(on: Stage, code: string): Promise<string> {
  const { page, context } = await on.visit({ phone: true })
  await page.goto(`${on.url}/check`)
  await page.getByLabel(on.t('enquiries.check.code'), { exact: true }).fill(code)
  // The page checks certified copies too, with a button of the same name.
  await page.keyboard.press('Enter')
  const answer = page.locator('.en-answer')
  await answer.waitFor()
  const told = await answer.innerText()
  await context.close()
  return told
}
