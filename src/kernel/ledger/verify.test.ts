import type pg from 'pg'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { act } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import type { Database } from '#kernel/db/connect.ts'
import type { TestCountry } from '#test/support/country.ts'
import { leafHash, sha256 } from './merkle.ts'
import type { Signer } from './note.ts'
import { sequence } from './sequencer.ts'
import { makeScene, newSigner } from '#test/support/ledger-scene.ts'
import type { Scene } from '#test/support/ledger-scene.ts'
import { verify } from './verify.ts'
import type { VerifyOptions } from './verify.ts'

let db: Database
let country: TestCountry
let signer: Signer
let intruder: pg.Client
let setCapacity: Scene['setCapacity']

const check = (options: Partial<VerifyOptions> = {}) => verify(db, { publicKey: signer.verifierKey, ...options })
const office = () => country.offices.station

async function tamper(sql: string, values: unknown[] = []): Promise<void> {
  const { rowCount } = await intruder.query(sql, values)
  expect(rowCount).toBeGreaterThan(0)
}

beforeAll(async () => {
  ;({ db, country, signer, intruder, setCapacity } = await makeScene())
  for (const capacity of [1, 2, 3]) await setCapacity(country.offices.station, capacity)
  await sequence(db, { signer })
  for (const capacity of [4, 5, 6, 7]) await setCapacity(country.offices.prison, capacity)
  await sequence(db, { signer })
  // Two that still wait for their place.
  await setCapacity(country.offices.station, 8)
  await setCapacity(country.offices.prison, 9)
})

/** Tampering is committed, checked, and undone by restoring a copy of all that is checked. */
const COPIED = ['entry', 'leaf', 'tile', 'checkpoint', 'outbox', 'office', 'post', 'account', 'tracked_table', 'post_holding']
beforeEach(async () => {
  for (const table of COPIED) await intruder.query(`create temp table ${table}_copy as select * from kernel.${table}`)
  return async () => {
    for (const table of COPIED) {
      await intruder.query(`delete from kernel.${table}; insert into kernel.${table} select * from ${table}_copy; drop table ${table}_copy`)
    }
  }
})

const entryAt = async (index: number) => {
  const { rows } = await intruder.query<{ entry_id: string }>('select entry_id from kernel.leaf where index = $1', [index])
  return rows[0]!.entry_id
}

describe('an untouched ledger', () => {
  test.each([0, 2])('is found whole with %i workers, the waiting entries included', async (workers) => {
    const report = await check({ workers })
    expect(report.problems).toEqual([])
    expect(report).toMatchObject({ ok: true, entries: 10, leaves: 8, unsequenced: 2, checkpoints: 2 })
    expect(report.tables).toBeGreaterThanOrEqual(14)
    expect(report.rows).toBeGreaterThan(60)
  })

  test('a row with instants in it has the digest that its act noted', async () => {
    const ctx = systemCtx(db)
    await act(ctx, { verb: 'test.end-holding', subject: { kind: 'office', bare: office() } }, async (tx) => {
      await tx.db.updateTable('kernel.post_holding').set({ to_at: new Date('2030-01-01T00:00:00Z') }).where('account_id', '=', country.accounts['judge']!.accountId).execute()
    })
    expect((await check()).problems).toEqual([])
  })

  test('goes on being whole while acts and the sequencer go on', async () => {
    const acts = (async () => {
      for (let i = 0; i < 20; i++) await setCapacity(office(), 100 + i)
    })()
    const reports = await Promise.all([check(), check(), sequence(db, { signer }).then(() => check())])
    await acts
    expect(reports.flatMap((report) => report.problems)).toEqual([])
  })
})

