/** Who could lie, tried: the clerk, the administrator of the database, the holder of the server's key, and all of them but one witness. docs/attackers.md says it in words. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeWitness, type Answer, type Witness } from '#app/witness/witness.ts'
import { act } from '#kernel/act/act.ts'
import { formatAddCheckpoint } from '#kernel/ledger/add-checkpoint.ts'
import { checkPolicy } from '#kernel/ledger/check-policy.ts'
import { proveConsistency } from '#kernel/ledger/extract.ts'
import { formatCheckpoint, makeSigner, openCheckpoint, parseVerifierKey, signNote } from '#kernel/ledger/note.ts'
import { parsePolicy, type Policy } from '#kernel/ledger/policy.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { verify } from '#kernel/ledger/verify.ts'
import { systems } from '#app/systems.ts'
import { book, order } from '#systems/custody/test/scene.ts'
import { testApp, type TestApp } from '#test/support/app.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-tampering-'))
const log = makeSigner('log.mizan.test', generateKeyPairSync('ed25519').privateKey)
let app: TestApp
let intruder: pg.Client
let witnesses: Record<'judiciary' | 'bar' | 'university', Witness>
let policy: Policy
let [first, second]: { id: string; number: string }[] = []

const rowsOf = async <T extends pg.QueryResultRow>(text: string, values: unknown[] = []) => (await intruder.query<T>(text, values)).rows
const check = (known: string[] = []) => verify(app.db, { publicKey: log.verifierKey, workers: 0, known })
const problemsOf = async (known: string[] = []) => (await check(known)).problems.map((problem) => [problem.kind, problem.table, problem.rowId].filter((part) => part !== undefined).join(' '))

beforeAll(async () => {
  app = await testApp(systems)
  intruder = new pg.Client({ connectionString: app.db.urls.superuser })
  await intruder.connect()
  const make = (name: string) => witnessIn(name, generateKeyPairSync('ed25519').privateKey)
  witnesses = { judiciary: make('judiciary'), bar: make('bar'), university: make('university') }
  const lines = Object.entries(witnesses).map(([name, witness]) => `witness ${name} ${witness.verifierKey}`).join('\n')
  policy = parsePolicy(`log ${log.verifierKey}\n${lines}\ngroup institutions 2 judiciary bar university\nquorum institutions\n`)
  for (let n = 0; n < 2; n++) {
    const held = await book(app)
    await order(app, held.id)
    if (n === 0) first = held
    else second = held
  }
  await sequence(app.db, { signer: log })
})
afterAll(async () => {
  await intruder.end()
  rmSync(folder, { recursive: true, force: true })
})

function witnessIn(name: string, privateKey: KeyObject, place = name): Witness {
  mkdirSync(join(folder, place, 'logs'), { recursive: true })
  return makeWitness({ folder: join(folder, place), key: { name: `${name}.test`, privateKey }, logs: () => [parseVerifierKey(log.verifierKey)] })
}

/** What is done to the database in a test is undone after it. */
beforeEach(async () => {
  await intruder.query('set session_replication_role = replica')
  const tables = (await rowsOf<{ name: string }>(`select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname in ('kernel', 'custody') and tablename <> 'migration'`)).map((row) => row.name)
  for (const [i, name] of tables.entries()) await intruder.query(`create temp table copy_${i} as select * from ${name}`)
  return async () => {
    await intruder.query('set session_replication_role = replica')
    for (const [i, name] of tables.entries()) {
      const columns = (await rowsOf<{ c: string }>(`select string_agg(quote_ident(attname), ',' order by attnum) as c from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`, [name]))[0]!.c
      await intruder.query(`delete from ${name}; insert into ${name} (${columns}) overriding system value select ${columns} from copy_${i}; drop table copy_${i}`)
    }
  }
})

