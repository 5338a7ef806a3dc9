import { beforeAll, describe, expect, test } from 'vitest'
import { readHistory } from '#kernel/act/contract.ts'
import { hourMs } from '#kernel/clock/calendar.ts'
import { downloadPaper, listRecordPapers } from '#kernel/documents/contract.ts'
import { acceptHandover, listHandovers, offerHandover } from '#kernel/handover/contract.ts'
import { readPerson } from '#kernel/people/contract.ts'
import type { Endpoint } from '#kernel/http/endpoint.ts'
import { cases } from '#systems/cases/system.ts'
import { system as offences } from '#systems/offences/system.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import {
  closeAllegation, examineAllegation, getCare, issueHandoverReceipt, issueIntake, listAllegations, makeAllegation, passOnProperty, recordDeath, recordEscape, recordExam, recordRecapture, takeProperty,
} from './contract/care.ts'
import { refuseDetention } from './contract/orders.ts'
import { listReleases } from './contract/release.ts'
import { custody } from './system.ts'
import { alarmsOf, book, order, page } from './test/scene.ts'

let app: TestApp
beforeAll(async () => { app = await testApp([offences, cases, custody]) })

const exam = (id: string, more: object = {}) => ({
  id, examiner: 'Dr Salma', occasion: 'arrest' as const, consent: true, privately: true, findings: 'Bruises on the left forearm', illTreatmentSigns: false, fitForDetention: true,
  marks: [{ side: 'front' as const, x: 30, y: 80, part: 'left-forearm', note: 'bruise, blue' }], ...more,
})
const receivers = async (id: string, kind: string) => (await alarmsOf(app, id)).filter((a) => a.kind === kind).map((a) => a.raised_to).sort()

describe('medical examinations', () => {
  test('signs of ill-treatment are told to court and prosecution at once; findings are kept from those they don’t concern', async () => {
    const { id } = await book(app)
    const { inspectorate: _, investigationCourt, prosecution } = app.country.offices
    const made = await app.ok('stationOfficer', recordExam, exam(id, { illTreatmentSigns: true, allegation: 'They beat me', consistent: 'highly-consistent' }))
    expect(made.alarmed).toBe(true)
    expect(await receivers(id, 'ill-treatment')).toEqual([investigationCourt, prosecution].sort())
    expect((await app.ok('judge', getCare, { id })).exams[0]).toMatchObject({ findings: 'Bruises on the left forearm', illTreatmentSigns: true, marks: [{ part: 'left-forearm' }] })
    expect((await app.ok('stationOfficer', getCare, { id })).exams[0]).toMatchObject({ findings: null, marks: null, illTreatmentSigns: null, fitForDetention: true })
    const paper = (await app.ok('prosecutor', listRecordPapers, { recordId: id })).rows.find((p) => p.id === made.paperId)!
    expect(paper).toMatchObject({ sealed: true, form: 'medical-examination', mayOpen: true })
    expect((await app.call('investigator', downloadPaper, { id: made.paperId })).status).toBe(403)
    expect((await page(app, 'judge', id)).duties.map((d) => d.act)).not.toContain('examine')
  })

  test('without signs nobody is alarmed; the prosecution may send a doctor of its own', async () => {
    const { id } = await book(app)
    expect((await app.ok('prosecutor', recordExam, exam(id, { occasion: 'complaint' }))).alarmed).toBe(false)
    expect(await receivers(id, 'ill-treatment')).toEqual([])
  })
})

