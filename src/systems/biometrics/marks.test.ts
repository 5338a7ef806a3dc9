/** Marks from scenes: in their case, searched among the enrolled, laid beside whoever is enrolled later. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readHistory } from '#kernel/act/contract.ts'
import { systems } from '#app/systems.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { book } from '#systems/custody/test/scene.ts'
import { enterMark, listMarks, markImage, readMark, withdrawMark } from './contract/marks.ts'
import { askSearch, decideCandidate, listSearches, readCandidate, readSearch } from './contract/search.ts'
import { closeGallery } from './gallery/gallery.ts'
import { runWaiting } from './searching.ts'
import { enrolled } from './test/chain-scene.ts'
import { pngOf } from './test/fingers.ts'
import { enrol, printImage } from './test/prints.ts'

let app: TestApp
const run = () => runWaiting({ db: app.db, now: app.time.now })
const reason = 'Nine minutiae agree in the delta, in order and direction'
/** A part of a finger, noisy: as from a scene. */
const lifted = (who: number) => pngOf(who, 2, 7, { area: 0.55, noise: 0.3, turn: 30 })
const form = (caseId: string, image: Buffer) => ({ caseId, exhibit: 'Glass of the shop window', place: 'Karrada, street 62', liftedAt: new Date(app.time.now.getTime() - 3_600_000).toISOString(), liftedBy: 'Scene officer Hassan', dpi: 500, image: image.toString('base64') })
const both = async (candidateId: string, verdict: 'same' | 'different') => { for (const who of ['examiner', 'secondExaminer']) await app.ok(who, decideCandidate, { id: candidateId, verdict, reason }) }

beforeAll(async () => { app = await testApp(systems) })
afterAll(async () => { await closeGallery(app.db) })

test('a mark is entered in its case, searched with its own threshold, and identified by two examiners', async () => {
  const { caseId } = await book(app), suspect = await book(app)
  await enrolled(app, suspect, 9)
  const { id, minutiae } = await app.ok('examiner', enterMark, form(caseId, lifted(9)))
  expect(minutiae).toBeGreaterThan(8)
  expect(await app.ok('judge', readMark, { id })).toMatchObject({ state: 'unsolved', case: { id: caseId }, exhibit: 'Glass of the shop window', person: null, searches: [] })
  expect((await app.call('judge', markImage, { id })).status).toBe(200)
  expect((await app.call('otherJudge', readMark, { id })).status).toBe(404)
  expect((await app.ok('inspector', readMark, { id })).image).toBeNull()
  expect((await app.call('inspector', markImage, { id })).status).toBe(403)
  const search = await app.ok('judge', askSearch, { purpose: 'scene-mark', basis: 'Expertise ordered in the case', caseId, markId: id })
  await run()
  const { found } = await app.ok('examiner', readSearch, { id: search.id })
  const [candidate] = found!
  expect(await app.ok('examiner', readCandidate, { id: candidate!.id })).toMatchObject({ latent: true, fingers: [{ finger: 2, probeFinger: null }] })
  await both(candidate!.id, 'same')
  expect(await app.ok('judge', readMark, { id })).toMatchObject({ state: 'identified', person: { id: suspect.personId }, searches: [{ id: search.id, outcome: 'same' }] })
  const verbs = (await app.ok('judge', readHistory, { id: caseId })).rows.map((row) => row.verb)
  for (const verb of ['biometrics.enter-mark', 'biometrics.ask-search', 'biometrics.answer-search', 'biometrics.examine']) expect(verbs).toContain(verb)
})

test('what says nothing, lies ahead or is of another case is refused', async () => {
  const { caseId } = await book(app)
  const blank = { ...form(caseId, lifted(9)), image: pngOf(9, 2, 3, { area: 0.02, noise: 0.9 }).toString('base64') }
  expect((await app.call('examiner', enterMark, blank)).problem.code).toMatch(/mark-says-nothing|no-finger/)
  expect((await app.call('examiner', enterMark, { ...form(caseId, lifted(9)), liftedAt: new Date(app.time.now.getTime() + 60_000).toISOString() })).problem.code).toBe('biometrics.mark-in-future')
  expect((await app.call('judge', enterMark, form(caseId, lifted(9)))).status).toBe(403)
  const { id } = await app.ok('examiner', enterMark, form(caseId, lifted(12)))
  expect((await app.call('examiner', askSearch, { purpose: 'scene-mark', basis: 'Expertise ordered', caseId: (await book(app)).caseId, markId: id })).problem.code).toBe('biometrics.search-other-case')
})

test('a mark that is withdrawn is searched no more', async () => {
  const { caseId } = await book(app)
  const { id } = await app.ok('examiner', enterMark, form(caseId, lifted(4)))
  const { version } = await app.ok('examiner', readMark, { id })
  await app.ok('examiner', withdrawMark, { id, version, reason: 'It is the shopkeeper’s own' })
  expect((await app.call('examiner', askSearch, { purpose: 'scene-mark', basis: 'Expertise ordered', caseId, markId: id })).problem.code).toBe('biometrics.mark-withdrawn')
  expect((await app.ok('examiner', listMarks, { state: 'withdrawn' })).rows.map((row) => row.id)).toEqual([id])
})

test('whoever is enrolled later is laid beside the unsolved marks: the case is told, and examiners decide', async () => {
  const { caseId } = await book(app)
  const mark = await app.ok('examiner', enterMark, form(caseId, printImage(712, 5, { area: 0.7, noise: 0.25, turn: -20 })))
  await enrol(app, 71, { taken: [2] })
  await run()
  const { rows } = await app.ok('examiner', listSearches, { whose: 'all', purpose: 'open-marks' })
  const hit = rows.find((row) => row.mark?.id === mark.id)
  expect(hit).toMatchObject({ automatic: true, state: 'examining', candidates: 1, case: { id: caseId } })
  expect((await app.ok('judge', readHistory, { id: caseId })).rows.map((row) => row.verb)).toContain('biometrics.lay-beside-marks')
  const { found } = await app.ok('secondExaminer', readSearch, { id: hit!.id })
  expect((await app.ok('examiner', readCandidate, { id: found![0]!.id })).fingers[0]!.pairs.length).toBeGreaterThan(5)
  await both(found![0]!.id, 'same')
  expect((await app.ok('judge', readMark, { id: mark.id })).state).toBe('identified')
})