/** The newest checkpoint shown to a witness, with the best proof that there is. */
async function show(witness: Witness): Promise<Answer> {
  const [newest] = await rowsOf<{ tree_size: string; note: string }>('select tree_size, note from kernel.checkpoint order by tree_size desc limit 1')
  const kept = witness.latest(log.name)
  const old = kept === undefined ? 0 : openCheckpoint(kept, [parseVerifierKey(log.verifierKey)]).size
  const proof = old <= Number(newest!.tree_size) ? await proveConsistency(app.db, old, Number(newest!.tree_size)) : []
  return witness.addCheckpoint(formatAddCheckpoint({ old: Math.min(old, Number(newest!.tree_size)), proof: proof.map((hash) => Buffer.from(hash, 'base64')), note: newest!.note }))
}

async function signedBy(...who: Witness[]): Promise<string> {
  const [newest] = await rowsOf<{ note: string }>('select note from kernel.checkpoint order by tree_size desc limit 1')
  return newest!.note + (await Promise.all(who.map(show))).filter((answer) => answer.status === 200).map((answer) => answer.body).join('')
}

/** Rewrites history consistently: the row, the entry that noted it, every leaf and tile, every signature with the log's own key. */
async function rewrite(): Promise<void> {
  await intruder.query(`set timezone = 'UTC'`)
  const [changed] = await rowsOf<{ old: string }>(`select encode(kernel.row_digest(to_jsonb(c)), 'hex') as old from custody.custody c where id = $1`, [first!.id])
  await intruder.query(`update custody.custody set arrested_by = 'Somebody else' where id = $1`, [first!.id])
  await intruder.query(`update kernel.entry set body = replace(body, $1, (select encode(kernel.row_digest(to_jsonb(c)), 'hex') from custody.custody c where id = $2))`, [changed!.old, first!.id])
  await intruder.query(`update kernel.entry set commitment = sha256(salt || convert_to(body, 'UTF8'))`)
  await intruder.query(`insert into kernel.outbox (entry_id, record_id, seq) overriding system value select l.entry_id, l.entry_id, l.index - 1000000 from kernel.leaf l; delete from kernel.leaf; delete from kernel.tile; delete from kernel.checkpoint`)
  await sequence(app.db, { signer: log })
}

async function newestNote(): Promise<string> {
  return (await rowsOf<{ note: string }>('select note from kernel.checkpoint order by tree_size desc limit 1'))[0]!.note
}

describe('the clerk, with the whole of the platform’s own database role', () => {
  test.each([
    ['change a row', () => sql`update custody.custody set arrested_by = 'x' where id = ${first!.id}`], ['remove an order', () => sql`delete from custody.detention_order`],
    ['add a period of cover', () => sql`insert into custody.cover_fact (id, custody_id, type, at, entered_at) values (gen_random_uuid(), ${first!.id}, 'arrest', now(), now())`],
    ['rewrite an entry', () => sql`update kernel.entry set body = '{}'`], ['remove a leaf', () => sql`delete from kernel.leaf`], ['sign a tree', () => sql`insert into kernel.checkpoint (tree_size, root, note) values (0, repeat('x', 32)::bytea, '')`],
    ['switch off the rules', () => sql`alter table custody.custody disable trigger all`], ['take back a reading', () => sql`delete from kernel.sealed_read`],
  ] as const)('cannot %s without an act', async (_, attack) => {
    await expect(app.db.app.transaction().execute(async (trx) => {
      await sql`select set_config('mizan.scope', '**', true)`.execute(trx)
      await attack().execute(trx)
    })).rejects.toThrow(/permission denied|must be owner|except by an act|row-level security/)
  })

  test('cannot act without leaving the entry', async () => {
    await expect(app.db.app.transaction().execute(async (trx) => {
      await sql`select set_config('mizan.scope', '**', true), set_config('mizan.act', gen_random_uuid()::text, true)`.execute(trx)
      await sql`update custody.custody set arrested_by = 'x' where id = ${first!.id}`.execute(trx)
    })).rejects.toThrow(/without an entry/)
  })
})