describe('allegations of ill-treatment', () => {
  test('lie with the prosecution: the station neither sees, changes nor closes them, nor reads of them in the custody’s history', async () => {
    const { id } = await book(app)
    const { investigationCourt, prosecution, inspectorate, station } = app.country.offices
    const made = await app.ok('stationOfficer', makeAllegation, { custodyId: id, toldTo: 'The lawyer Rana', words: 'I was beaten on the way', againstOfficeId: station })
    expect(await receivers(made.id, 'ill-treatment')).toEqual([investigationCourt, prosecution, inspectorate].sort())
    expect((await app.call('stationOfficer', listAllegations, {})).status).toBe(403)
    expect((await app.call('stationCommander', examineAllegation, { id: made.id, note: 'Nothing happened' })).status).toBe(403)
    expect((await app.call('stationCommander', closeAllegation, { id: made.id, outcome: 'unfounded', reason: 'Nothing happened' })).status).toBe(403)
    expect((await app.ok('stationOfficer', readHistory, { id })).rows.map((r) => r.verb)).not.toContain('custody.allege')
    expect((await app.ok('judge', listAllegations, { custodyId: id })).rows[0]).toMatchObject({ words: 'I was beaten on the way', outcome: null, holder: { id: prosecution } })
    expect((await app.call('judge', examineAllegation, { id: made.id, note: 'The judge looks' })).status).toBe(403)
  })

  test('the prosecutor examines, then closes with an outcome', async () => {
    const { id } = await book(app)
    const { id: allegation } = await app.ok('judge', makeAllegation, { custodyId: id, toldTo: 'The judge', words: 'They kept me awake' })
    expect((await app.call('prosecutor', closeAllegation, { id: allegation, outcome: 'unfounded', reason: 'No need' })).problem.code).toBe('custody.allegation-not-examined')
    await app.ok('prosecutor', examineAllegation, { id: allegation, note: 'Spoke with the person alone; saw the doctor’s report' })
    await app.ok('prosecutor', closeAllegation, { id: allegation, outcome: 'proceedings', reason: 'A case is opened against two officers' })
    const [row] = (await app.ok('inspector', listAllegations, { custodyId: id, state: 'closed' })).rows
    expect(row).toMatchObject({ outcome: 'proceedings', state: 'closed' })
    expect(row!.notes).toHaveLength(2)
    expect((await app.call('prosecutor', examineAllegation, { id: allegation, note: 'Once more' })).status).toBe(423)
  })

  test('nobody alleges for a person they cannot see', async () => {
    const { id } = await book(app)
    expect((await app.call('otherStationOfficer', makeAllegation, { custodyId: id, toldTo: 'Nobody', words: 'I was told' })).status).toBe(404)
  })
})

describe('property and papers', () => {
  test('is listed with seals against a receipt, passed on to family, and goes along with the person', async () => {
    const { id } = await book(app)
    const taken = await app.ok('stationOfficer', takeProperty, { id, items: [{ description: 'A telephone', quantity: 1, seal: 'S-9' }, { description: '25,000 dinars', quantity: 1 }] })
    const { property } = await app.ok('stationOfficer', getCare, { id })
    const money = property.find((p) => p.description.includes('dinars'))!
    await app.ok('stationOfficer', passOnProperty, { id, itemIds: [money.id], to: 'His brother Ali' })
    expect((await app.call('stationOfficer', passOnProperty, { id, itemIds: [money.id], to: 'Somebody' })).problem.code).toBe('custody.property-not-there')
    await app.ok('stationOfficer', offerHandover, { recordId: id, toOffice: app.country.offices.otherStation, condition: 'Unhurt' })
    await app.ok('otherStationOfficer', acceptHandover, { recordId: id })
    const { rows } = await app.ok('otherStationOfficer', listHandovers, { recordId: id })
    const receipt = await app.ok('otherStationOfficer', issueHandoverReceipt, { id, handoverId: rows[0]!.id, sealIntact: true })
    expect((await app.call('otherStationOfficer', issueHandoverReceipt, { id, handoverId: crypto.randomUUID() })).status).toBe(404)
    const papers = (await app.ok('judge', listRecordPapers, { recordId: id })).rows
    expect(papers.filter((p) => p.form === 'property-receipt')).toHaveLength(2)
    expect(papers.map((p) => p.id)).toEqual(expect.arrayContaining([taken.paperId, receipt.paperId]))
  })

  test('the intake record is issued, but for nobody who was arrested on no ground', async () => {
    const { id } = await book(app)
    expect((await app.ok('stationOfficer', issueIntake, { id, injuries: 'A cut on the lip' })).number).toMatch(/\d+/)
    const groundless = await book(app, { more: { groundId: 'none' } })
    expect((await app.call('stationOfficer', issueIntake, { id: groundless.id })).problem.code).toBe('custody.no-ground')
  })
})

