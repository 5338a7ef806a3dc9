/** docs/dangers-of-biometrics.md points to code and to tests by their names: they have to be there. And the two that no other file tests. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { act } from '#kernel/act/act.ts'
import { downloadPaper, listRecordPapers } from '#kernel/documents/contract.ts'
import { grantAccess } from '#kernel/handover/handover.ts'
import { systems } from '#app/systems.ts'
import { samples } from '#kernel/documents/forms/samples.ts'
import { issueForm } from '#kernel/documents/issue.ts'
import { testApp, type TestApp } from '#test/support/app.ts'

const root = join(import.meta.dirname, '..', '..')
const page = readFileSync(join(root, 'docs', 'dangers-of-biometrics.md'), 'utf8')
const same = (text: string) => text.replaceAll("\\'", "'").replaceAll('’', "'")

let app: TestApp
beforeAll(async () => { app = await testApp(systems) }, 60_000)

test('every file that the page links to is there', () => {
  const links = [...page.matchAll(/\]\(([^)#\s]+)\)/g)].map(([, path]) => path!)
  expect(links.length).toBeGreaterThan(60)
  expect(links.filter((path) => !existsSync(join(root, 'docs', path)))).toEqual([])
})

test('every test that the page names is in the file that it names, and every row of its tables names one', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| what answers it'))
  expect(rows.length).toBeGreaterThan(35)
  expect(rows.filter((row) => !/\[[\w-]+\.test\.ts\]\([^)]+\): \*/.test(row))).toEqual([])
  const named = [...page.matchAll(/\[([\w-]+\.test\.ts)\]\(([^)]+)\): ((?:\*[^*]+\*(?:, )?)+)/g)].flatMap(([, , path, names]) => [...names!.matchAll(/\*([^*]+)\*/g)].map(([, name]) => [path!, name!] as const))
  expect(named.length).toBeGreaterThan(40)
  expect(named.filter(([path, name]) => !same(readFileSync(join(root, 'docs', path), 'utf8')).includes(same(name)))).toEqual([])
})

test('every danger says what remains open', () => {
  const sections = page.split(/^## /m).slice(1)
  expect(sections.length).toBeGreaterThan(10)
  expect(sections.filter((section) => !section.includes('**Open.**')).map((section) => section.split('\n')[0])).toEqual([])
})

test('nothing that handles photographs reaches the engine that compares', () => {
  const handling = globSync('src/systems/biometrics/**/*.{ts,tsx}', { cwd: root }).filter((file) => !file.includes('.test.') && /'biometrics\.photograph'/.test(readFileSync(join(root, file), 'utf8')))
  expect(handling.length).toBeGreaterThan(2)
  expect(handling.filter((file) => /from '[^']*engine\/(?:match|search|extract)\//.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
  expect(globSync('src/systems/biometrics/**/*face*', { cwd: root })).toEqual([])
})

test('an examiner reads the papers of what came to them and no others', async () => {
  const station = await app.ctx('stationOfficer')
  const recordId = await act(station, { verb: 'custody.book', subject: { kind: 'custody', create: { label: 'x', series: 'custody' } } }, async (tx) => {
    await issueForm(tx, { form: 'custody-intake', data: samples['custody-intake'] })
    return tx.record.id
  })
  const papers = async (who: string) => (await app.ok(who, listRecordPapers, { recordId })).rows
  const [paper] = await papers('stationOfficer')
  expect(await papers('examiner')).toEqual([])
  expect((await app.call('examiner', downloadPaper, { id: paper!.id })).status).toBe(404)
  await act(app.systemCtx, { verb: 'test.refer', subject: { kind: 'custody', id: recordId }, by: 'authority' }, (tx) => grantAccess(tx, recordId, app.country.offices.evidence, 'interested'))
  expect((await papers('examiner')).map(({ id }) => id)).toEqual([paper!.id])
  expect((await app.call('examiner', downloadPaper, { id: paper!.id })).status).toBe(200)
  expect(await papers('inspector')).toHaveLength(1)
}, 30_000)
