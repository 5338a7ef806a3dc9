/** Practice and upkeep at the screen: a session passed in Arabic, a pair explained by its picture, a dirty scanner that fails and says why. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { read } from '#kernel/act/act.ts'
import { makeExercise } from '#systems/biometrics/workshop/exercises.ts'
import type { PracticeAnswer, PracticeKind } from '#systems/biometrics/rules/practice.ts'
import { glassImage } from '#systems/biometrics/test/sensors.ts'
import { fill, press, select } from './hands.ts'
import { useStage } from './stage.ts'

const stage = useStage()

/** What is true of an exercise, by the seed that only the database has. */
async function truthOf(id: string, number: number): Promise<PracticeAnswer> {
  const { rows: [row] } = await read(stage().app.systemCtx, (r) => sql<{ kind: PracticeKind; level: 1 | 2 | 3; seed: string }>`select kind, level, seed from biometrics.practice_session where id = ${id}`.execute(r.db))
  return makeExercise({ ...row!, number }).truth
}

test('an officer practises which prints must be taken again, and passes; the commander sees it', async () => {
  const on = stage()
  const page = await on.as('stationOfficer', '/biometrics/practice')
  const kind = page.getByRole('region', { name: on.t('biometrics.practice.kind.retake') })
  await kind.getByRole('button', { name: on.t('biometrics.practice.begin') }).click()
  await page.waitForURL(/\/biometrics\/practice\/[0-9a-f-]{36}$/)
  const id = page.url().split('/').at(-1)!
  for (let number = 1; number <= 5; number++) {
    await page.getByText(on.t('biometrics.practice.exercise', { number: number, count: 5 })).waitFor()
    expect(await page.getByText(on.t('biometrics.practice.marked')).count()).toBe(1)
    await page.waitForFunction(() => { const all = [...document.querySelectorAll<HTMLImageElement>('.bu-print img')]; return all.length === 10 && all.every((image) => image.complete && image.naturalWidth > 0) })
    const truth = await truthOf(id, number)
    if (truth.kind !== 'retake') throw new Error('another exercise')
    for (const finger of truth.fingers) await page.getByLabel(on.t(`biometrics.practice.finger.${finger}`), { exact: true }).check()
    await press(page, on.t('biometrics.practice.answer'))
    await page.getByText(on.t('biometrics.practice.marking.right'), { exact: true }).waitFor({ timeout: 30_000 })
    await page.getByText(on.t(`biometrics.practice.finger.${truth.fingers[0]!}`)).first().waitFor()
    await press(page, on.t(number < 5 ? 'biometrics.practice.next' : 'biometrics.practice.finish'))
  }
  await page.getByText(on.t('biometrics.practice.passed'), { exact: true }).waitFor()
  const director = await on.as('stationCommander', '/biometrics/training')
  const row = director.getByRole('row').filter({ hasText: on.t('role.station-officer') }).filter({ hasText: 'موظف stationOfficer' })
  await row.getByText(`${on.t('biometrics.practice.level')} ${1}`).waitFor()
}, 120_000)

test('a pair is answered, and the minutiae that meet are drawn over both', async () => {
  const on = stage()
  const page = await on.as('examiner', '/biometrics/practice')
  await page.getByRole('region', { name: on.t('biometrics.practice.kind.pair') }).getByRole('button', { name: on.t('biometrics.practice.begin') }).click()
  await page.waitForURL(/\/biometrics\/practice\/[0-9a-f-]{36}$/)
  const truth = await truthOf(page.url().split('/').at(-1)!, 1)
  if (truth.kind !== 'pair') throw new Error('another exercise')
  await page.getByLabel(on.t('biometrics.practice.verdict.inconclusive'), { exact: true }).check()
  await press(page, on.t('biometrics.practice.answer'))
  await page.getByText(on.t('biometrics.practice.marking.inconclusive'), { exact: true }).waitFor({ timeout: 30_000 })
  await page.getByText(on.t('biometrics.practice.truth', { truth: on.t(`biometrics.practice.verdict.${truth.verdict}`) })).waitFor()
  const drawn = page.getByAltText(on.t('biometrics.practice.pairing'))
  await page.waitForFunction(() => { const image = document.querySelector<HTMLImageElement>('.bu-drawn'); return image !== null && image.complete && image.naturalWidth > 500 })
  expect(await drawn.count()).toBe(1)
}, 90_000)

test('a scanner with spots on its glass fails the check, with the reason and what to do; cleaned, it passes', async () => {
  const on = stage()
  const page = await on.as('stationCommander', '/biometrics/devices/new')
  await fill(page, { maker: 'Dermalog', model: 'LF10', serial: 'KR-0017', reason: 'تسلّمه المركز هذا الأسبوع' })
  await press(page, on.t('button.save'))
  await page.getByRole('heading', { level: 1, name: 'Dermalog LF10' }).waitFor()
  const officer = await on.as('stationOfficer', new URL(page.url()).pathname)
  const check = async (image: Buffer) => {
    await select(officer, 'look', 'empty')
    const chooser = officer.waitForEvent('filechooser')
    await officer.getByLabel(on.t('biometrics.sensor.file')).first().click()
    await (await chooser).setFiles({ name: 'glass.png', mimeType: 'image/png', buffer: image })
    await press(officer, on.t('biometrics.sensor.run'))
  }
  await check(glassImage({ spots: 4 }))
  const alert = officer.getByRole('alert').filter({ hasText: on.t('biometrics.sensor.failed') })
  await alert.getByText(on.t('biometrics.fault.dirty')).waitFor({ timeout: 30_000 })
  await alert.getByText(on.t('biometrics.fault.dirty.do')).waitFor()
  await check(glassImage({ seed: 5 }))
  await officer.getByRole('status').filter({ hasText: on.t('biometrics.sensor.passed') }).waitFor({ timeout: 30_000 })
  const chief = await on.as('stationCommander', '/biometrics/maintenance')
  await chief.getByText(on.t('biometrics.maintenance.inUse')).waitFor()
  await chief.getByText(on.t('biometrics.backlog.marksUnsolved')).waitFor()
}, 90_000)

test('no screen did what it must not', () => { expect(stage().faults).toEqual([]) })