describe('death, escape, recapture', () => {
  const outside = () => [app.country.offices.investigationCourt, app.country.offices.prosecution, app.country.offices.inspectorate].sort()

  test('a death ends the custody, is told outside, marks the person, and the record stays', async () => {
    const { id, personId } = await book(app)
    await order(app, id)
    await app.ok('judge', refuseDetention, { id, version: (await page(app, 'judge', id)).version, reason: 'Very ill' })
    await app.ok('stationCommander', recordDeath, { id, at: app.time.now.toISOString(), place: 'Cell 2', circumstances: 'Found without breath', foundBy: 'Guard Hadi', familyTold: 'His wife' })
    expect(await page(app, 'judge', id)).toMatchObject({ stage: 'died', state: 'held', ended: { kind: 'died' } })
    expect(await receivers(id, 'death')).toEqual(outside())
    expect((await app.ok('judge', readPerson, { id: personId })).deceasedOn).not.toBeNull()
    expect((await app.ok('judge', listReleases, { custodyId: id, state: 'open' })).rows).toEqual([])
    expect((await app.call('stationCommander', recordEscape, { id, at: app.time.now.toISOString(), place: 'Nowhere', circumstances: 'Impossible' })).problem.code).toBe('custody.not-held-now')
  })

  test('an escape and a recapture are facts in their order', async () => {
    const { id } = await book(app)
    const at = (ms: number) => new Date(app.time.now.getTime() + ms).toISOString()
    expect((await app.call('stationOfficer', recordRecapture, { id, at: at(0), place: 'Dora', by: 'Patrol 3' })).problem.code).toBe('custody.not-escaped')
    expect((await app.call('stationOfficer', recordEscape, { id, at: at(-9 * hourMs), place: 'Yard', circumstances: 'Over the wall' })).problem.code).toBe('custody.before-arrest')
    await app.ok('stationOfficer', recordEscape, { id, at: at(-60_000), place: 'Yard', circumstances: 'Over the wall' })
    expect(await page(app, 'judge', id)).toMatchObject({ stage: 'escaped', ended: { kind: 'escaped' } })
    expect(await receivers(id, 'escape')).toEqual(outside())
    expect((await app.call('stationOfficer', recordRecapture, { id, at: at(-120_000), place: 'Dora', by: 'Patrol 3' })).problem.code).toBe('custody.before-escape')
    await app.ok('stationOfficer', recordRecapture, { id, at: at(0), place: 'Dora', by: 'Patrol 3' })
    expect(await page(app, 'judge', id)).toMatchObject({ ended: null })
  })

  test('who may', async () => {
    const { id } = await book(app)
    const at = app.time.now.toISOString()
    const calls: readonly [Endpoint, object][] = [
      [recordExam, exam(id)], [takeProperty, { id, items: [{ description: 'A ring', quantity: 1 }] }], [passOnProperty, { id, itemIds: [crypto.randomUUID()], to: 'Someone' }], [issueIntake, { id }],
      [issueHandoverReceipt, { id, handoverId: crypto.randomUUID() }], [recordDeath, { id, at, place: 'Cell', circumstances: 'Unknown', foundBy: 'Guard' }], [recordEscape, { id, at, place: 'Cell', circumstances: 'Unknown' }], [recordRecapture, { id, at, place: 'Cell', by: 'Patrol' }],
    ]
    for (const [endpoint, input] of calls) {
      expect((await app.call('judge', endpoint, input as never)).status, endpoint.name).toBe(403)
      expect((await app.call('otherStationOfficer', endpoint, input as never)).status, endpoint.name).toBe(404)
      expect((await app.call(null, endpoint, input as never)).status, endpoint.name).toBe(401)
    }
    expect((await app.call('administrator', getCare, { id })).status).toBe(403)
    expect((await app.call('otherStationOfficer', getCare, { id })).status).toBe(404)
  })
})
