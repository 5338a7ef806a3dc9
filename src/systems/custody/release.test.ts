import { beforeAll, describe, expect, test } from 'vitest'
import { readHistory } from '#kernel/act/contract.ts'
import { systemCtx } from '#kernel/act/context.ts'
import { dayMs, hourMs } from '#kernel/clock/calendar.ts'
import { checkPaper, listRecordPapers } from '#kernel/documents/contract.ts'
import type { Endpoint } from '#kernel/http/endpoint.ts'
import { cases } from '#systems/cases/system.ts'
import { system as offences } from '#systems/offences/system.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { addCase } from './contract/booking.ts'
import { makeAllegation, takeProperty } from './contract/care.ts'
import { askJudge, refuseDetention } from './contract/orders.ts'
import {
  answerReleaseRequest, checkRelease, decideBail, freePerson, giveBail, giveSlip, keepForOther, listBails, listReleases, receiveRelease, returnProperty, withdrawRelease,
} from './contract/release.ts'
import { raiseLateReleases } from './handlers/release.ts'
import { custody } from './system.ts'
import { alarmsOf, book, clocksOf, order, page, stranger } from './test/scene.ts'

let app: TestApp
beforeAll(async () => { app = await testApp([offences, cases, custody]) })

/** Somebody held under an order, whose release the judge has ordered. */
async function ordered(person = stranger()) {
  const booked = await book(app, { person })
  await order(app, booked.id)
  const released = await app.ok('judge', refuseDetention, { id: booked.id, version: (await page(app, 'judge', booked.id)).version, reason: 'The evidence does not suffice' })
  return { ...booked, ...released, id: booked.id, mother: person.names[0]!.mother!, birth: person.birth }
}
const birth = { kind: 'birth' as const, value: '1990' }
const thumb = { how: 'thumb-print' as const, paperNumber: '77' }

