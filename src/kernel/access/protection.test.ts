import { randomUUID, randomUUIDv7 } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { act, read } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import type { KernelTables } from '#kernel/db/tables.ts'
import { grantAccess } from '#kernel/handover/handover.ts'
import { registerPolicy } from './policy.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { askApproval, declareApproval, decideApproval, withdrawApproval } from './approvals.ts'
import { breakTheGlass, decide, listApprovalRequests, listBrokenGlass, readPolicy, review, seal, sealedReads, unseal } from './approval-contract.ts'
import { breakGlass } from './break-glass.ts'
import { noteSealedRead } from './sealing.ts'

let app: TestApp
const article = 'Juveniles 63'
const reason = 'Lawyer at the counter asks where her client is held'

const approved: string[] = []
const approvalKind = declareApproval({
  verb: 'test.expunge', decide: 'test.approve-expunge', title: { ar: 'محو', ckb: 'سڕینەوە', en: 'Expunge' }, input: z.object({ what: z.string() }),
  run: async (tx, { what }) => { approved.push(`${tx.record.label}:${what}`) }, undo: async (_, { what }) => { approved.push(`undone:${what}`) },
})

beforeAll(async () => {
  // The country is three hours old, so that a test can act in the past.
  app = await testApp([], new Date(Date.now() - 3 * 3_600_000))
  app.time.now = new Date()
  const because = { ar: '-', ckb: '-', en: '-' }
  registerPolicy([
    { roles: ['station-officer', 'station-commander'], may: ['test.file', 'test.approve-expunge', 'test.note'], on: ['holder'], because },
    { roles: ['station-officer'], may: ['test.file'], on: 'new', because },
    { roles: ['inspector'], may: ['test.note'], on: 'any', because },
  ])
})

async function fileRecord(who = 'stationOfficer', more: { judge?: string } = {}): Promise<string> {
  const ctx = await app.ctx(who)
  return act(ctx, { verb: 'test.file', subject: { kind: 'file', create: { label: 'A file', series: 'file' } } }, async (tx) => {
    if (more.judge) await grantAccess(tx, tx.record.id, app.country.offices.investigationCourt, 'judge')
    return tx.record.id
  })
}

const sees = async (ctx: Ctx, id: string) => (await read(ctx, (r) => r.db.selectFrom('kernel.record').select('id').where('id', '=', id).executeTakeFirst())) !== undefined
/** As the app's own role, with whatever settings the test claims. */
const asApp = <T>(settings: Record<string, string>, work: (db: Kysely<KernelTables>) => Promise<T>) => app.db.app.transaction().execute(async (trx) => {
  for (const [key, value] of Object.entries(settings)) await sql`select set_config(${key}, ${value}, true)`.execute(trx)
  return work(trx)
})

describe('the app’s own role', () => {
  test('cannot rewrite the ledger, in or out of an act', async () => {
    await fileRecord()
    for (const settings of [{}, { 'mizan.act': randomUUID() }] as Record<string, string>[]) {
      await expect(asApp(settings, (db) => sql`update kernel.entry set body = '{}'`.execute(db))).rejects.toThrow(/permission denied/)
      await expect(asApp(settings, (db) => sql`delete from kernel.entry`.execute(db))).rejects.toThrow(/permission denied/)
      await expect(asApp(settings, (db) => sql`truncate kernel.entry`.execute(db))).rejects.toThrow(/permission denied/)
      await expect(asApp(settings, (db) => sql`insert into kernel.entry (id, at, salt, body, commitment, verb, subject_kind, subject_id) values (gen_random_uuid(), now(), '\\x00', '{}', '\\x00', 'x', 'x', gen_random_uuid())`.execute(db))).rejects.toThrow(/permission denied/)
    }
  })

  test('cannot rewrite refusals and readings, nor read the answers kept for repeated requests', async () => {
    for (const statement of ['update kernel.refusal set code = null', 'delete from kernel.refusal', 'update kernel.sealed_read set verb = null', 'delete from kernel.sealed_read', 'select * from kernel.request',
      'delete from kernel.request', 'update kernel.leaf set index = 0', 'delete from kernel.outbox', 'alter table kernel.entry disable trigger all', 'set role mizan_owner', 'drop policy by_record on kernel.record']) {
      await expect(asApp({}, (db) => sql.raw(statement).execute(db)), statement).rejects.toThrow(/permission denied|must be owner/)
    }
  })

  test('changes nothing outside an act, and no act without its entry commits', async () => {
    const id = await fileRecord()
    await expect(asApp({ 'mizan.scope': '**' }, (db) => db.updateTable('kernel.record').set({ label: 'x' }).where('id', '=', id).execute())).rejects.toThrow(/row-level security/)
    await expect(asApp({ 'mizan.scope': '**' }, (db) => db.updateTable('kernel.office').set({ capacity: 1 }).execute())).rejects.toThrow(/nothing changes except by an act/)
    await expect(asApp({ 'mizan.scope': '**', 'mizan.act': randomUUID() }, (db) => db.updateTable('kernel.record').set({ label: 'x' }).where('id', '=', id).execute())).rejects.toThrow(/without an entry/)
  })

  test('the reading role sees no secrets', async () => {
    const { rows } = await sql<{ denied: boolean }>`select has_table_privilege('mizan_reader', t, 'select') as denied from unnest(array['kernel.credential', 'kernel.session', 'kernel.passkey', 'kernel.outside_identity', 'kernel.request', 'kernel.sign_in_step']) t`.execute(app.db.app)
    expect(rows.map((r) => r.denied)).toEqual([false, false, false, false, false, false])
  })
})