describe('the administrator of the database', () => {
  test.each([
    ['an updated row', () => rowsOf(`update custody.custody set arrested_by = 'Nobody' where id = $1`, [first!.id]), () => [`row-altered custody.custody ${first!.id}`]],
    ['a deleted row', () => rowsOf(`delete from custody.custody where id = $1`, [first!.id]), () => [`row-removed custody.custody ${first!.id}`]],
    ['an inserted row', () => rowsOf(`insert into custody.step (id, custody_id, kind, at) values ('01980000-0000-7000-8000-00000000beef', $1, 'rights-told', now())`, [first!.id]), () => ['row-inserted custody.step 01980000-0000-7000-8000-00000000beef']],
    ['two rows that were swapped', () => rowsOf(`update custody.custody c set person_id = o.person_id, name_display = o.name_display from custody.custody o where c.id = any ($1) and o.id = any ($1) and o.id <> c.id`, [[first!.id, second!.id]]).catch(async () => {
      // Nobody is held twice: the index would have to go first.
      await intruder.query('drop index custody.custody_one_open_for_a_person')
      await rowsOf(`update custody.custody c set person_id = o.person_id, name_display = o.name_display from custody.custody o where c.id = any ($1) and o.id = any ($1) and o.id <> c.id`, [[first!.id, second!.id]])
    }), () => [`row-altered custody.custody ${first!.id}`, `row-altered custody.custody ${second!.id}`]],
  ] as const)('%s is found and named by verify', async (_, attack, found) => {
    await attack()
    expect((await problemsOf()).sort()).toEqual(found().sort())
  })

  test('a table rolled back to yesterday is found, row by row', async () => {
    await intruder.query('create temp table yesterday as select * from custody.detention_order where false; insert into yesterday select * from custody.detention_order limit 1')
    const gone = (await rowsOf<{ id: string }>('select id from custody.detention_order where id not in (select id from yesterday)')).map((row) => row.id)
    await intruder.query('delete from custody.detention_order where id not in (select id from yesterday)')
    expect(await problemsOf()).toEqual(gone.map((id) => `row-removed custody.detention_order ${id}`))
  })

  test('an entry rewritten with its row, but without the log’s key, is found', async () => {
    await intruder.query(`set timezone = 'UTC'`)
    await intruder.query(`update kernel.entry set body = replace(body, 'custody.book', 'custody.look'), commitment = sha256(salt || convert_to(replace(body, 'custody.book', 'custody.look'), 'UTF8')) where subject_id = $1`, [first!.id])
    expect((await check()).first).toMatchObject({ kind: 'entry-altered' })
  })

  test('the whole database set back to yesterday passes verify, but a witness has seen more, and so does a kept checkpoint', async () => {
    const kept = await signedBy(witnesses.judiciary)
    await intruder.query('create temp table later as select entry_id from kernel.leaf order by index desc limit 1')
    // What a restored backup would hold: everything up to some act, nothing after it.
    const [size] = await rowsOf<{ n: string }>('select count(*) as n from kernel.leaf')
    const note = signNote(formatCheckpoint({ origin: log.name, size: Number(size!.n) - 1, root: Buffer.alloc(32, 1) }), [log])
    expect(witnesses.judiciary.addCheckpoint(formatAddCheckpoint({ old: Number(size!.n) - 1, proof: [], note })).status).toBe(409)
    await intruder.query('delete from kernel.leaf where entry_id in (select entry_id from later); delete from kernel.entry where id in (select entry_id from later); delete from kernel.checkpoint')
    expect((await check([kept])).problems.map((problem) => problem.kind)).toContain('checkpoint-removed')
    await intruder.query('drop table later')
  })

  test('can write a false act in somebody’s name through the platform’s own functions: it verifies, and it stays for all to see', async () => {
    await intruder.query('set session_replication_role = origin')
    await act(app.systemCtx, { verb: 'test.false', subject: { kind: 'custody', id: first!.id }, by: 'authority' }, async (tx) => {
      await sql`update custody.custody set arrested_by = 'Invented' where id = ${first!.id}`.execute(tx.db)
    })
    await sequence(app.db, { signer: log })
    expect(await problemsOf()).toEqual([])
    expect(await rowsOf(`select 1 from kernel.leaf l join kernel.entry e on e.id = l.entry_id where e.verb = 'test.false'`)).toHaveLength(1)
  })

  test('can take back the traces of reading and of refusals: they are no leaves', async () => {
    await intruder.query('delete from kernel.sealed_read; delete from kernel.refusal')
    expect(await problemsOf()).toEqual([])
  })
})

