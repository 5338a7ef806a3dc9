/** A list comes in, somebody looks like one on it, and nobody is taken for them by the name: through the screens. Then two records of one person. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { correctPersonFacts, createNewPerson, readPerson } from '#kernel/people/contract.ts'
import { words } from '#kernel/people/screen-words.ts'
import { decideBail } from '#systems/custody/contract/release.ts'
import { book } from '#systems/custody/test/scene.ts'
import { unSample } from '#systems/screening/samples.ts'
import { box, fill, press, select } from './hands.ts'
import { useStage, type Stage } from './stage.ts'

const stage = useStage({ lang: 'ar' })
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const people = (key: string) => words[`people.${key}`]!.ar
const without = (reference: string) => unSample.replace(new RegExp(`<INDIVIDUAL><DATAID>\\d</DATAID>(?:(?!</INDIVIDUAL>)[^])*${reference}[^]*?</INDIVIDUAL>`), '')
const file = (name: string, text: string) => ({ name, mimeType: 'text/xml', buffer: Buffer.from(text) })
const make = async (on: Stage, given: string, father: string, more: object = {}) => (await on.app.ok('stationOfficer', createNewPerson, { names: [{ script: 'ar', given, father }], ...more })).id

async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForFunction(() => document.querySelector('main [role="status"][aria-label], main [aria-busy="true"], .mantine-Skeleton-root') === null)
}

/** Looks at the page in Arabic and English, on a desk and on a telephone; MIZAN_PICTURES keeps what it saw, and looks at the pages in between too. */
async function look(page: Page, name: string, between = false): Promise<void> {
  if (between && !process.env['MIZAN_PICTURES']) return
  for (const lang of ['en', 'ar']) {
    await page.evaluate((to) => { localStorage.setItem('mizan.lang', to) }, lang)
    await page.reload()
    await settled(page)
    await page.evaluate(axe)
    const found = await page.evaluate(async () => {
      const { axe: run } = globalThis as unknown as { axe: { run(of: Document, how: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
      return (await run.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)
    })
    expect.soft(found, `${name} ${lang}`).toEqual([])
    expect.soft((await page.locator('body').innerText()).match(/\b(?:screening|people|refusal|verb)\.[a-z][\w.-]*/g), `${name} ${lang}`).toBeNull()
    for (const [width, height] of [[390, 844], [1366, 900]] as const) {
      await page.setViewportSize({ width, height })
      expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${name} ${lang} at ${width}`).toBeLessThanOrEqual(0)
      if (process.env['MIZAN_PICTURES']) await page.screenshot({ path: join(process.env['MIZAN_PICTURES'], `${name}-${lang}-${width}.png`), fullPage: true })
    }
  }
}

const long = 120_000

test('a list is brought in; a file that is none is refused in words', { timeout: long }, async () => {
  const on = stage()
  await make(on, 'ضرغام', 'وناس', { birth: { date: '1961-01-01', precision: 'year' } })
  const admin = await on.as('administrator', '/screening')
  await look(admin, 'hits-empty', true)
  await admin.goto(`${on.url}/screening/lists`)
  await look(admin, 'lists-empty', true)
  await admin.locator('input[type="file"]').setInputFiles(file('page.xml', '<html></html>'))
  await admin.getByText(on.t('refusal.screening.list-unreadable', { why: '' }).split(':')[0]!).first().waitFor()
  await admin.locator('input[type="file"]').setInputFiles(file('consolidated.xml', unSample))
  await admin.getByText(on.t('screening.list.un')).waitFor()
  await look(admin, 'lists')
})

test('a name alone confirms nobody: the screen asks for a second identifier and says why; another decides', { timeout: long }, async () => {
  const on = stage()
  const id = await make(on, 'قيصر', 'ثامر', { nationality: 'IRQ', birth: { date: '1971-04-09', precision: 'day' } })
  const commander = await on.as('stationCommander', '/screening')
  await settled(commander)
  await look(commander, 'hits')
  await commander.getByRole('link', { name: 'قيصر ثامر' }).click()
  await commander.getByText(on.t('screening.nameOnly')).waitFor()
  await look(commander, 'hit-open')
  await commander.getByRole('radio', { name: on.t('screening.verdict.confirmed') }).check()
  await box(commander, 'reason').fill('الاسم هو الاسم')
  await press(commander, on.t('screening.propose'))
  await commander.locator('[data-field="secondKind"] [aria-invalid="true"]').waitFor()
  await look(commander, 'hit-refused', true)
  await commander.getByRole('radio', { name: on.t('screening.verdict.confirmed') }).check()
  await select(commander, 'secondKind', 'birth')
  await fill(commander, { secondText: 'اليوم والشهر والسنة في هويته هي التي في القائمة', reason: 'الاسم والولادة' })
  await press(commander, on.t('screening.propose'))
  await commander.getByText(on.t('screening.state.proposed')).first().waitFor()
  expect(await commander.getByRole('button', { name: on.t('screening.approve') }).getAttribute('aria-disabled')).toBe('true')
  await look(commander, 'hit-proposed')

  const judge = await on.as('judge', '/screening?state=proposed')
  await judge.getByRole('link', { name: 'قيصر ثامر' }).click()
  await press(judge, on.t('screening.approve'))
  await judge.getByRole('dialog').getByRole('button', { name: on.t('screening.approve') }).click()
  await judge.getByText(on.t('screening.state.confirmed')).first().waitFor()
  await look(judge, 'hit-decided', true)
  await judge.goto(`${on.url}/people/${id}`)
  await settled(judge)
  await look(judge, 'person', true)
})

test('a correction is screened again, and what the list takes off lapses', { timeout: long }, async () => {
  const on = stage()
  const id = await make(on, 'ضرغام', 'صيهود')
  const { version } = await on.app.ok('judge', readPerson, { id })
  const none = await on.as('judge', `/people/${id}`)
  await none.getByText(on.t('screening.person.none')).waitFor()
  await on.app.ok('judge', correctPersonFacts, { id, version, reason: 'civil-status record', birth: { date: '1961-01-01', precision: 'year' } })
  const admin = await on.as('administrator', '/screening/lists')
  await admin.locator('input[type="file"]').setInputFiles(file('next.xml', without('MUi.002').replace('2026-02-27', '2026-03-06')))
  await admin.getByRole('cell', { name: 'next.xml' }).or(admin.locator('tbody tr').nth(1)).first().waitFor()
  const judge = await on.as('judge', '/screening?state=lapsed')
  await judge.getByRole('link', { name: 'ضرغام وناس' }).click()
  await judge.getByText(on.t('screening.delisted')).first().waitFor()
  await look(judge, 'hit-lapsed')
})

test('two records of one person: in the queue, proposed, approved by another, undone by a third', { timeout: long }, async () => {
  const on = stage()
  const first = await make(on, 'بارزان', 'نوزاد', { birth: { date: '1988-02-03', precision: 'day' }, sex: 'male' })
  await make(on, 'برزان', 'نوزاد', { birth: { date: '1988-02-03', precision: 'day' }, sex: 'male', seen: [first] })
  const commander = await on.as('stationCommander', '/people/doubles')
  await settled(commander)
  await commander.getByRole('link', { name: 'بارزان نوزاد' }).first().waitFor()
  await look(commander, 'doubles')
  await press(commander, people('merge.propose'))
  const dialog = commander.getByRole('dialog')
  await dialog.locator('textarea, input').first().fill('اسم الأب والولادة سواء، والأول كُتب بألف')
  await dialog.getByRole('button', { name: people('merge.propose') }).click()
  await commander.getByText(people('queue.none')).waitFor()
  await look(commander, 'doubles-empty', true)
  const judge = await on.as('judge', '/people/merges')
  await settled(judge)
  await look(judge, 'merges')
  await press(judge, people('merge.approve'))
  await judge.getByRole('dialog').getByRole('button', { name: people('merge.approve') }).click()
  await judge.getByText(people('merges.none')).waitFor()
  const prosecutor = await on.as('prosecutor', `/people/${first}`)
  await settled(prosecutor)
  await look(prosecutor, 'merged', true)
  await press(prosecutor, people('merge.undo'))
  const undo = prosecutor.getByRole('dialog')
  await undo.locator('textarea, input').first().fill('أخوان: البصمتان مختلفتان')
  await undo.getByRole('button', { name: people('merge.undo') }).click()
  await prosecutor.getByText(people('merge.undone')).first().waitFor()
  expect(on.faults).toEqual([])
})

test('while a guarantor is typed, who they may be is shown; choosing writes the name as the register has it', { timeout: long }, async () => {
  const on = stage()
  const held = await book(on.app)
  const { bailId } = await on.app.ok('judge', decideBail, { id: held.id, kind: 'guarantor', amountIqd: 5_000_000, reason: 'Fixed home and work' })
  const officer = await on.as('stationOfficer', `/custody/${held.id}/do/give-bail?bail=${bailId}`)
  await box(officer, 'guarantorName').pressSequentially('Qaysar Thamir')
  await officer.getByText(on.t('person.likely')).waitFor()
  await look(officer, 'guarantor', true)
  await officer.getByRole('button', { name: on.t('form.choose').replace('…', '') }).first().click()
  expect(await box(officer, 'guarantorName').inputValue()).toBe('قيصر ثامر')
  expect(await officer.getByRole('link', { name: on.t('person.record') }).getAttribute('href')).toMatch(/^\/people\//)
})
