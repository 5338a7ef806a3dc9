/** A search from the request to what two examiners found, and everything that must not be possible on the way. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { randomUUIDv7 } from 'node:crypto'
import { act, read } from '#kernel/act/act.ts'
import { readHistory } from '#kernel/act/contract.ts'
import { approvePersonMerge, readPerson } from '#kernel/people/contract.ts'
import { systems } from '#app/systems.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { book, stranger } from '#systems/custody/test/scene.ts'
import { askSearch, candidateImage, decideCandidate, decideLink, galleryState, listLinks, listSearches, proposeLink, readCandidate, readSearch, repeatSearch, searchChoices, searchFigures } from './contract/search.ts'
import { closeGallery } from './gallery/gallery.ts'
import { startSearches } from './running.ts'
import { runWaiting } from './searching.ts'
import { enrolled } from './test/chain-scene.ts'
import { readEnrolment } from './contract/enrolment.ts'
import { pngOf } from './test/fingers.ts'
import { beginAtStation, enrol } from './test/prints.ts'

let app: TestApp
/** Nobody may ask more often than ten times a minute: they take turns. */
let turn = 0
const why = 'Order 12 of the investigating judge of Karrada'
const opinion = 'Twelve minutiae agree around the core, none contradicts'
const run = () => runWaiting({ db: app.db, now: app.time.now })

/** One human being booked under two names, and a search of the second among all. */
async function twice(who: number) {
  const first = await book(app), second = await book(app)
  const [before, after] = [await enrolled(app, first, who), await enrolled(app, second, who)]
  const asked = await app.ok(['judge', 'investigator', 'examiner'][turn++ % 3]!, askSearch, { purpose: 'custody-identity', basis: why, custodyId: second.id, enrolmentId: after.enrolmentId })
  await run()
  return { first, second, before, after, ...asked }
}
const found = async (id: string, who = 'examiner') => (await app.ok(who, readSearch, { id })).found!
const decide = (who: string, id: string, verdict: 'same' | 'different' | 'inconclusive') => app.call(who, decideCandidate, { id, verdict, reason: opinion })

beforeAll(async () => { app = await testApp(systems) })
afterAll(async () => { await closeGallery(app.db) })