describe('a release is proven step by step', () => {
  test('from the order to the slip, by two people, and the record is closed with access kept', async () => {
    const { id } = await ordered()
    await app.ok('stationOfficer', takeProperty, { id, items: [{ description: 'A watch', quantity: 1, seal: 'S-1' }, { description: 'Keys', quantity: 3 }] })
    await app.ok('stationOfficer', receiveRelease, { id })
    const checked = await app.ok('stationOfficer', checkRelease, { id, identifier: birth })
    expect(checked.check).toMatchObject({ identifiedBy: 'birth', otherLive: [] })
    const alone = await app.call('stationOfficer', freePerson, { id, signature: thumb })
    expect(alone).toMatchObject({ status: 403, problem: { code: 'custody.second-person' } })
    await app.ok('stationCommander', freePerson, { id, signature: thumb })
    expect(await page(app, 'judge', id)).toMatchObject({ stage: 'released', ended: { kind: 'released' }, cover: { status: 'away' } })
    const property = await app.ok('stationOfficer', returnProperty, { id, returnedTo: 'The owner' })
    expect(property).toMatchObject({ left: 0, paperId: expect.any(String) })
    const slip = await app.ok('stationOfficer', giveSlip, { id })
    const { rows } = await app.ok('judge', listReleases, { custodyId: id, state: 'all' })
    expect(rows[0]).toMatchObject({ next: null, slipPaper: slip.paperId, progress: { ordered: expect.any(String), 'slip-given': expect.any(String) } })
    expect((await page(app, 'judge', id)).state).toBe('closed')
    expect(await app.call('stationOfficer', takeProperty, { id, items: [{ description: 'A ring', quantity: 1 }] })).toMatchObject({ status: 423, problem: { code: 'kernel.record-closed' } })
    expect((await clocksOf(app, id)).filter((c) => ['running', 'paused', 'missed'].includes(c.state))).toEqual([])
    const papers = (await app.ok('stationOfficer', listRecordPapers, { recordId: id })).rows
    const paper = papers.find((p) => p.id === slip.paperId)!
    expect(await app.ok(null, checkPaper, { code: paper.checkCode! })).toMatchObject({ found: true, paper: { form: 'release-slip' } })
    expect(papers.find((p) => p.form === 'release-order')?.end?.why).toBe('executed')
    const verbs = (await app.ok('stationOfficer', readHistory, { id })).rows.map((r) => r.verb)
    expect(verbs).toEqual(expect.arrayContaining(['custody.receive-release', 'custody.check-release', 'custody.free', 'custody.return-property', 'custody.give-slip']))
  })

  test('no step is skipped, none taken twice', async () => {
    const { id } = await ordered()
    const early = [await app.call('stationOfficer', checkRelease, { id, identifier: birth }), await app.call('stationOfficer', freePerson, { id, signature: thumb }), await app.call('stationOfficer', returnProperty, { id, returnedTo: 'Somebody' }), await app.call('stationOfficer', giveSlip, { id })]
    expect(early.map((a) => a.problem.code)).toEqual(['custody.release-out-of-order', 'custody.release-out-of-order', 'custody.release-out-of-order', 'custody.release-out-of-order'])
    const typed = new Date(Math.floor(app.time.now.getTime() / 60_000) * 60_000).toISOString()   // to the minute, as forms have it: before the order's own second
    await app.ok('stationOfficer', receiveRelease, { id, at: typed })
    expect((await app.call('stationOfficer', receiveRelease, { id })).problem.code).toBe('custody.release-step-done')
  })

  test('the right person: a second particular must agree with the register', async () => {
    const { id, mother } = await ordered()
    await app.ok('stationOfficer', receiveRelease, { id })
    const wrong = await app.call('stationOfficer', checkRelease, { id, identifier: { kind: 'birth', value: '1971' } })
    expect(wrong).toMatchObject({ status: 422, problem: { code: 'custody.wrong-person', article: 'CPC 284' } })
    expect((await app.call('stationOfficer', checkRelease, { id, identifier: { kind: 'national-number', value: '199012345678' } })).problem.code).toBe('custody.identifier-unknown')
    expect((await app.call('stationOfficer', checkRelease, { id, identifier: { kind: 'photograph' } })).problem.code).toBe('custody.identifier-missing')
    expect((await app.call('stationOfficer', checkRelease, { id, identifier: { kind: 'photograph', agrees: false } })).problem.code).toBe('custody.wrong-person')
    await app.ok('stationOfficer', checkRelease, { id, identifier: { kind: 'mother', value: mother } })
  })

  test('who left before the check was made did not leave; nor in the future; a stranger’s paper proves nothing', async () => {
    const { id } = await ordered()
    await app.ok('stationOfficer', receiveRelease, { id })
    app.time.now = new Date(app.time.now.getTime() + hourMs)
    await app.ok('stationOfficer', checkRelease, { id, identifier: birth })
    const at = (ms: number) => new Date(app.time.now.getTime() + ms).toISOString()
    expect((await app.call('stationCommander', freePerson, { id, signature: thumb, at: at(-hourMs / 2) })).problem.code).toBe('custody.release-before-step')
    expect((await app.call('stationCommander', freePerson, { id, signature: thumb, at: at(hourMs) })).problem.code).toBe('custody.in-future')
    expect((await app.call('stationCommander', freePerson, { id, signature: { how: 'signed-paper', documentId: crypto.randomUUID() } })).problem.code).toBe('custody.signature-paper-unknown')
    await app.ok('stationCommander', freePerson, { id, signature: { how: 'refused', witnesses: ['First Witness', 'Second Witness'] } })
  })

  test('only who ordered it takes it back, before the person has left; a new order is then needed', async () => {
    const { id } = await ordered()
    expect((await app.call('stationCommander', withdrawRelease, { id, reason: 'We would rather not' })).status).toBe(403)
    expect((await app.call('otherJudge', withdrawRelease, { id, reason: 'Not mine to say' })).status).toBe(404)
    const taken = await app.ok('judge', withdrawRelease, { id, reason: 'New evidence came in' })
    expect(taken.warnings.map((w) => w.code)).toContain('custody.withdrawn-needs-order')
    expect(await page(app, 'judge', id)).toMatchObject({ release: null, cover: { status: 'gap' } })
    expect((await app.call('stationOfficer', receiveRelease, { id })).problem.code).toBe('custody.no-release-order')
    app.time.now = new Date(app.time.now.getTime() + 60_000)
    await order(app, id)
    expect((await page(app, 'judge', id)).cover.status).toBe('covered')
  })

  test('an order that nobody executes is told outside, once', async () => {
    const { id } = await ordered()
    app.time.now = new Date(app.time.now.getTime() + dayMs + hourMs)
    expect(await raiseLateReleases(systemCtx(app.db, app.time.now))).toBeGreaterThan(0)
    await raiseLateReleases(systemCtx(app.db, app.time.now))
    const late = (await alarmsOf(app, id)).filter((a) => a.kind === 'release-late')
    expect(late.map((a) => a.raised_to).sort()).toEqual([app.country.offices.prosecution, app.country.offices.inspectorate, app.country.offices.investigationCourt].sort())
    expect((await app.ok('stationOfficer', listReleases, {})).rows.find((r) => r.custodyId === id)?.late).toBe(true)
  })

  test('there is nothing to keep for another case when no other paper is live', async () => {
    const { id } = await ordered()
    await app.ok('stationOfficer', receiveRelease, { id })
    expect(await app.call('stationOfficer', keepForOther, { id, reason: 'Held for another' })).toMatchObject({ status: 409, problem: { code: 'custody.not-held-for-other', article: 'CPC 115' } })
  })
})