describe('rows changed behind the platform', () => {
  test('an altered row is named with the entry that it contradicts', async () => {
    await tamper('update kernel.office set capacity = 999 where id = $1', [office()])
    expect((await check()).problems).toMatchObject([{ kind: 'row-altered', table: 'kernel.office', rowId: office() }])
    await tamper('delete from kernel.outbox')
    // Without the waiting entries, the row's last entry is sequenced and has a number.
    await tamper('delete from kernel.entry e where not exists (select from kernel.leaf where entry_id = e.id)')
    const { problems } = await check()
    expect(problems[0]).toMatchObject({ kind: 'row-altered', rowId: office(), index: 3, entryId: await entryAt(3) })
    expect(problems[1]).toMatchObject({ kind: 'row-altered', rowId: country.offices.prison, index: 7 })
  })

  test('a removed row', async () => {
    const { postId } = country.accounts['judge']!
    await tamper('delete from kernel.post where id = $1', [postId])
    expect((await check()).problems).toMatchObject([{ kind: 'row-removed', table: 'kernel.post', rowId: postId, index: 0 }])
  })

  test('an inserted row', async () => {
    const { postId } = country.accounts['judge']!
    const id = '01980000-0000-7000-8000-000000000001'
    await tamper('insert into kernel.post select $2, office_id, role, title_ar, title_ckb, title_en, scope from kernel.post where id = $1', [postId, id])
    expect((await check()).first).toMatchObject({ kind: 'row-inserted', table: 'kernel.post', rowId: id })
  })

  test('two rows that were swapped', async () => {
    const [a, b] = [country.accounts['judge']!.accountId, country.accounts['otherJudge']!.accountId]
    await tamper("update kernel.account set user_name = 'swap' where id = $1", [a])
    await tamper(`update kernel.account x set user_name = y.user_name, full_name_ar = y.full_name_ar, full_name_en = y.full_name_en
      from account_copy y where x.id = any ($1) and y.id = any ($1) and x.id <> y.id`, [[a, b]])
    const { problems } = await check()
    expect(problems.map((problem) => [problem.kind, problem.rowId]).sort()).toEqual([['row-altered', a], ['row-altered', b]].sort())
  })

  test('a value put back as it was is no alteration', async () => {
    await tamper('update kernel.office set capacity = 1 where id = $1', [office()])
    await tamper('update kernel.office set capacity = 8 where id = $1', [office()])
    expect((await check()).ok).toBe(true)
  })

  test('a table that is no longer tracked, and one whose trigger is off', async () => {
    await tamper("delete from kernel.tracked_table where name = 'kernel.post'")
    await intruder.query('alter table kernel.office disable trigger note_row_change')
    try {
      expect((await check()).problems).toMatchObject([{ kind: 'table-untracked', table: 'kernel.post' }, { kind: 'trigger-disabled', table: 'kernel.office' }])
    } finally {
      await intruder.query('alter table kernel.office enable trigger note_row_change')
    }
  })
})