describe('asking', () => {
  test('names purpose, article and matter; stands in the case’s history before anything is looked at', async () => {
    const held = await book(app)
    await enrolled(app, held, 1)
    const { id, number } = await app.ok('judge', askSearch, { purpose: 'custody-identity', basis: why, custodyId: held.id })
    expect(await app.ok('judge', readSearch, { id })).toMatchObject({ number, state: 'waiting', outcome: null, purpose: 'custody-identity', article: 'CPC 70', confidence: 'T', basis: why, custody: { id: held.id }, complete: null, found: null })
    expect((await app.ok('judge', readHistory, { id: held.id })).rows.map((row) => row.verb)).toContain('biometrics.ask-search')
    await run()
    expect(await app.ok('judge', readSearch, { id })).toMatchObject({ state: 'decided', outcome: 'none', complete: true, candidates: 0, looked: 2, missing: [] })
    expect((await app.ok('judge', readHistory, { id: held.id })).rows.map((row) => row.verb)).toContain('biometrics.answer-search')
  })

  test.each([
    ['a station officer has no such verb', 'stationOfficer', { purpose: 'custody-identity' }, 403, 'kernel.not-permitted'],
    ['a prosecutor asks for no identification', 'prosecutor', { purpose: 'case-identity' }, 403, 'biometrics.search-not-yours'],
    ['no matter, no search', 'judge', { purpose: 'case-identity' }, 422, 'biometrics.search-matter-missing'],
    ['the platform’s own purposes are nobody’s', 'examiner', { purpose: 'enrolment-check' }, 400, undefined],
  ] as const)('%s', async (_, who, input, status, code) => {
    const answer = await app.call(who, askSearch, { basis: why, ...input } as never)
    expect(answer.status).toBe(status)
    if (code) expect(answer.problem.code).toBe(code)
  })

  test('no reason, no search; another office’s custody does not exist', async () => {
    const held = await book(app)
    await enrolled(app, held, 4)
    expect((await app.call('judge', askSearch, { purpose: 'custody-identity', basis: '', custodyId: held.id })).status).toBe(400)
    expect((await app.call('otherJudge', askSearch, { purpose: 'custody-identity', basis: why, custodyId: held.id })).status).toBe(404)
    expect((await app.call('judge', askSearch, { purpose: 'case-identity', basis: why, caseId: held.caseId, custodyId: (await book(app)).id })).problem.code).toBe('biometrics.search-other-case')
  })

  test('a juvenile’s prints are not searched for the investigation', async () => {
    const held = await book(app, { person: stranger({ date: '2011-05-05', precision: 'day' }) })
    await enrolled(app, held, 4)
    expect((await app.call('judge', askSearch, { purpose: 'custody-identity', basis: why, custodyId: held.id })).problem).toMatchObject({ code: 'biometrics.search-juvenile', article: 'CPC 242(B)' })
    expect((await app.call('judge', askSearch, { purpose: 'mistaken-identity', basis: why, custodyId: held.id })).status).toBe(200)
  })

  test('the form offers what the case has, and the purposes of the post', async () => {
    const held = await book(app)
    const { enrolmentId } = await enrolled(app, held, 6)
    const choices = await app.ok('judge', searchChoices, { caseId: held.caseId })
    expect(choices.enrolments.map((one) => one.id)).toEqual([enrolmentId])
    expect(choices.purposes.map((one) => one.purpose)).toContain('scene-mark')
    expect((await app.ok('felonyJudge', searchChoices, {})).purposes.map((one) => one.purpose)).toEqual(['court-expert', 'mistaken-identity'])
  })

  test('one image can be searched, sealed; what is no fingerprint is refused', async () => {
    const held = await book(app)
    const answer = await app.ok('examiner', askSearch, { purpose: 'case-identity', basis: why, caseId: held.caseId, image: pngOf(1, 2, 1).toString('base64'), dpi: 500, finger: 2 })
    expect((await app.call('examiner', askSearch, { purpose: 'case-identity', basis: why, caseId: held.caseId, image: Buffer.from('GIF89a no picture at all').toString('base64'), dpi: 500 })).problem.code).toBe('biometrics.image-kind')
    await run()
    expect((await found(answer.id)).length).toBe(1)
    const { rows } = await read(app.systemCtx, (r) => sql<{ sealed_image: Buffer }>`select sealed_image from biometrics.probe where search_id = ${answer.id}`.execute(r.db))
    expect(rows[0]!.sealed_image.includes('PNG')).toBe(false)
  })
})