describe('who sees a record', () => {
  test('the holder and the nation; not another station, not a visitor', async () => {
    const id = await fileRecord()
    expect(await sees(await app.ctx('stationCommander'), id)).toBe(true)
    expect(await sees(await app.ctx('inspector'), id)).toBe(true)
    expect(await sees(await app.ctx('otherStationOfficer'), id)).toBe(false)
    expect(await sees(await app.ctx('judge'), id)).toBe(false)
    expect(await sees({ ...app.systemCtx, system: undefined }, id)).toBe(false)
    await expect(act(await app.ctx('otherStationOfficer'), { verb: 'test.note', subject: { kind: 'file', id }, by: 'authority' }, async () => {})).rejects.toThrow(/kernel.record-unknown/)
  })

  test('a sealed record is hidden from the nation too, seen by its parties, and each reading is written down', async () => {
    const id = await fileRecord('stationOfficer', { judge: 'judge' })
    expect((await app.call('stationOfficer', seal, { id, basis: article, reason: 'juvenile' })).status).toBe(403)
    expect((await app.call('otherJudge', seal, { id, basis: article, reason: 'juvenile' })).problem.code).toBe('kernel.record-unknown')
    await app.ok('judge', seal, { id, basis: article, reason: 'juvenile' })
    expect((await app.call('judge', seal, { id, basis: article, reason: 'juvenile' })).problem.code).toBe('access.sealed-already')
    expect(await sees(await app.ctx('inspector'), id)).toBe(false)
    expect(await sees(await app.ctx('stationOfficer'), id)).toBe(true)
    await expect(act(await app.ctx('inspector'), { verb: 'test.note', subject: { kind: 'file', id }, by: 'authority' }, async () => {})).rejects.toThrow(/kernel.record-unknown/)
    expect(await sees(app.systemCtx, id)).toBe(true)
    await noteSealedRead(await app.ctx('stationOfficer'), id, 'test.open')
    const open = await fileRecord()
    await noteSealedRead(await app.ctx('stationOfficer'), open, 'test.open')
    expect((await app.ok('inspector', sealedReads, { id })).rows).toMatchObject([{ person: 'موظف stationOfficer', verb: 'test.open' }])
    expect((await app.ok('inspector', sealedReads, { id: open })).rows).toEqual([])
    expect((await app.call('stationOfficer', sealedReads, { id })).status).toBe(403)
    await app.ok('judge', unseal, { id, basis: article, reason: 'came of age' })
    expect(await sees(await app.ctx('inspector'), id)).toBe(true)
  })
})