describe('entries', () => {
  test.each([
    ['its text', "body = replace(body, 'test.set-capacity', 'test.get-capacity')"],
    ['its salt', "salt = '\\x00112233445566778899aabbccddeeff'"],
    ['its commitment', "commitment = sha256('x')"],
    ['text and commitment together', `body = replace(body, 'اختبار', 'تزوير'), commitment = sha256(salt || convert_to(replace(body, 'اختبار', 'تزوير'), 'UTF8'))`],
  ])('altered in %s', async (_, change) => {
    await tamper(`update kernel.entry set ${change} where id = $1`, [await entryAt(2)])
    expect((await check()).first).toMatchObject({ kind: 'entry-altered', index: 2, entryId: await entryAt(2) })
  })

  test('altered with its leaf', async () => {
    const id = await entryAt(5)
    await tamper(`update kernel.entry set salt = $2, commitment = sha256($2::bytea || convert_to(body, 'UTF8')) where id = $1`, [id, Buffer.alloc(16, 1)])
    await tamper("update kernel.leaf l set hash = sha256('\\x00'::bytea || e.commitment) from kernel.entry e where e.id = l.entry_id and l.index = 5")
    expect((await check()).first).toMatchObject({ kind: 'entry-altered', index: 5, entryId: id })
  })

  test('altered with its leaf and its tile', async () => {
    const id = await entryAt(5)
    await tamper(`update kernel.entry set salt = $2, commitment = sha256($2::bytea || convert_to(body, 'UTF8')) where id = $1`, [id, Buffer.alloc(16, 1)])
    await tamper("update kernel.leaf l set hash = sha256('\\x00'::bytea || e.commitment) from kernel.entry e where e.id = l.entry_id and l.index = 5")
    await tamper('update kernel.tile set data = overlay(data placing (select hash from kernel.leaf where index = 5) from 161) where level = 0')
    // The signatures say: up to 4 leaves nothing has changed, with 8 it has.
    expect((await check()).first).toMatchObject({ kind: 'root-mismatch', treeSize: 8, index: 4 })
  })

  test.each(['verb', 'subject_kind'])('whose column %s lies', async (column) => {
    await tamper(`update kernel.entry set ${column} = 'other' where id = $1`, [await entryAt(3)])
    expect((await check()).problems).toMatchObject([{ kind: 'entry-column-altered', index: 3, column }])
  })

  test.each([['at', "at + interval '1 day'"], ['actor_id', 'id'], ['subject_id', 'id']])('whose column %s was moved', async (column, value) => {
    await tamper(`update kernel.entry set ${column} = ${value} where id = $1`, [await entryAt(3)])
    expect((await check()).problems).toMatchObject([{ kind: 'entry-column-altered', index: 3, column }])
  })

  test('removed', async () => {
    const id = await entryAt(6)
    await tamper('delete from kernel.entry where id = $1', [id])
    expect((await check()).first).toMatchObject({ kind: 'entry-removed', index: 6, entryId: id })
  })

  test('removed with its leaf', async () => {
    const id = await entryAt(6)
    await tamper('delete from kernel.entry where id = $1', [id])
    await tamper('delete from kernel.leaf where entry_id = $1', [id])
    expect((await check()).first).toMatchObject({ kind: 'leaf-removed', index: 6 })
  })

  test('inserted', async () => {
    const id = '01980000-0000-7000-8000-000000000002'
    await tamper('insert into kernel.entry select $1, at, salt, body, commitment, verb, subject_kind, subject_id, actor_id, post_id, office_id from kernel.entry limit 1', [id])
    expect((await check()).problems).toMatchObject([{ kind: 'entry-inserted', entryId: id }])
  })

  test('swapped', async () => {
    const [a, b] = [await entryAt(2), await entryAt(3)]
    await tamper('update kernel.entry x set salt = y.salt, body = y.body, commitment = y.commitment from entry_copy y where x.id = any ($1) and y.id = any ($1) and x.id <> y.id', [[a, b]])
    const { problems } = await check()
    expect(problems.filter((problem) => problem.kind === 'entry-altered').map((problem) => problem.index)).toEqual([2, 3])
  })

  test('altered or removed while they wait for their place', async () => {
    const { rows } = await intruder.query<{ entry_id: string }>('select entry_id from kernel.outbox order by at limit 2')
    await tamper("update kernel.entry set body = replace(body, '\"v\":1', '\"v\":2') where id = $1", [rows[0]!.entry_id])
    await tamper('delete from kernel.entry where id = $1', [rows[1]!.entry_id])
    const { problems } = await check()
    expect(problems).toContainEqual(expect.objectContaining({ kind: 'entry-altered', entryId: rows[0]!.entry_id }))
    expect(problems).toContainEqual(expect.objectContaining({ kind: 'entry-removed', entryId: rows[1]!.entry_id }))
  })

  test('taken out of the outbox, so that it would never be in the log', async () => {
    const { rows } = await intruder.query<{ entry_id: string }>('select entry_id from kernel.outbox order by at limit 1')
    await tamper('delete from kernel.outbox where entry_id = $1', [rows[0]!.entry_id])
    expect((await check()).problems).toContainEqual(expect.objectContaining({ kind: 'entry-inserted', entryId: rows[0]!.entry_id }))
  })
})