describe('two examiners', () => {
  test('see no name and not each other’s opinion; then whoever asked is told, here and in the case', async () => {
    const { id, first, second } = await twice(9)
    expect(await app.ok('judge', readSearch, { id })).toMatchObject({ state: 'examining', outcome: null, candidates: 1, waiting: 1, found: null, identified: [] })
    const [candidate] = await found(id)
    expect(candidate).toMatchObject({ place: 1, state: 'waiting', mayDecide: true, extrapolated: true })
    const page = await app.ok('examiner', readCandidate, { id: candidate!.id })
    expect(page).toMatchObject({ persons: null, opinions: [], opinionsGiven: 0, mayDecide: true, link: null })
    expect(JSON.stringify(page)).not.toContain(first.personId)
    expect(page.fingers.map((one) => one.finger)).toEqual([2, 3])
    expect(page.fingers[0]!.pairs.length).toBeGreaterThan(12)
    expect((await app.call('examiner', candidateImage, { id: candidate!.id, side: 'candidate', at: 0 })).status).toBe(200)
    expect((await app.call('judge', readCandidate, { id: candidate!.id })).status).toBe(403)

    expect((await decide('examiner', candidate!.id, 'same')).body).toMatchObject({ state: 'verifying' })
    expect(await app.ok('secondExaminer', readCandidate, { id: candidate!.id })).toMatchObject({ opinionsGiven: 1, opinions: [], persons: null, mayDecide: true })
    const { rows } = await read(await app.ctx('secondExaminer'), (r) => sql`select * from biometrics.opinion where candidate_id = ${candidate!.id}`.execute(r.db))
    expect(rows).toEqual([])
    expect((await decide('examiner', candidate!.id, 'same')).problem.code).toBe('biometrics.opinion-given')
    expect((await decide('secondExaminer', candidate!.id, 'same')).body).toMatchObject({ state: 'settled' })

    expect(await app.ok('judge', readSearch, { id })).toMatchObject({ state: 'decided', outcome: 'same', identified: [{ personId: first.personId, samePerson: false }] })
    expect((await app.ok('judge', readHistory, { id: second.id })).rows.filter((row) => row.verb === 'biometrics.examine')).toHaveLength(1)
    expect((await app.ok('examiner', readCandidate, { id: candidate!.id })).opinions.map((one) => [one.place, one.verdict])).toEqual([[1, 'same'], [2, 'same']])
    expect(await app.ok('inspector', readSearch, { id })).toMatchObject({ found: null, identified: [], outcome: 'same' })
  })

  test('who differ are heard by a third; nobody is the same against a “different”', async () => {
    const { id } = await twice(12)
    const [candidate, ...alike] = await found(id)
    for (const one of alike) for (const who of ['examiner', 'secondExaminer']) await decide(who, one.id, 'different')
    await decide('examiner', candidate!.id, 'same')
    expect((await decide('secondExaminer', candidate!.id, 'different')).body).toMatchObject({ state: 'conflict' })
    expect((await app.call('judge', readSearch, { id })).body.outcome).toBeNull()
    expect((await app.ok('thirdExaminer', readCandidate, { id: candidate!.id })).opinions).toEqual([])
    expect((await decide('thirdExaminer', candidate!.id, 'same')).body).toMatchObject({ state: 'settled' })
    expect(await app.ok('judge', readSearch, { id })).toMatchObject({ outcome: 'inconclusive', identified: [] })
  })

  test('“different” leaves a note with both persons, so that it is not done twice', async () => {
    const { id, first, second } = await twice(6)
    const against = await app.call('examiner', decideCandidate, { id: (await found(id))[0]!.id, verdict: 'different', reason: 'Not the same' })
    expect(against.problem).toMatchObject({ code: 'biometrics.opinion-against-number', field: 'reason' })
    for (const candidate of await found(id)) for (const who of ['examiner', 'secondExaminer']) await decide(who, candidate.id, 'different')
    expect(await app.ok('judge', readSearch, { id })).toMatchObject({ outcome: 'none', state: 'decided' })
    const { notThisPerson } = await app.ok('judge', readPerson, { id: second.personId })
    expect(notThisPerson.map((note) => note.otherPersonId)).toContain(first.personId)
  })
})

