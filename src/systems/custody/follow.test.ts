import { beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { act, read } from '#kernel/act/act.ts'
import { addDays, baghdadDay, dayMs } from '#kernel/clock/calendar.ts'
import { getCasePage, requalify } from '#systems/cases/contract.ts'
import { decide, split } from '#systems/cases/contract/decisions.ts'
import { questionAccused } from '#systems/cases/contract/papers.ts'
import { accusedStatement } from '#systems/cases/case-testing.ts'
import { cases } from '#systems/cases/system.ts'
import { system as offences } from '#systems/offences/system.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { custodiesIn } from './contract/custody.ts'
import { addCoverFact, addSentence, coverOf, custodiesOfCase, detentionSpans, findLiveCustody, getCustody, orderRelease, requestsAwaiting, setStage, whenEnded, type Ended } from './public.ts'
import { custody } from './system.ts'
import { alarmsOf, arrest, book, clocksOf, order, page } from './test/scene.ts'
import { watchCustody } from './watch.ts'
import { bookArrest } from './contract/booking.ts'

let app: TestApp
beforeAll(async () => { app = await testApp([offences, cases, custody]) })

const caseOf = (id: string) => app.ok('judge', getCasePage, { id })

async function requalified(caseId: string, offenceCode: string): Promise<void> {
  const seen = await caseOf(caseId)
  const charge = seen.charges.find((c) => c.endedAt === null)!
  await app.ok('judge', requalify, { id: caseId, version: seen.case.version, chargeId: charge.id, offenceCode, attempt: false, reason: 'The evidence shows another act' })
}

describe('what happens in the case', () => {
  test('a graver or a lesser qualification moves the ceiling, from that moment on', async () => {
    const { id, caseId } = await book(app, { charge: 'PC-450' })
    await order(app, id)
    const before = await page(app, 'judge', id)
    expect(before.ceilings[0]).toMatchObject({ limitedBy: 'quarter', maximum: { kind: 'term', years: 1 } })
    await requalified(caseId, 'PC-406')
    const capital = await page(app, 'judge', id)
    expect(capital).toMatchObject({ capital: true, offenceCode: 'PC-406', ceilings: [{ limitedBy: 'capital', reachedAt: null }] })
    expect(capital.version).toBeGreaterThan(before.version)
    expect((await clocksOf(app, id)).filter((c) => c.rule === 'CLK-04' && c.state === 'running')).toEqual([])
    await requalified(caseId, 'PC-415/416')
    const petty = await page(app, 'judge', id)
    expect(petty).toMatchObject({ capital: false, ceilings: [{ limitedBy: 'quarter' }] })
    const due = new Date(petty.ceilings[0]!.reachedAt!)
    expect((due.getTime() - new Date(petty.arrest.at).getTime()) / dayMs).toBeLessThan(23)
    expect((await clocksOf(app, id)).find((c) => c.rule === 'CLK-04' && c.state === 'running')).toBeDefined()
  })

  test('a lesser qualification whose quarter has passed is a gap at that moment, and an alarm', async () => {
    const { id, caseId } = await book(app, { at: new Date(app.time.now.getTime() - 30 * dayMs), more: { lateReason: 'A backlog of a month' } })
    await order(app, id)
    await requalified(caseId, 'PC-415/416')
    expect(await page(app, 'judge', id)).toMatchObject({ cover: { status: 'gap', reason: 'quarter' }, next: { act: 'release' } })
    expect((await alarmsOf(app, id)).map((a) => a.kind)).toEqual(expect.arrayContaining(['no-cover', 'ceiling-100']))
  })

  test('a release with closure is a release order for whoever is held in it; the platform frees nobody', async () => {
    const { id, caseId, personId } = await book(app)
    await order(app, id)
    const seen = await caseOf(caseId)
    await app.ok('judge', decide, { id: caseId, version: seen.case.version, outcome: 'release', personIds: [personId], punishable: true, evidenceSuffices: false, reasons: 'The evidence does not suffice' })
    const after = await page(app, 'stationOfficer', id)
    expect(after).toMatchObject({ stage: 'release-ordered', ended: null, release: { decision: 'case-closed', article: 'CPC 130(B), (D)' }, cover: { status: 'gap', reason: 'release-ordered' } })
    expect((await app.ok('judge', custodiesIn, { caseId })).rows).toMatchObject([{ id, stage: 'release-ordered' }])
  })

  test('a referral puts the custody before the trial court, whose judge then orders', async () => {
    const { id, caseId, personId } = await book(app)
    await order(app, id)
    await app.ok('judge', questionAccused, accusedStatement(app, caseId, personId))
    const seen = await caseOf(caseId)
    await app.ok('judge', decide, {
      id: caseId, version: seen.case.version, outcome: 'refer', personIds: [personId], punishable: true, evidenceSuffices: true, reasons: 'Goods and witnesses',
      referral: { trialCourtId: app.country.offices.felonyCourt, evidence: 'The goods, two witnesses', victim: 'The owner', place: 'Karrada', time: 'At night', accused: [{ personId, age: 36, trade: 'none', residence: 'Karrada' }] },
    })
    expect(await page(app, 'felonyJudge', id)).toMatchObject({ stage: 'referred', trialCourt: { id: app.country.offices.felonyCourt } })
    const made = await order(app, id, { firstDay: addDays(baghdadDay(app.time.now), 5), lastDay: addDays(baghdadDay(app.time.now), 30) }, 'felonyJudge')
    expect(made.warnings.map((w) => w.code)).toContain('custody.court-order-long')
    expect((await page(app, 'felonyJudge', id)).orders.find((o) => o.id === made.orderId)).toMatchObject({ byCourt: true })
  })

  test('an accused who is split off keeps the count of detention', async () => {
    const first = await book(app)
    const second = await app.ok('stationOfficer', bookArrest, arrest(app, { more: { inCase: { known: true, id: first.caseId, charge: { offenceCode: 'PC-443' } } } }))
    await order(app, second.id)
    const before = await page(app, 'judge', second.id)
    const seen = await caseOf(first.caseId)
    const { caseId } = await app.ok('judge', split, { id: first.caseId, version: seen.case.version, personIds: [second.personId], reasons: 'The child goes on alone' })
    const after = await page(app, 'judge', second.id)
    expect(after).toMatchObject({ caseId, cases: [{ left: true }, { caseId, left: false }] })
    expect(after.ceilings).toHaveLength(1)
    expect(after.ceilings[0]!.startedAt).toBe(before.ceilings[0]!.startedAt)
    const made = await order(app, second.id, { firstDay: addDays(baghdadDay(app.time.now), 14) })
    expect((await page(app, 'judge', second.id)).ceilings).toHaveLength(1)
    expect(made.warnings.filter((w) => w.outcome === 'block')).toEqual([])
  })
})

describe('what other systems call', () => {
  test('reads and writes through public.ts', async () => {
    const ended: Ended[] = []
    whenEnded(async (_, event) => { ended.push(event) })
    const { id, personId, caseId } = await book(app, { at: new Date(app.time.now.getTime() - dayMs / 2), more: { lateReason: 'Brought from far' } })
    const made = await order(app, id)
    const ctx = await app.ctx('judge')
    await read(ctx, async (r) => {
      expect(await getCustody(r, id)).toMatchObject({ personId, caseId, stage: 'detained', coverStatus: 'covered' })
      expect((await findLiveCustody(r, personId))?.id).toBe(id)
      expect((await custodiesOfCase(r, caseId)).map((c) => c.id)).toEqual([id])
      expect((await coverOf(r, id)).intervals.at(-1)).toMatchObject({ factId: made.orderId })
      expect(await requestsAwaiting(r, app.country.offices.investigationCourt)).toEqual([])
      const spans = await detentionSpans(r, id)
      expect(spans).toHaveLength(1)
      expect(spans[0]!.to.getTime() - spans[0]!.from.getTime()).toBe(dayMs / 2)
    })
    const until = new Date(app.time.now.getTime() + 10 * dayMs)
    const onCustody = { verb: 'custody.order', subject: { kind: 'custody', id }, by: 'authority' as const }
    await act(await app.ctx('judge'), onCustody, (tx) => addSentence(tx, id, { sentenceId: caseId, from: app.time.now, to: until, article: 'CPC 281', caseId }))
    expect(await page(app, 'judge', id)).toMatchObject({ stage: 'sentenced', cover: { kind: 'sentence', until: until.toISOString() }, next: { act: 'free-at-term' } })
    expect((await clocksOf(app, id)).find((c) => c.rule === 'CLK-15' && c.state === 'running')!.due_at).toEqual(until)
    await expect(act(await app.ctx('judge'), onCustody, (tx) => setStage(tx, id, 'released'))).rejects.toThrow(RangeError)
    await act(await app.ctx('judge'), onCustody, (tx) => orderRelease(tx, id, { decision: 'amnesty', article: 'Amnesty 1', reason: 'Covered by the amnesty' }))
    await act(await app.ctx('judge'), onCustody, (tx) => addCoverFact(tx, id, { type: 'release', at: tx.at }))
    const row = await page(app, 'judge', id)
    expect(row).toMatchObject({ stage: 'released', ended: { kind: 'released' }, cover: { status: 'away' }, next: null })
    expect(ended).toMatchObject([{ custodyId: id, kind: 'released' }])
    expect((await clocksOf(app, id)).filter((c) => ['running', 'missed'].includes(c.state))).toEqual([])
  })

  test('the watch finds each custody once, and does not touch what has not changed', async () => {
    const { id } = await book(app)
    app.time.now = new Date(app.time.now.getTime() + 2 * dayMs)
    while ((await watchCustody(app.systemCtx)) > 0) { /* until nothing is due */ }
    const entries = async () => Number((await read(app.systemCtx, (r) => sql<{ n: number }>`select count(*)::int as n from kernel.entry where subject_id = ${id} and verb = 'custody.watch'`.execute(r.db))).rows[0]!.n)
    const before = await entries()
    expect(before).toBeGreaterThan(0)
    expect(await watchCustody(app.systemCtx)).toBe(0)
    expect(await entries()).toBe(before)
  })
})
