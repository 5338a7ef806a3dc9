/** The chain's first part: arrested, told their rights, brought before the judge, detained. */
import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import { box, countTouches, field, fill, found, pick, press, select, tabTo, typeInto } from './hands.ts'
import type { Stage } from './stage.ts'

/** What the journey carries along. */
export interface Held { custodyId: string; number: string; pin: string; caseId: string; personId: string }

export const accused = { given: 'ليث', father: 'كاظم', grandfather: 'عباس', family: 'الساعدي', mother: 'زهرة', knownAs: 'أبو حسن' } as const

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
  await typeInto(page, { 'person.new.names.0.mother': accused.mother, 'person.new.names.0.knownAs': accused.knownAs })
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

/** What the station does after the arrest: the papers go to the judge, with the request. */
export async function askTheJudge(on: Stage, held: Pick<Held, 'custodyId'>, kind: 'first-papers' | 'extension'): Promise<void> {
  const page = await on.as('stationOfficer', `/custody/${held.custodyId}/do/step`)
  if (kind === 'first-papers') {
    await select(page, 'step.kind', 'papers-sent')
    await fill(page, { 'step.list': 'محضر الضبط وأقوال المشتكي' })
    await press(page, on.t('button.save'))
    await page.getByRole('tablist').waitFor()
  }
  await page.goto(`${on.url}/custody/${held.custodyId}/do/ask`)
  expect(await field(page, 'kind').locator('select').inputValue()).toBe(kind)
  await fill(page, { grounds: kind === 'first-papers' ? 'ضُبط متلبساً والتحقيق لم يكتمل' : 'لم يرد تقرير الأدلة الجنائية بعد' })
  await press(page, on.t('button.send'))
  await page.getByRole('tablist').waitFor()
}

/** The investigative judge reads the request on his page and orders fifteen days with one key. */
export async function orderByOneKey(on: Stage, held: Pick<Held, 'custodyId'>, reasons: string): Promise<void> {
  const page = await on.as('judge', '/judge')
  await page.locator('.cu-queue button').filter({ hasText: accused.family }).waitFor()
  await box(page, 'reasons').waitFor()
  expect(await box(page, 'days').inputValue()).toBe('15')
  await page.keyboard.press('g')
  await page.keyboard.type(reasons)
  await page.evaluate(() => { (document.activeElement as HTMLElement).blur() })
  await page.keyboard.press('g')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Enter')
  await page.locator('.cu-queue button').filter({ hasText: accused.family }).waitFor({ state: 'detached' })
  await page.goto(`${on.url}/custody/${held.custodyId}`)
  await page.locator('.mz-answers').waitFor()
}

/** The four answers at the head of a custody, and its bar: covered, or with so many gaps. */
export async function readHead(page: Page): Promise<{ answers: string[]; gaps: number; parts: number }> {
  await page.locator('.mz-cover-bar').waitFor()
  return { answers: (await page.locator('.mz-answers .mz-answer-main').allTextContents()).map((text) => text.trim()), gaps: await page.locator('.mz-cover-part[data-gap]').count(), parts: await page.locator('.mz-cover-part').count() }
}

/** The judge questions the accused in the presence of a lawyer, after the rights. */
export async function question(on: Stage, held: Pick<Held, 'caseId'>): Promise<void> {
  const page = await on.as('judge', `/cases/${held.caseId}/question`)
  for (const name of ['identityChecked', 'toldOffence', 'toldRights', 'readBack', 'signedByRecorder']) await field(page, name).getByRole('checkbox').check()
  await field(page, 'lawyer').getByLabel(on.t('cases.lawyer.present')).check()
  await fill(page, { lawyerName: 'زينب حسين', place: 'محكمة تحقيق الكرادة', present: 'المحقق', body: 'لم آخذ شيئاً، وكنت ماراً بالشارع.' })
  await field(page, 'signature').getByLabel(on.t('cases.signature.signed')).check()
  await press(page, on.t('button.save'))
  await page.waitForURL(`${on.url}/cases/${held.caseId}`)
}

/** The investigation is over: the judge refers the case to the felony court. */
export async function refer(on: Stage, held: Pick<Held, 'caseId'>): Promise<void> {
  const page = await on.as('judge', `/cases/${held.caseId}/decide`)
  await field(page, 'outcome').getByLabel(on.t('cases.decision.refer')).check()
  await fill(page, { reasons: 'الأدلة كافية للإحالة', 'referral.evidence': 'أقوال المشتكي ومحضر الضبط', 'referral.victim': 'صاحب المحل' })
  await pick(page, 'referral.trialCourtId', await on.office('felonyCourt'))
  await page.getByRole('textbox', { name: on.t('field.age'), exact: true }).fill('34')
  await page.getByRole('textbox', { name: on.t('field.occupation'), exact: true }).fill('عامل')
  await page.getByRole('textbox', { name: on.t('field.address'), exact: true }).fill('بغداد، الكرادة')
  await press(page, on.t('cases.decideNow'))
  await page.waitForURL(`${on.url}/cases/${held.caseId}`)
}
