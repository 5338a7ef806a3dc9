/** A record destroyed by order of the law, in the screens: the judge orders, the prosecutor looks and carries it out, the list says what went. */
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { act } from '#kernel/act/act.ts'
import { book, order } from '#systems/custody/test/scene.ts'
import { press, setDate } from './hands.ts'
import { useStage } from './stage.ts'

const stage = useStage({ lang: process.env['MIZAN_PICTURES_LANG'] === 'en' ? 'en' : 'ar' })

test('a judge orders it, the prosecution carries it out, and the list says what went', async () => {
  const on = stage()
  const held = await book(on.app)
  await order(on.app, held.id)
  await act(on.app.systemCtx, { verb: 'test.end', subject: { kind: 'custody', id: held.id }, by: 'authority' }, async (tx) => {
    await sql`update custody.custody set ended_at = ${tx.at}, ended_kind = 'released', stage = 'released' where id = ${held.id}`.execute(tx.db)
  })
  const judge = await on.as('judge', `/custody/${held.id}?tab=papers`)
  await judge.getByRole('link', { name: on.t('documents.destroy') }).click()
  await judge.getByLabel(on.t('expunging.article')).fill('Juvenile Welfare 63')
  await judge.getByLabel(on.t('expunging.orderNumber')).fill('2026/000011')
  await setDate(judge, 'orderDay', '2026-11-20')
  await judge.getByLabel(on.t('expunging.reason')).fill('By order of the juvenile court')
  await picture(judge, 'expunging-order')
  await press(judge, on.t('expunging.ask'))
  await judge.getByText(on.t('expunging.asked')).waitFor()

  const prosecutor = await on.as('prosecutor', '/expunging')
  await prosecutor.getByText('By order of the juvenile court').waitFor()
  await picture(prosecutor, 'expunging-waiting')
  await press(prosecutor, on.t('verb.ledger.expunge'))
  await prosecutor.getByRole('dialog').getByRole('button', { name: on.t('verb.ledger.expunge') }).click()
  await prosecutor.getByRole('cell', { name: '2026/000011' }).waitFor()
  await picture(prosecutor, 'expunging-done')
  const paper = await prosecutor.getByRole('link', { name: on.t('expunging.paper') }).getAttribute('href')
  expect((await prosecutor.request.get(`${on.url}${paper}`)).headers()['content-type']).toContain('application/pdf')
  expect(await prosecutor.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
}, 120_000)

async function picture(page: { screenshot(options: { path: string; fullPage: boolean }): Promise<unknown> }, name: string): Promise<void> {
  if (process.env['MIZAN_PICTURES']) await page.screenshot({ path: join(process.env['MIZAN_PICTURES'], `${name}.png`), fullPage: true })
}