describe('the holder of the server’s key, who has the database as well', () => {
  test('rebuilds the tree so that the database verifies, and no witness signs it', async () => {
    for (const witness of Object.values(witnesses)) expect([200, 409]).toContain((await show(witness)).status)
    const kept = witnesses.bar.latest(log.name)!
    await rewrite()
    expect(await problemsOf()).toEqual([])
    expect((await check([kept])).problems[0]).toMatchObject({ kind: 'root-mismatch' })
    for (const witness of Object.values(witnesses)) expect((await show(witness)).status).toBe(409)
    expect(checkPolicy(await newestNote(), policy)).toMatchObject({ ok: false, problem: { kind: 'quorum', have: [] } })
    // Nor when the false history goes on. (On a busy machine the checkpoints are more than a minute younger than the house's clock.)
    app.time.now = new Date()
    await intruder.query('set session_replication_role = origin')
    await book(app)
    await sequence(app.db, { signer: log })
    for (const witness of Object.values(witnesses)) expect((await show(witness)).status).toBe(422)
  })

  test('forks the log for one reader: the reader misses the witnesses', async () => {
    const honest = await signedBy()
    const { size } = openCheckpoint(honest, [parseVerifierKey(log.verifierKey)])
    const fork = signNote(formatCheckpoint({ origin: log.name, size, root: Buffer.alloc(32, 7) }), [log])
    expect(openCheckpoint(fork, [parseVerifierKey(log.verifierKey)]).size).toBe(size)
    expect(checkPolicy(fork, policy)).toMatchObject({ ok: false, problem: { kind: 'quorum' } })
    expect((await check([fork])).problems[0]).toMatchObject({ kind: 'root-mismatch' })
    for (const witness of Object.values(witnesses)) expect(witness.addCheckpoint(formatAddCheckpoint({ old: size, proof: [], note: fork })).status).toBe(409)
  })
})

describe('all of them but one witness', () => {
  /** Two institutions that sign whatever they are shown. */
  let forgotten = 0
  const bribed = (name: string) => witnessIn(name, keys[name]!, `bribed-${name}-${forgotten++}`)
  const keys: Record<string, KeyObject> = { bar: generateKeyPairSync('ed25519').privateKey, university: generateKeyPairSync('ed25519').privateKey }
  const text = () => `log ${log.verifierKey}\nwitness judiciary ${witnesses.judiciary.verifierKey}\nwitness bar ${bribed('bar').verifierKey}\nwitness university ${bribed('university').verifierKey}\ngroup institutions %k judiciary bar university\nquorum institutions\n`

  test('fool a reader for whom two of three are enough, not one who asks for all; the last witness refuses and keeps the evidence', async () => {
    expect([200, 409]).toContain((await show(witnesses.judiciary)).status)
    const kept = witnesses.judiciary.latest(log.name)!
    await rewrite()
    const untrue = await signedBy(bribed('bar'), bribed('university'), witnesses.judiciary)
    expect(checkPolicy(untrue, parsePolicy(text().replace('%k', '2'))).ok).toBe(true)
    expect(checkPolicy(untrue, parsePolicy(text().replace('%k', 'all')))).toMatchObject({ ok: false, problem: { kind: 'quorum', missing: ['judiciary'] } })
    // Two checkpoints of one size that the log signed both: that is the proof against it, for anyone who holds them.
    const key = [parseVerifierKey(log.verifierKey)]
    expect(openCheckpoint(kept, key).size).toBe(openCheckpoint(untrue, key).size)
    expect(openCheckpoint(kept, key).root.equals(openCheckpoint(untrue, key).root)).toBe(false)
    expect((await check([kept])).problems[0]).toMatchObject({ kind: 'root-mismatch' })
  })
})
