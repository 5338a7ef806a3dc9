import { randomUUIDv7 } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { act, read, type Tx } from '#kernel/act/act.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { accusedStatement, complaint, makePerson, openTheft, page, witnessStatement } from './case-testing.ts'
import { getCasePage, listCases, openCase } from './contract.ts'
import { questionAccused, takeStatement } from './contract/papers.ts'
import { addAccused, casesOfPerson, chargesOf, getCase, openCase as openCaseIn, provideDetention, setAccusedStatus, setCaseStage } from './public.ts'
import type { CaseTables } from './store/tables.ts'
import { cases } from './system.ts'

let app: TestApp
beforeAll(async () => { app = await testApp([cases]) })

const inAct = async (who: string, caseId: string, work: (tx: Tx) => Promise<unknown>) =>
  act(await app.ctx(who), { verb: 'cases.take-statement', subject: { kind: 'case', id: caseId }, by: 'authority' }, async (tx) => { await work(tx); return {} })

describe('history is never rewritten, even by the app’s own role within an act', () => {
  test.each([
    ['cases.statement', sql`update cases.statement set body = 'غيرت الأقوال'`], ['cases.diary_entry', sql`update cases.diary_entry set summary = 'غيرت الخلاصة'`],
    ['cases.decision', sql`delete from cases.decision`], ['cases.search_record', sql`delete from cases.search_record`], ['cases.scene_record', sql`update cases.scene_record set traces = 'x'`],
    ['cases.settlement', sql`delete from cases.settlement`], ['cases.case_link', sql`delete from cases.case_link`], ['cases.charge', sql`update cases.charge set offence_code = 'PC-1'`],
    ['cases.party', sql`delete from cases.party`], ['cases.notice', sql`delete from cases.notice`], ['cases.case', sql`delete from cases.case`],
  ])('%s', async (_, change) => {
    const made = await openTheft(app)
    await app.ok('judge', questionAccused, accusedStatement(app, made.id, made.accusedId))
    await expect(inAct('judge', made.id, async (tx) => change.execute(tx.db))).rejects.toThrow(/permission denied|history is never rewritten/)
  })

  test('a charge that has ended is not revived', async () => {
    const made = await openTheft(app)
    const [charge] = (await page(app, made.id)).charges
    const end = (at: Date | null) => inAct('judge', made.id, (tx) => tx.db.withTables<CaseTables>().updateTable('cases.charge').set({ ended_at: at, ended_why: at ? 'dropped' : null }).where('id', '=', charge!.id).execute())
    await end(new Date(app.time.now.getTime() + 1000))
    await expect(end(null)).rejects.toThrow(/history is never rewritten/)
  })

  test('outside an act nothing is written at all', async () => {
    const made = await openTheft(app)
    await expect(sql`insert into cases.party (id, case_id, person_id, role, added_at, added_by) values (uuidv7(), ${made.id}, uuidv7(), 'witness', now(), ${app.country.accounts['judge']!.accountId})`.execute(app.db.app)).rejects.toThrow(/row-level security|nothing changes except by an act/)
    expect((await sql`select from cases.case`.execute(app.db.app)).rows).toEqual([])
  })
})

