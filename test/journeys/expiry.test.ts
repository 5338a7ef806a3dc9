/** An order runs out and nobody acts: it becomes an alarm outside the office where it happened, and stays one. */
import { expect, test } from 'vitest'
import { dayMs, hourMs } from '#kernel/clock/calendar.ts'
import { dismissAlarm, listAlarms } from '#systems/oversight/contract.ts'
import { book, order, page as read } from '#systems/custody/test/scene.ts'
import { press } from './hands.ts'
import { readHead } from './arrest.ts'
import { useStage } from './stage.ts'

const stage = useStage()
let id = ''
let name = ''

test('somebody is held under an order of fifteen days', async () => {
  const { app } = stage()
  id = (await book(app)).id
  await stage().moveTo(new Date(app.time.now.getTime() + hourMs))
  await order(app, id)
  name = (await read(app, 'judge', id)).name
  const board = await stage().as('stationOfficer', '/custody')
  const row = board.getByRole('row').filter({ hasText: name })
  await row.waitFor()
  expect(await row.getAttribute('data-tone')).not.toBe('alarm')
})

test('sixteen days later the board shows the gap, and so does the bar', async () => {
  const on = stage()
  await on.moveTo(new Date(on.app.time.now.getTime() + 16 * dayMs))
  await on.work()
  const board = await on.as('stationOfficer', '/custody')
  await board.locator('[data-tone="alarm"]').filter({ hasText: name }).waitFor()
  const page = await on.as('stationOfficer', `/custody/${id}`)
  expect(await readHead(page)).toMatchObject({ gaps: 1 })
  expect(await page.locator('.mz-answer[data-tone="alarm"]').count()).toBeGreaterThan(0)
}, 60_000)

test('the alarm lies on the inspector’s page; the office where it happened can’t make it go away', async () => {
  const on = stage()
  const page = await on.as('inspector', '/alarms')
  const row = page.getByRole('row').filter({ hasText: name }).first()
  await row.waitFor()
  await row.getByRole('link').first().click()
  await page.locator('.ov-facts').waitFor()
  expect(await readHead(page)).toMatchObject({ gaps: 1 })
  const alarmId = new URL(page.url()).pathname.split('/').at(-1)!
  const reason = 'We have looked into it ourselves'
  for (const who of ['stationOfficer', 'stationCommander', 'judge', 'prosecutor', 'administrator']) expect((await on.app.call(who, dismissAlarm, { id: alarmId, reason })).status, who).toBeGreaterThanOrEqual(403)
  const own = await on.as('stationCommander', '/')
  await own.goto(`${on.url}/alarms/${alarmId}`)
  await own.getByRole('heading', { level: 1 }).waitFor()
  for (const button of await own.getByRole('button', { name: on.t('oversight.dismiss'), exact: true }).all()) expect(await button.getAttribute('aria-disabled')).toBe('true')
}, 60_000)

test('its receiver answers it with a reason; while nobody acts it is raised again', async () => {
  const on = stage()
  const page = await on.as('inspector', '/alarms')
  await page.getByRole('row').filter({ hasText: name }).first().getByRole('link').first().click()
  await press(page, on.t('oversight.dismiss'))
  await page.getByRole('dialog').getByRole('textbox').fill('Told the chief judge by telephone')
  await press(page.getByRole('dialog'), on.t('oversight.dismiss'))
  await page.getByText(on.t('oversight.state.dismissed')).first().waitFor()
  await on.moveTo(new Date(on.app.time.now.getTime() + 25 * hourMs))
  await on.work()
  expect((await on.app.ok('inspector', listAlarms, { state: 'open', to: 'mine' })).rows.some((alarm) => alarm.record?.id === id)).toBe(true)
}, 60_000)

test('no screen did what it must not', () => { expect(stage().faults).toEqual([]) })
