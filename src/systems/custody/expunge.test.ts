/** A custody destroyed by order: with the whole chain of its rows, papers and entries, as the platform really writes them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { generateKeyPairSync } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decide } from '#kernel/access/approval-contract.ts'
import { listRecordPapers } from '#kernel/documents/contract.ts'
import { openPaper } from '#kernel/documents/open.ts'
import { closePrinter } from '#kernel/documents/print/printer.ts'
import { folderStore } from '#kernel/documents/files/file-store.ts'
import { listExpunging, orderExpunging, previewExpunging } from '#kernel/expunging/contract.ts'
import { removeFiles } from '#kernel/expunging/expunge.ts'
import { makeSigner } from '#kernel/ledger/note.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { verify } from '#kernel/ledger/verify.ts'
import { systems } from '#app/systems.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { book, order, page } from './test/scene.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-expunge-'))
process.env['MIZAN_DATA'] = folder
const signer = makeSigner('log.mizan.test', generateKeyPairSync('ed25519').privateKey)
let app: TestApp
let intruder: pg.Client
const ORDER = { article: 'Juvenile Welfare 63', orderNumber: '2026/000011', orderDay: '2026-11-20', reason: 'The juvenile court ordered it' }
const check = () => verify(app.db, { publicKey: signer.verifierKey, workers: 0 })
const all = async <T extends pg.QueryResultRow>(text: string, values: unknown[] = []) => (await intruder.query<T>(text, values)).rows

beforeAll(async () => {
  app = await testApp(systems)
  intruder = new pg.Client({ connectionString: app.db.urls.superuser })
  await intruder.connect()
  await intruder.query('set session_replication_role = replica')
})
afterAll(async () => {
  await closePrinter()
  await intruder.end()
  rmSync(folder, { recursive: true, force: true })
})

/** Somebody held under an order, and let go: an ended custody with papers. */
async function endedCustody() {
  const held = await book(app)
  const made = await order(app, held.id)
  await intruder.query('set session_replication_role = origin')
  const { act } = await import('#kernel/act/act.ts')
  await act(app.systemCtx, { verb: 'test.end', subject: { kind: 'custody', id: held.id }, by: 'authority' }, async (tx) => {
    await sql`update custody.custody set ended_at = ${tx.at}, ended_kind = 'released', stage = 'released' where id = ${held.id}`.execute(tx.db)
    await sql`update cases.case set stage = 'closed' where id = ${held.caseId}`.execute(tx.db)
  })
  await intruder.query('set session_replication_role = replica')
  const papers = (await app.ok('judge', listRecordPapers, { recordId: held.id })).rows
  await sequence(app.db, { signer })
  const { body } = await openPaper(await app.ctx('judge'), papers[0]!.id)
  expect(Buffer.isBuffer(body)).toBe(true)
  return { ...held, made, papers }
}

async function askFor(id: string, also: string[] = []): Promise<string> {
  return (await app.ok('judge', orderExpunging, { id, also, ...ORDER })).approvalId
}