describe('a link between two identities', () => {
  test('is proposed by one examiner, decided by another, and handed to the register of persons, where it can be undone', async () => {
    const { id, first, second } = await twice(21)
    const [candidate] = await found(id)
    const propose = { candidateId: candidate!.id, keepId: first.personId, reason: 'Ten fingers agree; the same scar on the left thumb' }
    expect((await app.call('examiner', proposeLink, propose)).problem.code).toBe('biometrics.link-without-finding')
    for (const who of ['examiner', 'secondExaminer']) await decide(who, candidate!.id, 'same')
    expect((await app.call('judge', proposeLink, propose)).status).toBe(403)
    const link = await app.ok('examiner', proposeLink, propose)
    expect((await app.call('secondExaminer', proposeLink, propose)).problem.code).toBe('biometrics.link-open')
    expect((await app.call('examiner', decideLink, { id: link.id, approve: true })).problem.code).toBe('biometrics.link-own')
    const { mergeId } = await app.ok('secondExaminer', decideLink, { id: link.id, approve: true })
    expect((await app.ok('examiner', listLinks, { state: 'approved' })).rows).toMatchObject([{ id: link.id, mergeId, mergeState: 'proposed', keep: { id: first.personId }, drop: { id: second.personId } }])
    await app.ok('judge', approvePersonMerge, { id: mergeId!, approve: true })
    expect((await app.ok('judge', readPerson, { id: second.personId })).id).toBe(first.personId)
    expect((await app.ok('inspector', listLinks, {})).rows[0]!.mergeState).toBe('approved')
  })

  test('the database itself keeps four eyes, whatever the app’s own role writes', async () => {
    const { id } = await twice(23)
    const [candidate] = await found(id)
    const accounts = ['examiner', 'secondExaminer'].map((who) => app.country.accounts[who]!.accountId)
    const attempt = (text: ReturnType<typeof sql>) => act(app.systemCtx, { verb: 'test.attempt', subject: { kind: 'fingerprint-search', id }, by: 'authority' }, async (tx) => { await text.execute(tx.db) })
    const give = (who: string, place: number) => sql`insert into biometrics.opinion (id, candidate_id, search_id, place, examiner, verdict, reason, at) values (${randomUUIDv7()}, ${candidate!.id}, ${id}, ${place}, ${who}, 'same', ${opinion}, now())`
    const link = (proposer: string, decider: string | null) => sql`insert into biometrics.link (id, candidate_id, search_id, keep_id, drop_id, reason, proposed_by, proposed_at, decided_by, decided_at, state, decision_reason)
      values (${randomUUIDv7()}, ${candidate!.id}, ${id}, ${randomUUIDv7()}, ${randomUUIDv7()}, ${opinion}, ${proposer}, now(), ${decider}, ${decider ? sql`now()` : null}, ${decider ? 'refused' : 'proposed'}, ${decider ? opinion : null})`
    await expect(attempt(sql`update biometrics.candidate set state = 'settled', result = 'same', settled_at = now() where id = ${candidate!.id}`)).rejects.toThrow(/two examiners decide/)
    await attempt(give(accounts[0]!, 1))
    await expect(attempt(give(accounts[0]!, 2))).rejects.toThrow(/each_examiner_once/)
    await expect(attempt(sql`update biometrics.candidate set state = 'settled', result = 'same', settled_at = now() where id = ${candidate!.id}`)).rejects.toThrow(/two examiners decide/)
    await expect(attempt(link(accounts[0]!, null))).rejects.toThrow(/a link rests on a finding/)
    await expect(attempt(link(accounts[0]!, accounts[0]!))).rejects.toThrow(/another_examiner_decides/)
    await expect(attempt(sql`update biometrics.opinion set verdict = 'different'`)).rejects.toThrow(/permission denied|never rewritten/)
    await expect(attempt(sql`update biometrics.search set outcome = 'none', complete = false where id = ${id}`)).rejects.toThrow(/nothing_found_only_if_all_was_searched/)
    await expect(attempt(sql`update biometrics.search set custody_id = null where id = ${id}`)).rejects.toThrow(/a_search_names_its_matter/)
  })
})

