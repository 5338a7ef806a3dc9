import { beforeAll, describe, expect, test } from 'vitest'
import { addDays, baghdadDay, dayMs, hourMs } from '#kernel/clock/calendar.ts'
import { system as offences } from '#systems/offences/system.ts'
import { cases } from '#systems/cases/system.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { recordCourtStep, recordStep } from './contract/custody.ts'
import { askFelonyCourt, askJudge, cancelOrder, decidePermission, extendPapers, orderDetention, proposeOrder, refuseDetention, withdrawRequest } from './contract/orders.ts'
import { custody } from './system.ts'
import { alarmsOf, book, clocksOf, order, page, stranger } from './test/scene.ts'
import { watchCustody } from './watch.ts'

let app: TestApp
beforeAll(async () => { app = await testApp([offences, cases, custody]) })

const today = () => baghdadDay(app.time.now)
const version = async (id: string, who = 'judge') => (await page(app, who, id)).version
async function filled(id: string, change: object = {}) {
  const { proposed } = await app.ok('judge', proposeOrder, { id, reasons: 'The investigation goes on', knownAs: 'Abu Ali', surname: 'Al-Jubouri', fearOfFlight: 'No home' })
  return { id, version: await version(id), ...proposed, ...change }
}
const attempt = async (id: string, change: object = {}, who = 'judge') => app.call(who, orderDetention, await filled(id, change) as never)