describe('the database itself refuses', () => {
  const insert = (caseId: string, changes: Record<string, unknown>) => inAct('investigator', caseId, async (tx) => {
    const account = tx.ctx.session!.accountId
    await tx.db.withTables<CaseTables>().insertInto('cases.statement').values({
      id: randomUUIDv7(), case_id: caseId, kind: 'accused', person_id: randomUUIDv7(), name: 'متهم', surname: null, trade: null, residence: null, relation: null, age: null, sworn: false, started_at: tx.at, ended_at: tx.at,
      place: 'x', office_id: tx.record.office_id, recorded_by: account, recorded_by_role: 'investigator', present: [], interpreter: null, condition: null, body: 'x', defence: null, told_offence: true, told_rights: true,
      lawyer: 'waived', lawyer_name: null, confession: false, own_handwriting: false, read_back: true, signature: 'signed', refusal_note: null, coercion_alleged: false, injuries_seen: false, coercion_note: null,
      warnings: '[]', corrects: null, ...changes,
    } as never).execute()
  })

  test.each([
    ['a confession recorded by anyone but the judge', { confession: true }, /only_the_judge_records_a_confession/],
    ['an accused who was not told his rights', { told_rights: false }, /accused_knows_offence_and_rights/],
    ['an accused under oath', { sworn: true }, /accused_takes_no_oath/],
    ['a refusal to sign without a note', { signature: 'refused' }, /refusal_is_noted/],
    ['a statement that ends before it begins', { ended_at: new Date(0) }, /statement_runs_forward/],
    ['a child under oath', { kind: 'witness', age: 12, sworn: true, lawyer: 'none' }, /child_takes_no_oath/],
  ])('%s', async (_, changes, rule) => {
    const made = await openTheft(app)
    await expect(insert(made.id, changes)).rejects.toThrow(rule)
  })

  test('a charge against one person twice, a referral without its court, a case joined into itself', async () => {
    const made = await openTheft(app)
    await expect(inAct('judge', made.id, (tx) => addAccused(tx, made.id, { personId: made.accusedId, offenceCode: 'PC-446' }))).rejects.toThrow(/charge_once/)
    await expect(inAct('judge', made.id, (tx) => tx.db.withTables<CaseTables>().updateTable('cases.case').set({ stage: 'referred' }).where('id', '=', made.id).execute())).rejects.toThrow(/referred_to_a_court/)
    await expect(inAct('judge', made.id, (tx) => tx.db.withTables<CaseTables>().updateTable('cases.case').set({ joined_into: made.id }).where('id', '=', made.id).execute())).rejects.toThrow(/not_joined_into_itself/)
  })
})

describe('conflict of interest', () => {
  test('an officer who is a party neither opens nor acts on the case, nor on one linked to it', async () => {
    const made = await openTheft(app)
    const personId = await makePerson(app)
    await act(app.systemCtx, { verb: 'test.link-account', subject: { kind: 'account', bare: app.country.accounts['stationCommander']!.accountId } }, (tx) =>
      tx.db.updateTable('kernel.account').set({ person_id: personId }).where('id', '=', app.country.accounts['stationCommander']!.accountId).execute().then(() => ({})))
    const own = await complaint(app, { complainantId: personId })
    expect((await app.call('stationCommander', openCase, own.input)).problem.code).toBe('kernel.conflict-of-interest')
    const against = await complaint(app, { accused: [{ personId, offenceCode: 'PC-446' }] })
    expect((await app.call('stationCommander', openCase, against.input)).problem.code).toBe('kernel.conflict-of-interest')
    const his = await app.ok('stationOfficer', openCase, against.input)
    const statement = (id: string) => app.call('stationCommander', takeStatement, witnessStatement(app, id, made.complainantId))
    expect((await statement(his.id)).problem.code).toBe('kernel.conflict-of-interest')
    expect((await statement(made.id)).status).toBe(200)
    await inAct('judge', made.id, (tx) => tx.db.insertInto('kernel.record_link').values({ id: randomUUIDv7(), from_id: made.id, to_id: his.id, why: 'related' }).execute())
    expect((await statement(made.id)).problem.code).toBe('kernel.conflict-of-interest')
  })
})