describe('who sees what', () => {
  test('another court’s searches do not exist; an inspector sees all of them, and figures', async () => {
    const { id } = await twice(25)
    expect((await app.call('otherJudge', readSearch, { id })).status).toBe(404)
    expect((await app.ok('otherJudge', listSearches, { whose: 'all' })).rows.map((row) => row.id)).not.toContain(id)
    expect((await app.ok('judge', listSearches, { whose: 'all' })).rows.map((row) => row.id)).toContain(id)
    const all = await app.ok('inspector', listSearches, { whose: 'all' })
    expect(all.rows.map((row) => row.id)).toContain(id)
    const day = app.time.now.toISOString().slice(0, 10)
    const { rows } = await app.ok('inspector', searchFigures, { from: '2020-01-01', to: `${Number(day.slice(0, 4)) + 1}-01-01` })
    expect(rows.find((row) => row.purpose === 'custody-identity')).toMatchObject({ office: { id: app.country.offices.investigationCourt } })
    expect((await app.call('judge', searchFigures, { from: '2020-01-01', to: '2030-01-01' })).status).toBe(403)
    expect((await app.call('administrator', listSearches, {})).status).toBe(403)
  })

  test('an examiner of another region sees only what was given to that office', async () => {
    const { id } = await twice(27)
    expect((await app.call('erbilExaminer', readSearch, { id })).status).toBe(404)
    expect(await app.ok('administrator', galleryState, {})).toMatchObject({ complete: true, uncovered: [] })
  })
})

test('a new enrolment is compared with all others: the same person under another name is found, their own earlier prints are not', async () => {
  const first = await enrol(app, 31, { taken: [2, 3] }), second = await enrol(app, 31, { taken: [2, 3], seed: 2 })
  await run()
  const { rows } = await app.ok('examiner', listSearches, { whose: 'all', purpose: 'enrolment-check', recordId: second.id })
  expect(rows).toMatchObject([{ automatic: true, askedBy: null, state: 'examining' }])
  const [candidate] = await found(rows[0]!.id)
  const page = await app.ok('examiner', readCandidate, { id: candidate!.id })
  expect(page.score).toBeGreaterThan(15)
  for (const who of ['examiner', 'secondExaminer']) await decide(who, candidate!.id, 'same')
  const { persons } = await app.ok('examiner', readCandidate, { id: candidate!.id })
  const people = await Promise.all([first, second].map(async ({ id }) => (await app.ok('stationOfficer', readEnrolment, { id })).personId))
  expect([persons!.found.id, persons!.probe!.id]).toEqual(people)
})

test('a shard that is away makes the search incomplete; it is said, nobody is “not enrolled”, and it can be run again', async () => {
  const held = await book(app)
  await enrolled(app, held, 41)
  process.env['MIZAN_SHARDS'] = 'http://127.0.0.1:9'
  const { id } = await app.ok('judge', askSearch, { purpose: 'custody-identity', basis: why, custodyId: held.id })
  await run()
  await closeGallery(app.db)
  delete process.env['MIZAN_SHARDS']
  const page = await app.ok('judge', readSearch, { id })
  expect(page).toMatchObject({ state: 'decided', outcome: 'incomplete', complete: false, candidates: 0 })
  expect(page.missing[0]).toMatchObject({ partitions: [0, 1, 2, 3, 4, 5, 6, 7] })
  await app.ok('judge', repeatSearch, { id, version: page.version })
  await run()
  const again = await app.ok('judge', readSearch, { id })
  expect(again).toMatchObject({ complete: true, runs: 2 })
  expect((await app.call('judge', repeatSearch, { id, version: again.version })).problem.code).toBe('biometrics.search-was-complete')
})

test('a taking that is not complete cannot be searched', async () => {
  const { id, custodyId } = await beginAtStation(app)
  expect((await app.call('investigator', askSearch, { purpose: 'custody-identity', basis: why, custodyId, enrolmentId: id })).problem.code).toBe('biometrics.search-no-prints')
})

test('where searches are run in the background, what is asked for is answered without anybody waiting', async () => {
  const stop = startSearches(app.db, (error) => { throw error })
  const held = await book(app)
  await enrolled(app, held, 51)
  const { id } = await app.ok('investigator', askSearch, { purpose: 'mistaken-identity', basis: why, custodyId: held.id })
  for (let waited = 0; (await app.ok('examiner', readSearch, { id })).state === 'waiting'; waited += 100) {
    if (waited > 20_000) throw new Error('it was not run')
    await pause(100)
  }
  await stop()
  expect(await app.ok('examiner', readSearch, { id })).toMatchObject({ complete: true, runs: 1 })
})