describe('a detention order', () => {
  test('names what CPC 113 lists, lasts fifteen days at most, ends after it starts, and is sealed', async () => {
    const { id } = await book(app)
    expect((await attempt(id, { lastDay: addDays(today(), 15) })).problem).toMatchObject({ code: 'custody.order-too-long', field: 'lastDay', article: 'CPC 109(A)' })
    expect((await attempt(id, { lastDay: addDays(today(), -1) })).problem.code).toMatch(/order-ends-before-start|order-already-over/)
    expect((await attempt(id, { sealed: false })).problem).toMatchObject({ code: 'custody.order-seal', article: 'CPC 113' })
    expect((await attempt(id, { surname: ' ' })).status).toBe(400)
    const made = await attempt(id, { lastDay: addDays(today(), 14) })
    expect(made.status).toBe(200)
    expect((await page(app, 'stationOfficer', id)).orders).toMatchObject([{ startsOn: today(), endsOn: addDays(today(), 14), documentId: expect.any(String), byCourt: false }])
  })

  test('that overlaps another or leaves a gap says so, and covers what it covers', async () => {
    const { id } = await book(app)
    const first = await order(app, id)
    const overlap = await attempt(id, { firstDay: addDays(first.lastDay, -2), lastDay: addDays(first.lastDay, 5) })
    expect(overlap.body.warnings.map((w) => w.code)).toContain('custody.order-overlaps')
    const late = await attempt(id, { firstDay: addDays(first.lastDay, 8), lastDay: addDays(first.lastDay, 12) })
    expect(late.body.warnings.map((w) => w.code)).toContain('custody.order-leaves-gap')
    expect((await page(app, 'judge', id)).cover.until).toBe(new Date(`${addDays(first.lastDay, 6)}T00:00:00+03:00`).toISOString())
  })

  test('for an offence of up to three years needs harm or flight; a contravention needs no fixed home', async () => {
    const lesser = await book(app, { charge: 'PC-450' })
    expect((await attempt(lesser.id, { fearOfFlight: undefined })).problem).toMatchObject({ code: 'custody.release-presumed', article: 'CPC 110(A)' })
    expect((await attempt(lesser.id)).status).toBe(200)
    const petty = await book(app, { charge: 'PC-415/416', more: { groundId: 'weapon' } })
    expect((await attempt(petty.id, { noFixedAddress: false })).problem).toMatchObject({ code: 'custody.contravention', article: 'CPC 110(B)' })
    expect((await attempt(petty.id, { noFixedAddress: true })).status).toBe(200)
  })

  test('in a capital case is mandatory, and its renewals have no ceiling', async () => {
    const { id } = await book(app, { charge: 'PC-406' })
    const made = await attempt(id, { fearOfFlight: undefined })
    expect(made.body.warnings.map((w) => w.code)).toContain('custody.detention-mandatory')
    expect(await page(app, 'judge', id)).toMatchObject({ capital: true, ceilings: [{ limitedBy: 'capital', allowed: null }] })
    expect((await clocksOf(app, id)).some((c) => c.rule === 'CLK-04' && c.state === 'running')).toBe(false)
  })

  test('for a child states its purpose and a place apart from adults', async () => {
    const born = `${Number(today().slice(0, 4)) - 16}-01-15`
    const { id } = await book(app, { person: stranger({ date: born, precision: 'day' }) })
    const { body: refused, problem } = await attempt(id)
    expect(problem).toMatchObject({ code: 'custody.juvenile-purpose', article: 'Juvenile 52(1)' })
    expect((refused as never as { findings: { code: string }[] }).findings.map((f) => f.code)).toContain('custody.juvenile-place')
    expect((await attempt(id, { juvenilePurpose: 'study', juvenilePlace: 'observation-home' })).status).toBe(200)
  })

  test('is made on the custody as it stands: of two judges one has a conflict', async () => {
    const { id } = await book(app)
    const form = await filled(id)
    const answers = await Promise.all([1, 2].map(() => app.call('judge', orderDetention, form as never)))
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409])
    expect(answers.find((a) => a.status === 409)!.problem).toMatchObject({ code: 'kernel.changed-meanwhile', current: { id } })
  })

  test('is not for another court, nor for whoever holds the person', async () => {
    const { id } = await book(app)
    const form = await filled(id)
    expect((await app.call('otherJudge', orderDetention, form as never)).status).toBe(404)
    expect((await app.call('stationOfficer', orderDetention, form as never)).status).toBe(403)
    expect((await app.call('felonyJudge', orderDetention, form as never)).status).toBe(404)
    expect((await app.call('otherStationOfficer', recordStep, { id, at: app.time.now.toISOString(), step: { kind: 'lawyer', name: 'A stranger' } })).status).toBe(404)
  })

  test('cancelled before its end is followed by a release order, and detention anew waits until that is withdrawn', async () => {
    const { id } = await book(app)
    const made = await order(app, id)
    const cancelled = await app.ok('judge', cancelOrder, { id, version: await version(id), orderId: made.orderId, reason: 'The witness recanted' })
    expect(cancelled.releaseOrderId).not.toBeNull()
    const seen = await page(app, 'stationOfficer', id)
    expect(seen).toMatchObject({ stage: 'release-ordered', cover: { status: 'gap', reason: 'release-ordered' }, next: { act: 'release-received' }, orders: [{ cancelledAt: expect.any(String) }] })
    expect((await attempt(id)).problem.code).toBe('custody.release-under-way')
    expect((await app.call('judge', cancelOrder, { id, version: await version(id), orderId: made.orderId, reason: 'Again' })).problem.code).toBe('custody.order-cancelled-already')
    expect((await alarmsOf(app, id)).map((a) => a.kind)).not.toContain('no-cover')
    app.time.now = new Date(app.time.now.getTime() + dayMs + hourMs)
    await watchCustody(app.systemCtx)
    expect((await alarmsOf(app, id)).map((a) => a.kind)).toContain('no-cover')
  })
})

