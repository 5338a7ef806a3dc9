/** The chain's first part: arrested, told their rights, brought before the judge, detained. */
import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import { countTouches, found, tabTo, typeInto } from './hands.ts'
import type { Stage } from './stage.ts'

/** What the journey carries along. */
export interface Held { custodyId: string; number: string; pin: string; caseId: string; personId: string }

export const accused = { given: 'ليث', father: 'كاظم', grandfather: 'عباس', family: 'الساعدي', mother: 'زهرة' } as const

/** An arrest is entered by keyboard alone, with a person whom the register does not know. */
export async function bookByKeyboard(on: Stage): Promise<Pick<Held, 'number' | 'pin' | 'custodyId'>> {
  const { t } = on
  const page = await on.as('stationOfficer', '/')
  const touches = await countTouches(page)
  await tabTo(page, 'a[href="/custody/new"]', 40)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: t('custody.book') }).waitFor()
  await tabTo(page, 'person.id')
  await page.keyboard.type(`${accused.given} ${accused.father} ${accused.grandfather} ${accused.family}`)
  await found(page).last().filter({ hasText: accused.family }).waitFor()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await page.locator('[data-field="person.new.names.0.given"]').waitFor()
  await typeInto(page, { 'person.new.names.0.mother': accused.mother })
  await tabTo(page, 'person.new.sex')
  await page.keyboard.press('ArrowDown')
  await typeInto(page, { 'extra.birthYear': '1992', 'person.new.nationality': 'IRQ', place: 'الكرادة، شارع 62', facts: 'أمسكه صاحب المحل حتى وصلت الدورية' })
  await tabTo(page, 'inCase.charge.offenceCode')
  await page.keyboard.type('443')
  await found(page).first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await typeInto(page, { 'inCase.summary': 'شوهد وهو يكسر قفل محل ويأخذ منه هاتفين' })
  await allRightsTold(page, t('custody.booking.allTold'))
  await typeInto(page, { 'extra.lawyer': 'المحامية زينب حسين', 'extra.family': 'أخوه علي' })
  await tabTo(page, 'extra.familyHow')
  await page.keyboard.press('ArrowDown')
  await typeInto(page, { 'extra.property': 'ساعة يد; 1; ص-12' })
  await page.keyboard.press('Control+Enter')
  await page.locator('.cu-pin').last().waitFor()
  const [number, pin] = await page.locator('.cu-pin').allTextContents()
  await page.getByText(t('act.busy')).waitFor({ state: 'detached' })
  expect(await page.locator('main [role="alert"]').allTextContents(), 'rights, lawyer, family and things were recorded').toEqual([])
  await page.keyboard.press('Tab')
  await tabTo(page, 'a[href^="/custody/0"]')
  await page.keyboard.press('Enter')
  await page.getByRole('tablist').waitFor()
  expect(await touches(), 'touches of a mouse').toBe(0)
  return { number: number!, pin: pin!, custodyId: new URL(page.url()).pathname.split('/')[2]! }
}

async function allRightsTold(page: Page, label: string): Promise<void> {
  for (let n = 0; n < 60; n++) {
    if (await page.evaluate((text) => { const at = document.activeElement; return at instanceof HTMLInputElement && at.type === 'checkbox' && at.labels?.[0]?.textContent === text }, label)) break
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Space')
}