describe('break-glass', () => {
  test('opens for an hour, for that person only, with an alarm, and is reviewed by someone else', async () => {
    const id = await fileRecord()
    expect((await app.call('prosecutor', breakTheGlass, { recordId: id, reason: 'short' })).status).toBe(400)
    expect((await app.call('stationOfficer', breakTheGlass, { recordId: id, reason })).status).toBe(403)
    expect((await app.call('stationCommander', breakTheGlass, { recordId: id, reason })).problem.code).toBe('access.glass-not-needed')
    const opened = await app.ok('prosecutor', breakTheGlass, { recordId: id, reason })
    expect(new Date(opened.expiresAt).getTime() - app.time.now.getTime()).toBe(3_600_000)
    expect(await sees(await app.ctx('prosecutor'), id)).toBe(true)
    // A colleague in the same office, with an account of their own, sees nothing.
    const colleague = { ...(await app.ctx('prosecutor')) }
    expect(await sees({ ...colleague, session: { ...colleague.session!, accountId: app.country.accounts['judge']!.accountId } }, id)).toBe(false)
    expect((await app.call('prosecutor', breakTheGlass, { recordId: id, reason })).problem.code).toBe('access.glass-open')
    await noteSealedRead(await app.ctx('prosecutor'), id, 'test.open')

    const alarms = await read(await app.ctx('inspector'), (r) => r.db.selectFrom('kernel.alarm').selectAll().where('record_id', '=', id).execute())
    expect(alarms).toMatchObject([{ kind: 'break-glass', raised_to: app.country.offices.inspectorate, office_id: app.country.offices.prosecution, state: 'open' }])
    const [row] = (await app.ok('inspector', listBrokenGlass, { state: 'open' })).rows.filter((g) => g.recordId === id)
    expect(row).toMatchObject({ reads: 1, own: false, reason })
    expect((await app.call('prosecutor', review, { id: row!.id, finding: 'nothing wrong at all' })).status).toBe(403)
    await app.ok('inspector', review, { id: row!.id, finding: 'The reading was needed' })
    expect((await app.call('inspector', review, { id: row!.id, finding: 'The reading was needed' })).problem.code).toBe('access.glass-reviewed')
    const after = await read(await app.ctx('inspector'), (r) => r.db.selectFrom('kernel.alarm').selectAll().where('record_id', '=', id).execute())
    expect(after).toMatchObject([{ state: 'dismissed', reason: 'The reading was needed' }])
  })

  test('an inspector breaks the seal too; no inspector reviews their own; the alarm goes to the judicial council', async () => {
    const id = await fileRecord('stationOfficer', { judge: 'judge' })
    await app.ok('judge', seal, { id, basis: article, reason: 'juvenile' })
    await app.ok('inspector', breakTheGlass, { recordId: id, reason })
    expect(await sees(await app.ctx('inspector'), id)).toBe(true)
    const [row] = (await app.ok('inspector', listBrokenGlass, { state: 'open' })).rows.filter((g) => g.recordId === id)
    expect(row?.own).toBe(true)
    expect((await app.call('inspector', review, { id: row!.id, finding: 'I had my reasons' })).problem.code).toBe('access.own-glass')
    const alarm = await app.db.app.transaction().execute(async (trx) => {
      await sql`select set_config('mizan.scope', '**', true)`.execute(trx)
      return trx.selectFrom('kernel.alarm').selectAll().where('record_id', '=', id).executeTakeFirstOrThrow()
    })
    expect(alarm.raised_to).toBe(app.country.offices.council)
    // And the database refuses it, even to the server.
    await expect(asApp({ 'mizan.scope': '**', 'mizan.act': randomUUID() }, (db) => db.updateTable('kernel.break_glass').set({ reviewed_by: app.country.accounts['inspector']!.accountId }).where('id', '=', row!.id).execute())).rejects.toThrow(/reviewed_by_someone_else/)
  })

  test('closes after its hour, without anyone closing it', async () => {
    const id = await fileRecord()
    const now = app.time.now
    app.time.now = new Date(Date.now() - 3_600_000 - 1000)
    await app.ok('otherJudge', breakTheGlass, { recordId: id, reason })
    app.time.now = now
    expect(await sees(await app.ctx('otherJudge'), id)).toBe(false)
    await expect(act(await app.ctx('otherJudge'), { verb: 'test.note', subject: { kind: 'file', id }, by: 'authority' }, async () => {})).rejects.toThrow(/kernel.record-unknown/)
    const entries = await read(await app.ctx('otherJudge'), (r) => r.db.selectFrom('kernel.entry').select('id').where('subject_id', '=', id).execute())
    expect(entries).toEqual([])
  })

  test('never for longer, whatever the server writes', async () => {
    const id = await fileRecord()
    const opened = new Date()
    await expect(asApp({ 'mizan.act': randomUUID() }, (db) => db.insertInto('kernel.break_glass').values({ id: randomUUIDv7(), record_id: id, account_id: randomUUID(), office_id: app.country.offices.station,
      reason, opened_at: opened, expires_at: new Date(opened.getTime() + 3_600_001), reviewed_at: null, reviewed_by: null, finding: null }).execute())).rejects.toThrow(/glass_closes_in_an_hour/)
  })

  test('by number and the office that gave it; an unknown number is unknown', async () => {
    const id = await fileRecord()
    const { number } = await read(await app.ctx('stationOfficer'), (r) => r.db.selectFrom('kernel.record').select('number').where('id', '=', id).executeTakeFirstOrThrow())
    expect((await app.call('felonyJudge', breakTheGlass, { kind: 'file', number: '2026/999999', officeId: app.country.offices.station, reason })).problem.code).toBe('kernel.record-unknown')
    expect((await app.ok('felonyJudge', breakTheGlass, { kind: 'file', number: number!, officeId: app.country.offices.station, reason })).recordId).toBe(id)
  })

  test('not into a record in which one is a party', async () => {
    const id = await fileRecord()
    const personId = randomUUID()
    await act(app.systemCtx, { verb: 'test.party', subject: { kind: 'file', id } }, (tx) => tx.db.insertInto('kernel.record_person').values({ id: randomUUIDv7(), record_id: id, person_id: personId, role: 'accused' }).execute())
    const ctx = await app.ctx('misdemeanourJudge')
    await expect(breakGlass({ ...ctx, session: { ...ctx.session!, personId } }, { recordId: id, reason })).rejects.toThrow(/conflict-of-interest/)
  })
})

