/** The public pages: no account, a telephone, and no answer that helps a stranger. */
import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { book } from '#systems/custody/test/scene.ts'
import { press } from './hands.ts'
import { useStage, type Stage } from './stage.ts'

const stage = useStage()

/** Asks the public page by number and PIN, and reads everything it says. */
async function ask(on: Stage, page: Page, number: string, pin: string): Promise<string> {
  await page.goto(`${on.url}/where`)
  const station = page.getByLabel(on.t('enquiries.station'))
  await station.locator(`option[value="${on.app.country.offices.station}"]`).waitFor({ state: 'attached' })
  await station.selectOption(on.app.country.offices.station)
  await page.getByLabel(on.t('enquiries.number')).fill(number)
  await page.getByLabel(on.t('enquiries.pin')).fill(pin)
  await press(page, on.t('enquiries.ask'))
  await page.locator('[role="status"][tabindex="-1"], form [role="alert"]').first().waitFor()
  return page.locator('main').innerText()
}

test('open without an account, and nothing sticks out at the width of a telephone', async () => {
  const on = stage()
  const { page } = await on.visit({ phone: true })
  for (const path of ['/where', '/check', '/check/ABCDE-FGHJK-MNPQR-STVWX-YZ012', '/open-data', '/log', '/sign-in']) {
    await page.goto(`${on.url}${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForTimeout(200)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${path} scrolls sideways`).toBeLessThanOrEqual(0)
    expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl')
  }
}, 60_000)

test('a wrong PIN and a number that does not exist give the same answer; asking on and on is stopped, and said', async () => {
  const on = stage()
  const held = await book(on.app)
  const { page } = await on.visit({ phone: true })
  const right = await ask(on, page, held.number, held.pin!)
  expect(right).toContain(on.t('enquiries.answer.held'))
  const wrong = await ask(on, page, held.number, held.pin === '000000' ? '111111' : '000000')
  const unknown = await ask(on, page, '2026/987654', '000000')
  expect(wrong).toContain(on.t('enquiries.nothing'))
  expect(unknown).toBe(wrong)
  const said: string[] = []
  for (let n = 0; n < 12 && said.length === 0; n++) {
    await ask(on, page, `2026/${String(900_000 + n)}`, '000000')
    said.push(...(await page.locator('form [role="alert"]').allInnerTexts()))
  }
  expect(said.join(' ').length).toBeGreaterThan(10)
  expect(on.t('refusal.kernel.too-many')).not.toBe('refusal.kernel.too-many')
  expect([on.t('refusal.kernel.too-many'), on.t('refusal.enquiries.closed', { minutes: 0 }).split('0')[0]!].some((text) => said.join(' ').includes(text.trim()))).toBe(true)
}, 60_000)

test('a paper that nobody issued is said to be none', async () => {
  const on = stage()
  const { page } = await on.visit({ phone: true })
  await page.goto(`${on.url}/check/ABCDE-FGHJK-MNPQR-STVWX-YZ012`)
  await page.getByText(on.t('enquiries.check.unknown'), { exact: true }).waitFor()
})

test('no screen did what it must not', () => { expect(stage().faults).toEqual([]) })