describe('a record destroyed by order of the law', () => {
  test('goes with everything that names the person; the leaves stay, the log verifies, an act says who ordered it', async () => {
    const gone = await endedCustody()
    const kept = await endedCustody()
    const name = (await page(app, 'judge', gone.id)).name
    const [root] = await all<{ root: Buffer }>('select root from kernel.checkpoint order by tree_size desc limit 1')
    const [print] = await all<{ address: string }>('select p.address from kernel.document_print p join kernel.document d on d.id = p.document_id where d.record_id = $1', [gone.id])
    const preview = await app.ok('judge', previewExpunging, { id: gone.id })
    expect(preview.entries).toBeGreaterThan(1)
    expect(preview.related.map((record) => record.id)).toContain(gone.caseId)
    const approvalId = await askFor(gone.id, [gone.caseId])
    await app.ok('prosecutor', decide, { id: approvalId, approve: true })

    // Nothing in any table says who it was.
    const tables = await all<{ name: string }>(`select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema', 'jobs')`)
    for (const table of tables) {
      const found = await all<{ n: number }>(`select count(*)::int as n from ${table.name} t where to_jsonb(t)::text like '%' || $1 || '%'`, [name.split(' ')[0]])
      expect([table.name, found[0]!.n]).toEqual([table.name, 0])
    }
    expect((await all('select 1 from custody.custody where id = $1', [gone.id])).length).toBe(0)
    expect((await all('select 1 from custody.custody where id = $1', [kept.id])).length).toBe(1)
    const entries = await all<{ salt: Buffer | null; body: string; verb: string }>('select salt, body, verb from kernel.entry where subject_id = $1 order by at', [gone.id])
    expect(entries.filter((entry) => entry.salt === null).length).toBeGreaterThan(1)
    expect(entries.filter((entry) => entry.salt !== null).map((entry) => entry.verb)).toEqual(['ledger.order-expunging', 'ledger.expunge'])

    // The tree is the one that was signed before, with more leaves behind it.
    await sequence(app.db, { signer })
    expect((await check()).problems).toEqual([])
    expect((await all<{ root: Buffer }>('select root from kernel.checkpoint order by tree_size desc offset 1 limit 1'))[0]!.root.equals(root!.root)).toBe(true)
    expect(JSON.parse((await all<{ body: string }>(`select body from kernel.entry where verb = 'ledger.expunge'`))[0]!.body)).toMatchObject({ basis: ORDER.article })

    // The papers keep their numbers; their files leave the store.
    const store = folderStore(join(folder, 'documents'))
    expect(await store.has(print!.address)).toBe(true)
    await removeFiles(app.systemCtx, store)
    expect(await store.has(print!.address)).toBe(false)
    const left = (await app.ok('judge', listRecordPapers, { recordId: gone.id })).rows
    expect(left.filter((paper) => paper.form === 'expunging-record')).toHaveLength(1)
    expect(left.some((paper) => paper.number === gone.papers[0]!.number)).toBe(true)
    await expect(openPaper(await app.ctx('judge'), gone.papers[0]!.id)).rejects.toMatchObject({ code: 'kernel.paper-expunged' })
    const [row] = (await app.ok('inspector', listExpunging, {})).rows
    expect(row).toMatchObject({ article: ORDER.article, orderNumber: ORDER.orderNumber, kind: 'custody', persons: 1 })
    expect(row!.entries).toBeGreaterThan(1)
  })

  test('is ordered only by its judge, looked at by the prosecution, and not while somebody is held', async () => {
    const held = await book(app)
    expect((await app.call('judge', orderExpunging, { id: held.id, ...ORDER })).problem.code).toBe('kernel.still-open')
    const ended = await endedCustody()
    for (const who of ['stationCommander', 'prosecutor', 'administrator', 'inspector']) expect((await app.call(who, orderExpunging, { id: ended.id, ...ORDER })).status).toBe(403)
    expect((await app.call('otherJudge', orderExpunging, { id: ended.id, ...ORDER })).status).toBe(404)
    const approvalId = await askFor(ended.id)
    expect((await app.call('judge', orderExpunging, { id: ended.id, ...ORDER })).problem.code).toBe('kernel.expunging-asked-already')
    expect((await app.call('judge', decide, { id: approvalId, approve: true })).status).toBe(403)
    expect((await app.call('inspector', decide, { id: approvalId, approve: true })).status).toBe(403)
    await app.ok('prosecutor', decide, { id: approvalId, approve: false, reason: 'A challenge is pending' })
    expect((await all('select 1 from custody.custody where id = $1', [ended.id])).length).toBe(1)
  })
})

