/** From the arrest to the end of prints: taken, acquitted, put before the court, ordered destroyed, gone everywhere; and the log still verifies. */
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decide as decideApproval } from '#kernel/access/approval-contract.ts'
import { dayMs } from '#kernel/clock/calendar.ts'
import { listRecordPapers } from '#kernel/documents/contract.ts'
import { listExpunging, orderExpunging } from '#kernel/expunging/contract.ts'
import { makeSigner } from '#kernel/ledger/note.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { verify } from '#kernel/ledger/verify.ts'
import { decide, reopen } from '#systems/cases/contract/decisions.ts'
import { charged, detained, heldHearing, judged, onTrial, version } from '#systems/courts/test/scene.ts'
import { systems } from '#app/systems.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { keepPrints, listRetention } from './contract/retention.ts'
import { extract } from './engine/extract/extract.ts'
import { openGallery } from './gallery/gallery.ts'
import { reviewKept } from './handlers/chain/retention.ts'
import { enrolled } from './test/chain-scene.ts'
import { impressionOf } from './test/fingers.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-retention-'))
process.env['MIZAN_DATA'] = folder
const signer = makeSigner('log.mizan.test', generateKeyPairSync('ed25519').privateKey)
let app: TestApp
let superuser: pg.Client
beforeAll(async () => {
  app = await testApp(systems, new Date('2026-11-22T07:00:00Z'))
  superuser = new pg.Client({ connectionString: app.db.urls.superuser })
  await superuser.connect()
}, 120_000)
afterAll(async () => {
  await openGallery(app.db).close()
  await superuser.end()
  rmSync(folder, { recursive: true, force: true })
})

const due = (who: string, state: 'due' | 'kept' = 'due') => app.ok(who, listRetention, { state })
const search = async (who: number) => {
  const probe = new Map(([2, 3] as const).map((finger) => [finger, extract(impressionOf(who, finger, 1)).template]))
  const { complete, hits } = await openGallery(app.db).searchTenPrint(probe)
  return { complete, found: hits.filter((hit) => hit.score > 8).map((hit) => hit.enrolmentId) }
}
const rowsOf = async (table: string, id: string) => (await superuser.query(`select 1 from ${table} where ${table === 'biometrics.enrolment' ? 'id' : 'enrolment_id'} = $1`, [id])).rowCount

describe('acquitted', () => {
  test('the prints are put before the court, destroyed by its order, found nowhere any more; the log verifies', async () => {
    const held = await onTrial(app)
    const mine = await enrolled(app, { id: held.custodyId, personId: held.personId }, 1)
    const other = await enrolled(app, { id: (await detained(app)).custodyId, personId: (await detained(app)).personId }, 4)
    expect(await search(1)).toEqual({ complete: true, found: [mine.enrolmentId] })
    const hearingId = await heldHearing(app, held)
    await judged(app, held, { hearingId, sheetId: await charged(app, held), verdict: 'acquitted' })

    const { rows } = await due('felonyJudge')
    expect(rows).toMatchObject([{ enrolmentId: mine.enrolmentId, ending: 'acquitted', article: 'CPC 182(B)', state: 'due', mayOrder: true, openUntil: '2027-01-01' }])
    expect(rows[0]!.notes.map((n) => n.code)).toEqual(['biometrics.retention-no-text', 'biometrics.retention-may-reopen'])
    expect((await due('prosecutor')).rows.map((r) => r.enrolmentId)).toEqual([mine.enrolmentId])
    expect((await due('judge')).rows).toEqual([])
    for (const who of ['stationOfficer', 'examiner', 'administrator']) expect((await app.call(who, listRetention, {})).status, who).toBe(403)

    const order = { article: 'CPC 130, 182', orderNumber: '2026/000044', orderDay: '2026-12-02', reason: 'Acquitted; the prints have no purpose any more' }
    expect((await app.call('judge', orderExpunging, { id: mine.enrolmentId, ...order })).status).toBe(404)
    const { approvalId } = await app.ok('felonyJudge', orderExpunging, { id: mine.enrolmentId, ...order })
    expect((await due('felonyJudge')).rows[0]).toMatchObject({ state: 'asked' })
    expect(await rowsOf('biometrics.template', mine.enrolmentId)).toBe(2)
    await app.ok('prosecutor', decideApproval, { id: approvalId, approve: true })

    for (const table of ['biometrics.enrolment', 'biometrics.impression', 'biometrics.template', 'biometrics.retention']) expect([table, await rowsOf(table, mine.enrolmentId)]).toEqual([table, 0])
    expect(await rowsOf('biometrics.template', other.enrolmentId)).toBe(2)
    expect(await search(1)).toEqual({ complete: true, found: [] })
    expect((await search(4)).found).toEqual([other.enrolmentId])
    expect((await due('felonyJudge')).rows).toEqual([])
    // The proof: who ordered it under which article; and a paper.
    const [proof] = (await app.ok('inspector', listExpunging, {})).rows
    expect(proof).toMatchObject({ kind: 'enrolment', recordId: mine.enrolmentId, article: order.article, orderNumber: order.orderNumber, paperId: expect.any(String) })
    expect((await app.ok('felonyJudge', listRecordPapers, { recordId: mine.enrolmentId })).rows.map((p) => p.form)).toEqual(['expunging-record'])
    await sequence(app.db, { signer })
    expect((await verify(app.db, { publicKey: signer.verifierKey, workers: 0 })).problems).toEqual([])
  }, 90_000)
})

