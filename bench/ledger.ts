/**
 * How fast the ledger takes entries in and how fast it is verified, beside the floor: the same bytes hashed and stored or read with nothing else.
 * Run: node bench/ledger.ts [entries=200000]. Needs no server: it starts the embedded PostgreSQL in a folder of its own, with durable settings.
 */
import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { connect, createDatabase, urlsFor } from '#kernel/db/connect.ts'
import type { Database } from '#kernel/db/connect.ts'
import { loadSecrets } from '#kernel/db/data-folder.ts'
import { startEmbedded } from '#kernel/db/embedded.ts'
import { migrate, prepareRoles } from '#kernel/db/migrate.ts'
import { appendToRange, emptyRange, leafHashes, sha256Into } from '#kernel/ledger/merkle.ts'
import { makeSigner } from '#kernel/ledger/note.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { verify } from '#kernel/ledger/verify.ts'
import { copyRows, eachRow } from '#kernel/ledger/verifier/copy-binary.ts'

const BATCH = 20_000

interface Row {
  what: string
  count: number
  seconds: number
}

/** Fills a new database with `entries` acts (each makes a record and a clock) and measures. */
export async function benchLedger(entries: number): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mizan-bench-'))
  // Open to the server's own user: else, started by root, the cluster would be put elsewhere and outlive this folder.
  chmodSync(folder, 0o755)
  const secrets = loadSecrets(folder)
  const server = await startEmbedded({ folder, superuserPassword: secrets.superuser, settings: { shared_buffers: '512MB', max_wal_size: '2GB', wal_compression: 'on' } })
  try {
    const serverUrl = `postgres://postgres:${secrets.superuser}@${server.host}:${server.port}`
    await createDatabase(`${serverUrl}/postgres`, 'bench')
    const urls = urlsFor(`${serverUrl}/bench`, secrets)
    await prepareRoles(urls.superuser, secrets)
    await migrate(urls.migrator)
    const db = connect(urls)
    const superuser = new pg.Client({ connectionString: urls.superuser })
    await superuser.connect()
    try {
      await makeEntries(superuser, entries)
      return await measure(db, superuser, entries)
    } finally {
      await superuser.end()
      await db.close()
    }
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(db: Database, superuser: pg.Client, entries: number): Promise<Row[]> {
  const signer = makeSigner('log.bench.test', generateKeyPairSync('ed25519').privateKey)
  const rows: Row[] = []
  const time = async (what: string, count: number, work: () => Promise<unknown>) => {
    const started = performance.now()
    await work()
    rows.push({ what, count, seconds: (performance.now() - started) / 1000 })
  }
  const million = Buffer.alloc(32 * 1_000_000, 7)
  await time('Merkle root of 1 M leaves, in memory', 1_000_000, async () => appendToRange(emptyRange(), leafHashes(million)))
  await time('floor: 2 M raw SHA-256 of the same bytes', 1_000_000, async () => rawHashes(2_000_000, 65))
  await time('sequencing (leaves, tiles, checkpoints; durable)', entries, () => sequence(db, { signer }))
  await time('floor: same leaves hashed and inserted, no more', entries, () => rawInsert(superuser, entries))
  await superuser.query('vacuum analyze')
  for (const workers of new Set([0, availableParallelism()])) {
    await time(`verify entries and 2 rows of each, ${workers === 0 ? 'this thread alone' : `${workers} workers`}`, entries, async () => {
      const report = await verify(db, { publicKey: signer.verifierKey, workers })
      if (!report.ok || report.entries !== entries) throw new Error(JSON.stringify(report.first ?? report))
    })
  }
  await time('floor: entries read and hashed once, this thread alone, no rows', entries, () => rawRead(superuser))
  return rows
}

/** Acts in bulk: what close_act writes, without a round trip for each. */
export async function makeEntries(superuser: pg.Client, entries: number): Promise<void> {
  await superuser.query(`
    set session_replication_role = replica;
    set timezone = 'UTC';
    create temp table act as select uuidv7() as id, uuidv7() as record_id, uuidv7() as clock_id, n, date_trunc('milliseconds', clock_timestamp()) as at
      from generate_series(1, ${entries}) n;
    insert into kernel.record (id, kind, number, label, office_id, jurisdiction, created_at)
      select record_id, 'custody', null, 'أحمد كاظم حسين الجبوري', gen_random_uuid(), 'federal', at from act;
    insert into kernel.clock (id, rule, record_id, office_id, started_at, due_at, state, article)
      select clock_id, 'CLK-01', record_id, gen_random_uuid(), at, at + interval '24 hours', 'running', 'CPC 123' from act;
    create temp table entry_of as
      select a.id, a.at, a.record_id, decode(replace(gen_random_uuid()::text, '-', ''), 'hex') as salt, kernel.entry_body(
        gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), a.at, 'custody.book', 'custody', a.record_id, 'CPC 102', 'قبض عليه متلبساً بالجريمة في السوق',
        '{"place":"الكرادة","time":"2026-11-22T08:00:00.000Z"}',
        '["kernel.record","' || a.record_id || '","I","' || encode(kernel.row_digest(to_jsonb(r)), 'hex') || '"],'
        '["kernel.clock","' || a.clock_id || '","I","' || encode(kernel.row_digest(to_jsonb(c)), 'hex') || '"]') as body
      from act a join kernel.record r on r.id = a.record_id join kernel.clock c on c.id = a.clock_id;
    insert into kernel.entry (id, at, salt, body, commitment, verb, subject_kind, subject_id, actor_id, post_id, office_id)
      select id, at, salt, body, sha256(salt || convert_to(body, 'UTF8')), 'custody.book', 'custody', record_id,
        (body::jsonb ->> 'actor')::uuid, (body::jsonb ->> 'post')::uuid, (body::jsonb ->> 'office')::uuid from entry_of;
    insert into kernel.outbox (entry_id, record_id, at) select id, record_id, at from entry_of`)
  await superuser.query('vacuum analyze')
}

function rawHashes(count: number, bytes: number): void {
  const input = Buffer.alloc(bytes, 7)
  const output = Buffer.alloc(32)
  for (let i = 0; i < count; i++) sha256Into(input, output, 0)
}

async function rawInsert(superuser: pg.Client, entries: number): Promise<void> {
  await superuser.query('create table if not exists public.floor (index bigint primary key, entry_id uuid not null unique, hash bytea not null)')
  const { rows } = await superuser.query<{ ids: string[] }>(`select array_agg(entry_id) as ids from kernel.leaf group by index / ${BATCH} order by 1`)
  let index = 0
  for (const { ids } of rows) {
    const hashes = leafHashes(Buffer.alloc(32 * ids.length, 7))
    rawHashes(ids.length, 65)
    await superuser.query(`insert into public.floor select $1::bigint + n - 1, id, substr($3::bytea, ((n - 1) * 32 + 1)::integer, 32)
      from unnest($2::uuid[]) with ordinality as t (id, n)`, [index, ids, hashes])
    index += ids.length
  }
  if (index !== entries) throw new Error(`${index} of ${entries} leaves`)
}

async function rawRead(superuser: pg.Client): Promise<void> {
  const digest = Buffer.alloc(32)
  for (let from = 0, found = 1; found > 0; from += BATCH) {
    found = 0
    const copied = await copyRows(superuser, `select e.salt || convert_to(e.body, 'UTF8') from kernel.leaf l join kernel.entry e on e.id = l.entry_id
      where l.index >= ${from} and l.index < ${from + BATCH}`)
    eachRow(copied, 1, (starts, ends) => {
      sha256Into(copied.subarray(starts[0], ends[0]), digest, 0)
      found++
    })
  }
}

function printTable(rows: readonly Row[]): void {
  const lines = rows.map((row) => [row.what, row.count.toLocaleString('en'), row.seconds.toFixed(2), Math.round(row.count / row.seconds).toLocaleString('en')])
  const table = [['what', 'count', 'seconds', 'a second'], ...lines]
  const widths = table[0]!.map((_, column) => Math.max(...table.map((line) => line[column]!.length)))
  for (const line of table) process.stdout.write(`${line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')}\n`)
}

if (import.meta.main) printTable(await benchLedger(Number(process.argv[2] ?? 200_000)))
