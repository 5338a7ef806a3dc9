/** The chain's second part: the case is accepted, heard and judged in the felony court. */
import { addDays, baghdadDay } from '#kernel/clock/calendar.ts'
import type { Held } from './arrest.ts'
import { box, field, fill, pick, press, select, setDate } from './hands.ts'
import type { Stage } from './stage.ts'

/** The court's clerk accepts the file, sets a hearing in ten days and calls the accused to it. */
export async function setHearing(on: Stage, held: Pick<Held, 'caseId'>): Promise<string> {
  const page = await on.as('felonyClerk', `/cases/${held.caseId}`)
  await press(page, on.t('handover.accept'))
  await page.getByText(on.t('handover.held', { office: '' }).split('…')[0]!.trim().slice(0, 6)).first().waitFor()
  await page.goto(`${on.url}/courts/cases/${held.caseId}/schedule`)
  const day = addDays(baghdadDay(on.app.time.now), 10)
  await setDate(page, 'startsAt', `${day} 09:00`)
  await setDate(page, 'endsAt', `${day} 10:00`)
  await field(page, 'judgeIds').locator('select').selectOption({ index: 1 })
  await press(page, on.t('button.save'))
  await page.waitForURL(`${on.url}/cases/${held.caseId}`)
  const hearing = page.locator('a[href^="/courts/hearings/"]').first()
  await hearing.waitFor()
  const hearingId = (await hearing.getAttribute('href'))!.split('/').at(-1)!
  await hearing.click()
  await press(page, on.t('verb.courts.issue-notice'))
  await box(page, 'capacity').waitFor()
  await press(page, on.t('button.save'))
  await page.waitForURL(`${on.url}/courts/hearings/${hearingId}`)
  return hearingId
}

/** The notice was handed to the accused himself. */
export async function serveNotice(on: Stage, hearingId: string): Promise<void> {
  const page = await on.as('felonyClerk', `/courts/hearings/${hearingId}`)
  await page.locator(`a[href^="/courts/hearings/${hearingId}/served/"]`).click()
  await fill(page, { servedBy: 'المبلّغ كريم' })
  await press(page, on.t('button.save'))
  await page.getByText(on.t('courts.servedWell')).waitFor()
}

/** The session is opened with the accused and his lawyer there, and the charge is drawn up. */
export async function hear(on: Stage, held: Held, hearingId: string): Promise<void> {
  const page = await on.as('felonyJudge', `/courts/hearings/${hearingId}/open`)
  await fill(page, { [`lawyer.${held.personId}`]: 'زينب حسين' })
  await press(page, on.t('button.save'))
  await page.waitForURL(`${on.url}/courts/hearings/${hearingId}`)
  await page.goto(`${on.url}/courts/cases/${held.caseId}/charge/${held.personId}`)
  await fill(page, {
    identity: 'بطاقة وطنية', victim: 'صاحب المحل', place: 'الكرادة', time: 'نهاراً', objectOfOffence: 'هاتفان', means: 'آلة حادة', legalDescription: 'سرقة بكسر قفل محل',
  })
  await field(page, 'readOut').getByRole('checkbox').check()
  await press(page, on.t('button.save'))
  await page.waitForURL(`${on.url}/cases/${held.caseId}`)
}

/** Six years of imprisonment; the memorandum to the prison goes out with the judgment. */
export async function judge(on: Stage, held: Held): Promise<void> {
  const page = await on.as('felonyJudge', `/courts/cases/${held.caseId}/judge/${held.personId}`)
  await field(page, 'counts.0.verdict').getByLabel(on.t('courts.verdict.convicted'), { exact: true }).check()
  await select(page, 'counts.0.sentence.kind', 'temporary')
  await fill(page, { 'counts.0.sentence.years': '6' })
  for (const [n, name] of ['نادية كريم', 'عمر فوزي'].entries()) {
    await box(page, 'members').fill(name)
    await press(page, on.t('button.add'))
    await field(page, `signed.${n}`).getByRole('checkbox').check()
  }
  await fill(page, { prosecutor: 'ليث محمود', parties: 'الادعاء العام والمتهم', lawyer: 'زينب حسين', facts: 'كسر المتهم قفل المحل وأخذ هاتفين.', reasons: 'للأدلة المتحصلة من المحاكمة.' })
  await page.getByRole('combobox', { name: on.t('courts.form.evidence') }).press('ArrowDown')
  await page.getByRole('option', { name: on.t('courts.evidence.testimony'), exact: true }).click()
  await page.getByRole('option', { name: on.t('courts.evidence.record') }).first().click()
  await page.keyboard.press('Escape')
  await pick(page, 'prisonId', await on.office('prison'))
  for (const name of ['readPublicly', 'signed', 'sealed']) await field(page, name).getByRole('checkbox').check()
  await press(page, on.t('courts.pronounceNow'))
  await page.waitForURL(`${on.url}/cases/${held.caseId}`)
  await page.getByText(on.t('courts.memorandum')).first().waitFor()
}