describe('four eyes', () => {
  const ask = async (who: string, id: string) => act(await app.ctx(who), { verb: 'test.file', subject: { kind: 'file', id } }, (tx) => askApproval(tx, { verb: approvalKind.verb, input: { what: 'page 3' } }))

  test('another approves, and what was asked for happens in that act', async () => {
    const id = await fileRecord()
    const approvalId = await ask('stationOfficer', id)
    expect((await app.call('stationOfficer', decide, { id: approvalId, approve: true })).problem.code).toBe('access.own-request')
    expect(approved).toEqual([])
    expect((await app.ok('stationOfficer', listApprovalRequests, { recordId: id })).rows).toMatchObject([{ own: true, mayDecide: false, state: 'asked', title: 'Expunge' }])
    expect((await app.ok('stationCommander', listApprovalRequests, { recordId: id })).rows).toMatchObject([{ own: false, mayDecide: true }])
    expect((await app.ok('otherStationOfficer', listApprovalRequests, { recordId: id })).rows).toEqual([])
    await app.ok('stationCommander', decide, { id: approvalId, approve: true })
    expect(approved).toEqual(['A file:page 3'])
    expect((await app.call('stationCommander', decide, { id: approvalId, approve: false, reason: 'late' })).problem.code).toBe('access.decided-already')
  })

  test('of two who decide at once, one does', async () => {
    approved.length = 0
    const id = await fileRecord()
    const approvalId = await ask('stationOfficer', id)
    const answers = await Promise.allSettled([1, 2, 3].map(async () => decideApproval({ ...(await app.ctx('stationCommander')), idempotencyKey: undefined }, { id: approvalId, approve: true })))
    expect(answers.filter((a) => a.status === 'fulfilled')).toHaveLength(1)
    expect(approved).toEqual(['A file:page 3'])
  })

  test('a refusal needs a reason and undoes; a withdrawal is the asker’s alone', async () => {
    approved.length = 0
    const id = await fileRecord()
    const first = await ask('stationOfficer', id)
    expect((await app.call('stationCommander', decide, { id: first, approve: false })).problem.code).toBe('access.reason-needed')
    await app.ok('stationCommander', decide, { id: first, approve: false, reason: 'not in the law' })
    const second = await ask('stationOfficer', id)
    await expect(withdrawApproval(await app.ctx('stationCommander'), second)).rejects.toThrow(/not-your-request/)
    await withdrawApproval(await app.ctx('stationOfficer'), second)
    expect(approved).toEqual(['undone:page 3', 'undone:page 3'])
  })

  test('the database lets nobody approve their own, even by the server', async () => {
    const id = await fileRecord()
    const approvalId = await ask('stationOfficer', id)
    await expect(asApp({ 'mizan.scope': '**', 'mizan.act': randomUUID() }, (db) => db.updateTable('kernel.approval').set({ state: 'approved', decided_at: new Date(), decided_by: app.country.accounts['stationOfficer']!.accountId }).where('id', '=', approvalId).execute())).rejects.toThrow(/nobody_approves_their_own/)
  })
})

test('the page of powers says who may do what and why, in three languages', async () => {
  const { rows } = await app.ok('stationOfficer', readPolicy, {})
  expect(rows.find((r) => r.may.some((m) => m.verb === 'access.break-glass'))).toMatchObject({ on: 'any', article: 'Penal 437', may: [{ name: { en: 'Emergency reading' } }] })
  for (const rule of rows.filter((r) => r.because.en !== '-')) expect([rule.because.ar, rule.because.ckb, rule.because.en].every((t) => t.length > 10)).toBe(true)
  expect((await app.call(null, readPolicy, {})).status).toBe(401)
})