describe('papers and requests', () => {
  test('the papers are extended once, on request, and never after a decision', async () => {
    const { id } = await book(app)
    const asked = await app.ok('stationOfficer', askJudge, { id, version: await version(id, 'stationOfficer'), kind: 'papers-extension', grounds: 'The road to the court is closed' })
    expect((await app.call('stationOfficer', askJudge, { id, version: await version(id, 'stationOfficer'), kind: 'papers-extension', grounds: 'Again' })).problem.code).toBe('custody.request-open')
    const { papersDue } = await app.ok('judge', extendPapers, { id, version: await version(id), requestId: asked.requestId, reason: 'Allowed' })
    const seen = await page(app, 'judge', id)
    expect(papersDue).toBe(new Date(new Date(seen.arrest.at).getTime() + 2 * dayMs).toISOString())
    expect(seen).toMatchObject({ cover: { until: papersDue }, requests: [{ decision: 'granted', decidedBy: expect.any(String) }] })
    expect((await clocksOf(app, id)).filter((c) => c.rule === 'CLK-01').map((c) => c.state)).toEqual(['cancelled', 'running'])
    expect((await app.call('judge', extendPapers, { id, version: await version(id), reason: 'Once more' })).problem.code).toBe('custody.papers-extended-already')
    await order(app, id)
    expect((await app.call('judge', extendPapers, { id, version: await version(id), reason: 'Once more' })).status).toBe(409)
    expect((await app.call('judge', refuseDetention, { id, version: await version(id), requestId: asked.requestId, reason: 'Decided before' })).problem.code).toBe('custody.request-decided')
  })

  test('a refusal to detain is a release order, with the request decided', async () => {
    const { id } = await book(app)
    const { requestId } = await app.ok('stationOfficer', askJudge, { id, version: await version(id, 'stationOfficer'), kind: 'first-papers', grounds: 'Found near the place' })
    await app.ok('judge', refuseDetention, { id, version: await version(id), requestId, reason: 'Nothing connects the person to the theft' })
    expect(await page(app, 'stationOfficer', id)).toMatchObject({ stage: 'release-ordered', release: { decision: 'judge', documentId: expect.any(String) }, requests: [{ id: requestId, decision: 'refused' }] })
    expect((await clocksOf(app, id)).find((c) => c.rule === 'CLK-15' && c.state === 'running')).toBeDefined()
  })

  test('only whoever asked withdraws a request; the felony court is asked by the judge alone and decides alone', async () => {
    const { id } = await book(app)
    await order(app, id)
    const { requestId } = await app.ok('stationOfficer', askJudge, { id, version: await version(id, 'stationOfficer'), kind: 'extension', grounds: 'A witness is abroad', days: 10 })
    expect((await app.call('stationCommander', withdrawRequest, { id, version: await version(id), requestId, reason: 'Not mine' })).problem.code).toBe('custody.request-of-another')
    await app.ok('stationOfficer', withdrawRequest, { id, version: await version(id), requestId, reason: 'The witness came' })
    expect((await app.call('stationOfficer', askFelonyCourt, { id, version: await version(id), grounds: 'Six months near' })).status).toBe(403)
    expect((await app.call('judge', askFelonyCourt, { id, version: await version(id), grounds: 'Six months near', courtId: app.country.offices.misdemeanourCourt })).problem.code).toBe('custody.not-a-felony-court')
    const felony = await app.ok('judge', askFelonyCourt, { id, version: await version(id), grounds: 'Six months near' })
    expect((await app.call('misdemeanourJudge', decidePermission, { id, version: 1, granted: false, requestId: felony.requestId, reason: 'Not mine' })).status).toBe(404)
    const { releaseOrderId } = await app.ok('felonyJudge', decidePermission, { id, version: await version(id), granted: false, requestId: felony.requestId, reason: 'Time enough was given' })
    expect(releaseOrderId).not.toBeNull()
    expect(await page(app, 'judge', id)).toMatchObject({ stage: 'release-ordered' })
  })

  test('questioning without telling the rights, or alone, comes back as a warning and stops its clock', async () => {
    const { id } = await book(app)
    await app.ok('investigator', recordCourtStep, { id, at: app.time.now.toISOString(), step: { kind: 'papers-received' } })
    const asked = await app.ok('investigator', recordCourtStep, { id, at: app.time.now.toISOString(), step: { kind: 'questioned', by: 'Investigator Salim', toldRights: false, lawyer: 'none' } })
    expect(asked.warnings.map((w) => w.code)).toEqual(['custody.questioned-untold', 'custody.questioned-alone'])
    expect((await clocksOf(app, id)).filter((c) => c.rule === 'CLK-02').at(-1)).toMatchObject({ state: 'met', outcome: 'questioned' })
  })
})