describe('closed by the investigative judge', () => {
  const close = async (caseId: string) => app.ok('judge', decide, { id: caseId, version: await version(app, caseId, 'judge'), outcome: 'release', punishable: true, evidenceSuffices: false, reasons: 'الأدلة لا تكفي للإحالة' } as never)

  test('kept with a reason until a day of review, then before the court again; reopened, they are no longer due', async () => {
    const held = await detained(app)
    const { enrolmentId } = await enrolled(app, { id: held.custodyId, personId: held.personId }, 6)
    await close(held.caseId)
    const row = (await due('judge')).rows.find((r) => r.enrolmentId === enrolmentId)!
    expect(row).toMatchObject({ ending: 'released-by-judge', article: 'CPC 130(B)', state: 'due' })
    const keep = { enrolmentId, retentionId: row.id, reason: 'New evidence may come in', reviewOn: '2027-06-01' }
    expect((await app.call('judge', keepPrints, { ...keep, reviewOn: '2036-01-01' })).problem).toMatchObject({ code: 'biometrics.review-day', field: 'reviewOn' })
    expect((await app.call('prosecutor', keepPrints, keep)).status).toBe(403)
    expect((await app.call('otherJudge', keepPrints, keep)).status).toBe(404)
    await app.ok('judge', keepPrints, keep)
    expect((await due('judge', 'kept')).rows).toMatchObject([{ id: row.id, state: 'kept', kept: { reason: keep.reason, reviewOn: '2027-06-01' } }])
    expect((await app.call('judge', keepPrints, keep)).problem.code).toBe('biometrics.kept-already')
    expect(await reviewKept(app.systemCtx)).toBe(0)
    app.time.now = new Date(Date.parse('2027-06-01T00:00:00Z') + dayMs / 2)
    expect(await reviewKept(app.systemCtx)).toBe(1)
    expect((await due('judge')).rows.map((r) => r.id)).toContain(row.id)
    await app.ok('judge', reopen, { id: held.caseId, version: await version(app, held.caseId, 'judge'), newEvidence: true, reasons: 'ظهر شاهد جديد' })
    expect((await due('judge')).rows.map((r) => r.id)).not.toContain(row.id)
    expect((await superuser.query('select retention from biometrics.enrolment where id = $1', [enrolmentId])).rows).toEqual([{ retention: 'kept' }])
  }, 60_000)

  test('without prints nothing is put before anybody', async () => {
    const held = await detained(app)
    const before = (await due('judge')).total
    await close(held.caseId)
    expect((await due('judge')).total).toBe(before)
  })
})