describe('the tree', () => {
  test('an altered leaf', async () => {
    await tamper('update kernel.leaf set hash = $1 where index = 4', [sha256('other')])
    expect((await check()).problems).toMatchObject([{ kind: 'leaf-altered', index: 4, entryId: await entryAt(4) }])
  })

  test('two leaves that were swapped', async () => {
    await tamper('update kernel.leaf set index = index + 100 where index in (2, 3)')
    await tamper('update kernel.leaf set index = case index when 102 then 3 else 2 end where index > 100')
    const { problems } = await check()
    expect(problems.map((problem) => [problem.kind, problem.index])).toEqual([['entry-altered', 2], ['entry-altered', 3]])
  })

  test('a leaf added at the end', async () => {
    const { rows } = await intruder.query<{ entry_id: string }>('select entry_id from kernel.outbox order by at limit 1')
    await tamper('insert into kernel.leaf values (8, $1, $2)', [rows[0]!.entry_id, leafHash(sha256('x'))])
    expect((await check()).first).toMatchObject({ kind: 'leaf-inserted', index: 8, entryId: rows[0]!.entry_id })
  })

  test.each([
    ['altered', 'update kernel.tile set data = overlay(data placing sha256($$x$$) from 33) where level = 0', 1],
    ['removed', 'delete from kernel.tile where level = 0', 0],
  ])('a tile that was %s', async (_, sql, index) => {
    await tamper(sql)
    expect((await check()).problems).toMatchObject([{ kind: 'tile-altered', tile: '0/0', index }])
  })

  test('a root that was altered in a checkpoint', async () => {
    await tamper('update kernel.checkpoint set root = $1 where tree_size = 4', [sha256('x')])
    expect((await check()).problems).toMatchObject([{ kind: 'checkpoint-signature', treeSize: 4 }])
  })

  test("a checkpoint signed with somebody else's key", async () => {
    const stranger = newSigner()
    await tamper('delete from kernel.checkpoint')
    await tamper('delete from kernel.leaf')
    await tamper('delete from kernel.tile')
    await tamper('insert into kernel.outbox (entry_id, record_id, at) select id, subject_id, at from kernel.entry order by at, id on conflict do nothing')
    await sequence(db, { signer: stranger })
    expect((await check()).first).toMatchObject({ kind: 'checkpoint-signature', treeSize: 10 })
    expect((await check({ publicKey: stranger.verifierKey })).problems.filter(({ kind }) => kind !== 'row-altered')).toEqual([])
  })

  test('history that was cut off at the end is found by a checkpoint that somebody kept', async () => {
    const { rows } = await intruder.query<{ note: string }>('select note from kernel.checkpoint order by tree_size')
    expect((await check({ known: rows.map((row) => row.note) })).ok).toBe(true)
    await tamper('delete from kernel.outbox')
    await tamper('delete from kernel.entry where id not in (select entry_id from kernel.leaf where index < 4)')
    await tamper('delete from kernel.leaf where index >= 4')
    await tamper('delete from kernel.checkpoint where tree_size > 4')
    await tamper('update kernel.tile set width = 4, data = substr(data, 1, 128) where level = 0')
    await tamper("update kernel.office set capacity = 500 where id = $1", [country.offices.prison])
    await tamper("update kernel.office set capacity = 3 where id = $1", [office()])
    // Set back consistently, the database alone gives no hint; the kept note does.
    expect((await check()).ok).toBe(true)
    expect((await check({ known: rows.map((row) => row.note) })).first).toMatchObject({ kind: 'checkpoint-removed', treeSize: 8, index: 4 })
  })

  test('an explanation names what is concerned', async () => {
    await tamper('update kernel.leaf set hash = $1 where index = 4', [sha256('other')])
    expect((await check()).first?.explanation).toBe(`A leaf of the tree was changed. (entry no. 4, entry ${await entryAt(4)})`)
  })
})