describe('what other systems call', () => {
  test('an arrest opens a case within another act; the case follows its stages; nothing is skipped', async () => {
    const personId = await makePerson(app, { birth: '1992-02-02' })
    const ctx = await app.ctx('stationOfficer')
    const custodyId = randomUUIDv7()
    const opened = await act(ctx, { verb: 'cases.open', subject: { kind: 'custody', create: { id: custodyId, label: 'custody' } } }, (tx) =>
      openCaseIn(tx, { kind: 'arrest', summary: 'قبض عليه في الجرم المشهود', place: 'الكرادة', occurredAt: tx.at, accused: [{ personId, offenceCode: 'PC-433' }] }))
    // An arrest for an offence that needs a complaint is recorded, and what the law has against it is said.
    expect(opened.warnings.map((w) => w.code)).toContain('cases.measure-before-complaint')
    const judge = await app.ctx('judge')
    expect(await read(judge, (r) => getCase(r, opened.caseId))).toMatchObject({ stage: 'investigation', stationId: app.country.offices.station, courtId: app.country.offices.investigationCourt, prosecutionId: app.country.offices.prosecution, jurisdiction: 'federal', governorate: 'IQ-BG', trialCourtId: null })
    expect(await read(judge, (r) => chargesOf(r, opened.caseId, personId))).toMatchObject([{ offenceCode: 'PC-433/434', endedAt: null }])
    expect(await read(judge, (r) => casesOfPerson(r, personId))).toMatchObject([{ caseId: opened.caseId, role: 'accused' }])
    await inAct('judge', opened.caseId, (tx) => setAccusedStatus(tx, opened.caseId, [personId], 'detained'))
    expect((await page(app, opened.caseId)).next).toMatchObject({ code: 'question-accused', office: { id: app.country.offices.investigationCourt } })
    await expect(inAct('judge', opened.caseId, (tx) => setCaseStage(tx, opened.caseId, 'final'))).rejects.toThrow(/stage-not-open/)
    const { rows } = await read(judge, (r) => sql<{ verb: string }>`select e.verb from kernel.entry e join kernel.entry_record er on er.entry_id = e.id where er.record_id = ${opened.caseId}`.execute(r.db))
    expect(rows).toContainEqual({ verb: 'cases.open' })
  })

  test('in the Region the court of the Region gets the case, never one of another jurisdiction while it has its own', async () => {
    const office = await read(app.systemCtx, (r) => getOffice(r, app.country.offices.erbilStation))
    expect(office.jurisdiction).toBe('kri')
    const made = await openTheft(app, {}, 'erbilOfficer')
    expect((await page(app, made.id, 'erbilOfficer')).case.jurisdiction).toBe('kri')
  })

  test('who is detained is asked of whoever knows it', async () => {
    provideDetention(async () => ({ detained: true, since: '2026-01-01', detainedDays: 500, otherLiveOrder: false }))
    const made = await openTheft(app)
    const seen = await page(app, made.id)
    const { requalify } = await import('./contract.ts')
    const done = await app.ok('judge', requalify, { id: made.id, version: seen.case.version, chargeId: seen.charges[0]!.id, offenceCode: 'PC-433', reason: 'الوصف الصحيح' })
    expect(done.warnings.map((w) => w.code)).toContain('cases.requalified-over-quarter')
    provideDetention(async () => ({ detained: false, since: null, detainedDays: 0, otherLiveOrder: false }))
  })
})

describe('double clicks and races', () => {
  test('the same complaint sent four times at once is one case with one diary number', async () => {
    const made = await complaint(app)
    const answers = await Promise.all([1, 2, 3, 4].map(() => app.call('stationOfficer', openCase, made.input, { key: 'four-complaints-at-once' })))
    expect(new Set(answers.map((a) => (a.body as { id: string }).id)).size).toBe(1)
  })

  test('twenty complaints at once have twenty numbers without a gap', async () => {
    const inputs = await Promise.all(Array.from({ length: 20 }, () => complaint(app)))
    const opened = await Promise.all(inputs.map((c) => app.ok('otherStationOfficer', openCase, c.input)))
    const numbers = opened.map((o) => Number(o.diaryNumber!.slice(5))).sort((a, b) => a - b)
    expect(numbers.at(-1)! - numbers[0]!).toBe(19)
    expect(new Set(numbers).size).toBe(20)
  })

  test('a sealed case is not in the inspector’s list, and to others it does not exist', async () => {
    const made = await openTheft(app)
    await inAct('judge', made.id, (tx) => tx.db.insertInto('kernel.sealed').values({ record_id: made.id, basis: 'test' }).execute())
    expect((await app.ok('inspector', listCases, { limit: 500 })).rows.some((c) => c.id === made.id)).toBe(false)
    expect((await app.call('inspector', getCasePage, { id: made.id })).status).toBe(404)
    expect((await app.call('judge', getCasePage, { id: made.id })).status).toBe(200)
  })
})
