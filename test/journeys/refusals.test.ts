/** What is refused, what collides, what is sent twice, what is lost: nothing of it goes wrong in silence. */
import { expect, test } from 'vitest'
import { hourMs } from '#kernel/clock/calendar.ts'
import { disableAccount } from '#systems/administration/contract.ts'
import { readBoard } from '#systems/custody/contract/board.ts'
import { recordStep } from '#systems/custody/contract/custody.ts'
import { askJudge, orderDetention, proposeOrder } from '#systems/custody/contract/orders.ts'
import { book, page as read } from '#systems/custody/test/scene.ts'
import { box, field, fill, found, press, select } from './hands.ts'
import { useStage } from './stage.ts'

const stage = useStage()

test('an order of sixteen days can’t be signed: the screen says why, and the server refuses whoever asks it directly', async () => {
  const on = stage()
  const { id } = await book(on.app)
  const asked = await on.app.ok('stationOfficer', askJudge, { id, version: (await read(on.app, 'stationOfficer', id)).version, kind: 'first-papers', grounds: 'ضُبط متلبساً' })
  await on.moveTo(new Date(on.app.time.now.getTime() + hourMs))
  const page = await on.as('judge', '/judge')
  await fill(page, { days: '16', reasons: 'لإكمال التحقيق' })
  await field(page, 'days').locator('.mantine-Input-error, .mantine-NumberInput-error').waitFor()
  await page.getByText('CPC 109(A)').first().waitFor()
  expect(await page.getByRole('button', { name: on.t('custody.judge.sign') }).isDisabled()).toBe(true)
  const { proposed } = await on.app.ok('judge', proposeOrder, { id, reasons: 'x', knownAs: 'أبو علي', surname: 'الجبوري' })
  const lastDay = new Date(Date.parse(proposed.firstDay) + 15 * 86_400_000).toISOString().slice(0, 10)
  const sent = await on.app.call('judge', orderDetention, { id, version: (await read(on.app, 'judge', id)).version, requestId: asked.requestId, ...proposed, reasons: 'لإكمال التحقيق', lastDay })
  expect(sent).toMatchObject({ status: 422, problem: { article: expect.stringContaining('CPC 109') } })
}, 60_000)

test('two officers at the same record: the slower one sees both versions before anything is written', async () => {
  const on = stage()
  const { id } = await book(on.app)
  const page = await on.as('stationOfficer', `/custody/${id}/do/step`)
  await select(page, 'step.kind', 'lawyer')
  await fill(page, { 'step.name': 'زينب حسين' })
  await on.app.ok('stationCommander', recordStep, { id, at: on.app.time.now.toISOString(), step: { kind: 'family-told', whom: 'أخوه علي', how: 'telephone' } })
  await press(page, on.t('button.save'))
  const conflict = page.getByRole('alert').filter({ hasText: on.t('conflict.title') })
  await conflict.waitFor()
  expect(await conflict.getByRole('columnheader').allTextContents()).toEqual([on.t('conflict.field'), on.t('conflict.mine'), on.t('conflict.theirs')])
  expect((await read(on.app, 'judge', id)).lawyer).toBeNull()
  await press(conflict, on.t('conflict.retry'))
  await page.getByRole('tablist').waitFor()
  expect((await read(on.app, 'judge', id)).lawyer).toBe('زينب حسين')
}, 60_000)

test('what was typed survives a closed tab; a double click books once', async () => {
  const on = stage()
  const first = await on.as('stationOfficer', '/custody/new')
  await box(first, 'person.id').fill('سجاد حميد جابر الموسوي')
  await found(first).last().filter({ hasText: 'الموسوي' }).click()
  await select(first, 'person.new.sex', 'male')
  await fill(first, { 'extra.birthYear': '1988', place: 'الكرادة، شارع 62', facts: 'أمسكته الدورية', 'inCase.summary': 'شوهد يكسر قفل محل' })
  await box(first, 'inCase.charge.offenceCode').click()
  await first.keyboard.type('446')
  await found(first).first().click()
  await first.getByText(on.t('form.draftSaved')).waitFor()
  await first.waitForTimeout(400)
  const page = await first.context().newPage()
  await first.close()
  await page.goto(`${on.url}/custody/new`)
  await page.getByText(on.t('form.draftRestored', { at: '' }).split('…')[0]!.trim().slice(0, 8)).first().waitFor()
  expect(await box(page, 'inCase.summary').inputValue()).toBe('شوهد يكسر قفل محل')
  expect(await box(page, 'person.new.names.0.family').inputValue()).toBe('الموسوي')
  const before = (await on.app.ok('stationOfficer', readBoard, { limit: 500 })).rows.length
  await page.locator('form').getByRole('button', { name: on.t('custody.book'), exact: true }).dblclick()
  await page.locator('.cu-pin').last().waitFor()
  expect((await on.app.ok('stationOfficer', readBoard, { limit: 500 })).rows.length).toBe(before + 1)
}, 60_000)

test('an account that is closed is out at the next touch of its screen', async () => {
  const on = stage()
  const page = await on.as('otherStationOfficer', '/custody')
  await on.app.ok('administrator', disableAccount, { id: on.app.country.accounts['otherStationOfficer']!.accountId, reason: 'Dismissed from the service' })
  await page.locator('#menu a[href="/cases"]').click()
  await page.locator('.mz-signin').waitFor()
  expect(await field(page, 'q').count()).toBe(0)
}, 60_000)

test('no screen did what it must not', () => { expect(stage().faults).toEqual([]) })