describe('behind the platform', () => {
  test('the app role can neither blank an entry nor call for destruction by itself', async () => {
    const ended = await endedCustody()
    const attacks = [
      sql`update kernel.entry set salt = null, body = '{}', expunged_by = gen_random_uuid() where subject_id = ${ended.id}`, sql`delete from kernel.entry where subject_id = ${ended.id}`,
      sql`insert into kernel.expunged_entry select id, id, repeat('0', 64) from kernel.entry where subject_id = ${ended.id}`, sql`select kernel.destroy_rows('custody.custody', 'true')`,
      sql`delete from custody.cover_fact`, sql`insert into kernel.file_to_remove (address) values (repeat('0', 64))`,
    ]
    for (const attack of attacks) {
      await expect(app.db.app.transaction().execute(async (trx) => {
        await sql`select set_config('mizan.scope', '**', true), set_config('mizan.act', gen_random_uuid()::text, true), set_config('mizan.expunging', current_setting('mizan.act'), true)`.execute(trx)
        await attack.execute(trx)
      })).rejects.toThrow(/permission denied/)
    }
    // Not outside an act, not without an approved order, not a second time for the same.
    await expect(sql`select kernel.expunge(gen_random_uuid(), now())`.execute(app.db.app)).rejects.toThrow(/except by an act/)
    const approvalId = await askFor(ended.id)
    await expect(inAct(sql`select kernel.expunge(${approvalId}, now())`)).rejects.toThrow(/without an approved order/)
    await (await import('#kernel/access/approvals.ts')).decideApproval(await app.ctx('prosecutor'), { id: approvalId, approve: true })
    const [done] = await all<{ decided_at: Date }>('select decided_at from kernel.approval where id = $1', [approvalId])
    await expect(inAct(sql`select kernel.expunge(${approvalId}, ${done!.decided_at})`)).rejects.toThrow(/without an approved order/)
    // The owner of the tables cannot rewrite an entry either, only lose it.
    await intruder.query('set session_replication_role = origin')
    await expect(intruder.query(`update kernel.entry set body = replace(body, 'a', 'b')`)).rejects.toThrow(/never rewritten/)
    await intruder.query('set session_replication_role = replica')
  })

  test('an entry blanked without an order, and one whose remains were changed, are found', async () => {
    const ended = await endedCustody()
    expect((await check()).problems).toEqual([])
    const [victim] = await all<{ id: string; index: string }>('select e.id, l.index from kernel.entry e join kernel.leaf l on l.entry_id = e.id where e.subject_id = $1 order by l.index limit 1', [ended.id])
    await intruder.query(`create temp table saved as select * from kernel.entry where id = $1`, [victim!.id])
    const [other] = await all<{ id: string }>(`select id from kernel.entry where verb = 'ledger.expunge' limit 1`)
    for (const [blanking, values] of [
      [`update kernel.entry set salt = null, expunged_by = $2 where id = $1`, [victim!.id, other!.id]],
      [`update kernel.entry set salt = null, expunged_by = $2, body = kernel.entry_stub(body, $2, '{}') where id = $1`, [victim!.id, other!.id]],
    ] as const) {
      await intruder.query(blanking, [...values])
      expect((await check()).problems).toMatchObject([{ kind: 'entry-blanked', entryId: victim!.id, index: Number(victim!.index) }])
    }
    // An order slipped in for it is a row that no act made.
    await intruder.query(`insert into kernel.expunged_entry select id, $2, encode(sha256(convert_to(body, 'UTF8')), 'hex') from kernel.entry where id = $1`, [victim!.id, other!.id])
    expect((await check()).problems).toMatchObject([{ kind: 'row-inserted', table: 'kernel.expunged_entry', rowId: victim!.id }])
    await intruder.query('delete from kernel.expunged_entry where id = $1', [victim!.id])
    await intruder.query('update kernel.entry e set salt = s.salt, body = s.body, expunged_by = null from saved s where s.id = e.id')
    expect((await check()).problems).toEqual([])
    const [stub] = await all<{ id: string }>('select id from kernel.expunged_entry limit 1')
    await intruder.query(`update kernel.entry set body = replace(body, '"v":1', '"v":2') where id = $1`, [stub!.id])
    expect((await check()).first).toMatchObject({ kind: 'entry-blanked', entryId: stub!.id })
    await intruder.query(`update kernel.entry set body = replace(body, '"v":2', '"v":1'), commitment = sha256('x') where id = $1`, [stub!.id])
    expect((await check()).first).toMatchObject({ kind: 'entry-altered', entryId: stub!.id })
  })
})

async function inAct(statement: ReturnType<typeof sql>): Promise<void> {
  await app.db.app.transaction().execute(async (trx) => {
    await sql`select set_config('mizan.scope', '**', true), set_config('mizan.act', gen_random_uuid()::text, true)`.execute(trx)
    await statement.execute(trx)
  })
}