describe('held for another offence too (CPC 115)', () => {
  /** Held in two cases, an order live in the second. */
  async function heldTwice() {
    const person = stranger()
    const [first, second] = [await book(app, { person }), await book(app)]
    const warrant = { number: 'W-9', names: person.names, birth: person.birth! }
    await app.ok('stationOfficer', addCase, { id: first.id, version: (await page(app, 'stationOfficer', first.id)).version, caseId: second.caseId, warrant, charge: { offenceCode: 'PC-443' } })
    const { number } = await order(app, first.id, { caseId: second.caseId })
    app.time.now = new Date(app.time.now.getTime() + 60_000)
    return { id: first.id, caseId: first.caseId, number }
  }

  test('the release ends its own case; the check refuses to let the person go, and the order is put down as kept', async () => {
    const { id, caseId, number } = await heldTwice()
    await app.ok('judge', refuseDetention, { id, version: (await page(app, 'judge', id)).version, caseId, reason: 'Not enough in this case' })
    await app.ok('stationOfficer', receiveRelease, { id })
    expect(await app.call('stationOfficer', checkRelease, { id, identifier: birth })).toMatchObject({ status: 422, problem: { code: 'custody.held-for-other', article: 'CPC 115' } })
    expect((await app.ok('stationOfficer', keepForOther, { id, reason: 'The order in the second case is live' })).otherLive).toContain(number)
    expect(await page(app, 'judge', id)).toMatchObject({ release: null, ended: null, cover: { status: 'covered' } })
    expect((await app.ok('judge', listReleases, { custodyId: id, state: 'done' })).rows[0]).toMatchObject({ next: null, keptAt: expect.any(String) })
  })

  test('bail given in one case orders no release', async () => {
    const { id, number } = await heldTwice()
    const { bailId } = await app.ok('judge', decideBail, { id, kind: 'undertaking', reason: 'Fixed home' })
    expect(await app.ok('stationOfficer', giveBail, { id, bailId, appearPlace: 'Karrada court' })).toMatchObject({ released: false, otherLive: expect.arrayContaining([number]) })
    expect((await page(app, 'judge', id)).release).toBeNull()
  })
})

describe('bail', () => {
  test('decided by the judge, given at the station, and release is ordered at once', async () => {
    const booked = await book(app)
    const { bailId } = await app.ok('judge', decideBail, { id: booked.id, kind: 'guarantor', amountIqd: 5_000_000, reason: 'Fixed home and work' })
    const bare = await app.call('stationOfficer', giveBail, { id: booked.id, bailId, appearPlace: 'Karrada court' })
    expect(bare.problem).toMatchObject({ code: 'custody.bail-field', article: 'CPC 114' })
    const given = await app.ok('stationOfficer', giveBail, { id: booked.id, bailId, guarantorName: 'Karim Jasim', guarantorAddress: 'Karrada', solvency: 'Owns a shop', appearPlace: 'Karrada court' })
    expect(given).toMatchObject({ released: true, otherLive: [] })
    expect(await page(app, 'judge', booked.id)).toMatchObject({ stage: 'release-ordered', release: { decision: 'bail', article: 'CPC 115' } })
    expect((await app.call('stationOfficer', giveBail, { id: booked.id, bailId, guarantorName: 'Karim Jasim', guarantorAddress: 'Karrada', solvency: 'Owns a shop', appearPlace: 'Karrada court' })).problem.code).toBe('custody.bail-given-already')
    await app.ok('stationOfficer', receiveRelease, { id: booked.id })
    await app.ok('stationOfficer', checkRelease, { id: booked.id, identifier: birth })
    await app.ok('stationCommander', freePerson, { id: booked.id, signature: thumb })
    expect((await page(app, 'judge', booked.id)).ended?.kind).toBe('bail')
    expect((await app.ok('judge', listBails, { id: booked.id })).rows[0]).toMatchObject({ amountIqd: 5_000_000, guarantor: 'Karim Jasim' })
  })

  test('there is none on a capital charge, and no amount is forgotten', async () => {
    const booked = await book(app, { charge: 'PC-406' })
    expect(await app.call('judge', decideBail, { id: booked.id, kind: 'deposit', amountIqd: 1_000_000, reason: 'Asked for' })).toMatchObject({ status: 422, problem: { code: 'custody.no-bail-capital', article: 'CPC 109(B)' } })
    expect((await app.call('judge', decideBail, { id: booked.id, kind: 'deposit', reason: 'Asked for' })).status).toBe(400)
  })

  test('a request for release is answered: refused the person stays held, granted release is ordered', async () => {
    const booked = await book(app)
    await order(app, booked.id)
    const asked = async () => app.ok('stationOfficer', askJudge, { id: booked.id, version: (await page(app, 'stationOfficer', booked.id)).version, kind: 'release', grounds: 'The person is ill' })
    const first = await asked()
    expect((await app.ok('judge', answerReleaseRequest, { id: booked.id, requestId: first.requestId, granted: false, reason: 'A doctor is at hand' })).releaseOrderId).toBeNull()
    const second = await asked()
    expect((await app.ok('judge', answerReleaseRequest, { id: booked.id, requestId: second.requestId, granted: true, reason: 'Now gravely ill' })).releaseOrderId).toEqual(expect.any(String))
    expect((await page(app, 'judge', booked.id)).stage).toBe('release-ordered')
  })
})

describe('who may', () => {
  test('each step belongs to the office that holds the person; deciding belongs to the judge', async () => {
    const { id } = await ordered()
    const none = crypto.randomUUID()
    const calls: readonly [Endpoint, object][] = [
      [receiveRelease, { id }], [checkRelease, { id, identifier: birth }], [keepForOther, { id, reason: 'Other' }], [freePerson, { id, signature: thumb }], [returnProperty, { id, returnedTo: 'Someone' }], [giveSlip, { id }],
    ]
    for (const [endpoint, input] of calls) {
      expect((await app.call('judge', endpoint, input as never)).status, endpoint.name).toBe(403)
      expect((await app.call('otherStationOfficer', endpoint, input as never)).status, endpoint.name).toBe(404)
      expect((await app.call(null, endpoint, input as never)).status, endpoint.name).toBe(401)
    }
    const deciding: readonly [Endpoint, object][] = [[decideBail, { id, kind: 'undertaking', reason: 'Of course' }], [answerReleaseRequest, { id, requestId: none, granted: false, reason: 'Of course' }], [withdrawRelease, { id, reason: 'Of course' }]]
    for (const [endpoint, input] of deciding) {
      expect((await app.call('stationCommander', endpoint, input as never)).status, endpoint.name).toBe(403)
      expect((await app.call('otherJudge', endpoint, input as never)).status, endpoint.name).toBe(404)
    }
    expect((await app.call('prosecutor', giveBail, { id, bailId: none, appearPlace: 'Court' })).status).toBe(403)
    expect((await app.call('administrator', listReleases, {})).status).toBe(403)
    expect((await app.call('administrator', listBails, { id })).status).toBe(403)
    expect((await app.ok('otherStationOfficer', listReleases, { state: 'all' })).rows).toEqual([])
    expect((await app.call('felonyClerk', makeAllegation, { custodyId: id, toldTo: 'Me', words: 'They beat me' })).status).toBe(403)
  })
})
