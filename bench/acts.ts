// Acts per second beside a hand-written transaction that inserts the same rows with no platform around it.
import { randomBytes, randomUUIDv7 } from 'node:crypto'
import pg from 'pg'
import { registerPolicy } from '#kernel/access/policy.ts'
import { findSession } from '#kernel/access/sessions.ts'
import type { Ctx, Session } from '#kernel/act/context.ts'
import { act } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import type { Database } from '#kernel/db/connect.ts'
import { example } from '#systems/_example/system.ts'
import { insertItem } from '#systems/_example/store.ts'
import { makeCountry, tokenOf } from '#test/support/country.ts'
import { freshDatabase, machine, median, percentile, table } from './support.ts'

const clients = 8
const seconds = Number(process.env['BENCH_SECONDS'] ?? 5)
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3)
const description = 'A brown purse with 25,000 dinars and a bunch of keys'

const { db, close } = await freshDatabase()
try {
  const country = await makeCountry(db)
  registerPolicy(example.policy)
  const session = (await findSession(db, await tokenOf(db, country, 'stationOfficer', new Date()), new Date()))!
  const peer = await makePeer(db)
  const ours = () => platformAct(db, session)
  const theirs = () => handWritten(peer, session)
  await Promise.all([load(ours, 1), load(theirs, 1)])
  const ratios: number[] = [], rates: number[] = [], peers: number[] = []
  for (let round = 0; round < rounds; round++) {
    const a = await load(ours, seconds), b = await load(theirs, seconds)
    rates.push(a.rate); peers.push(b.rate); ratios.push(a.rate / b.rate)
  }
  await settle(db)
  const half = await paced(ours, median(rates) / 2, seconds)
  process.stdout.write(`${table(`Acts (${machine()})`, ['figure', 'acts', 'hand-written', 'ratio', 'target'], [
    [`per second, ${clients} clients, median of ${rounds}`, median(rates), median(peers), median(ratios), '≥ 0.5'],
    ['p50 at half load, ms', percentile(half, 0.5), '', '', ''],
    ['p99 at half load, ms', percentile(half, 0.99), '', '', '< 25'],
  ])}\n`)
  await peer.end()
} finally {
  await close()
}

/** As on a server that has been at work for a while: its log segments are recycled, not made anew (which stalls every commit for some 60 ms). */
async function settle(database: Database): Promise<void> {
  const admin = new pg.Client({ connectionString: database.urls.superuser })
  await admin.connect()
  await admin.query('checkpoint')
  await admin.end()
}

async function platformAct(database: Database, by: Session): Promise<void> {
  const ctx: Ctx = { ...systemCtx(database), system: undefined, session: by, idempotencyKey: randomUUIDv7() }
  await act(ctx, { verb: '_example.register', subject: { kind: 'found-item', create: { label: description } }, basis: 'Penal 450', input: { description } },
    async (tx) => { await insertItem(tx, { description, place: 'Karrada', foundAt: tx.at }); return { id: tx.record.id } })
}

/** The same tables without triggers or row-level security: what a careful programmer would insert by hand. */
async function makePeer(database: Database): Promise<pg.Pool> {
  const admin = new pg.Client({ connectionString: database.urls.superuser })
  await admin.connect()
  await admin.query(`create schema peer; ${['record', 'record_access', 'entry', 'outbox', 'request'].map((t) => `create table peer.${t} (like kernel.${t} including all);`).join('')}
    create table peer.found_item (like _example.found_item including all); grant usage on schema peer to mizan_app; grant select, insert, update on all tables in schema peer to mizan_app`)
  await admin.end()
  const pool = new pg.Pool({ connectionString: database.urls.app, max: clients })
  pool.on('error', () => {})
  return pool
}

async function handWritten(pool: pg.Pool, by: Session): Promise<void> {
  const client = await pool.connect()
  const [id, entry, now] = [randomUUIDv7(), randomUUIDv7(), new Date()]
  try {
    await client.query('begin')
    await client.query('insert into peer.request (account_id, key, verb, input_hash, entry_id, response) values ($1, $2, $3, $4, $5, $6)', [by.accountId, randomUUIDv7(), '_example.register', randomBytes(32), entry, '{}'])
    await client.query(`insert into peer.record (id, kind, label, office_id, jurisdiction, created_at) values ($1, 'found-item', $2, $3, 'federal', $4)`, [id, description, by.officeId, now])
    await client.query(`insert into peer.record_access (record_id, office_id, why) values ($1, $2, 'holder'), ($1, $2, 'origin')`, [id, by.officeId])
    await client.query('insert into peer.found_item (id, description, found_at, place) values ($1, $2, $3, $4)', [id, description, now, 'Karrada'])
    await client.query(`insert into peer.entry (id, at, salt, body, commitment, verb, subject_kind, subject_id) values ($1, $2, $3, $4, $5, $6, 'found-item', $7)`, [entry, now, randomBytes(16), JSON.stringify({ description }).repeat(8), randomBytes(32), '_example.register', id])
    await client.query('insert into peer.outbox (entry_id, record_id) values ($1, $2)', [entry, id])
    await client.query('commit')
  } finally {
    client.release()
  }
}

/** Eight clients as fast as they go. */
async function load(work: () => Promise<void>, forSeconds: number): Promise<{ rate: number }> {
  let done = 0
  const started = performance.now(), end = started + forSeconds * 1000
  await Promise.all(Array.from({ length: clients }, async () => { while (performance.now() < end) { await work(); done++ } }))
  return { rate: done / ((performance.now() - started) / 1000) }
}

/** A steady stream at this rate; each sample is from when it was due, so that waiting counts. */
async function paced(work: () => Promise<void>, rate: number, forSeconds: number): Promise<number[]> {
  const samples: number[] = [], running: Promise<void>[] = []
  const started = performance.now()
  for (let i = 0; i < rate * forSeconds; i++) {
    const due = started + (i * 1000) / rate
    while (performance.now() < due) await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
    running.push(work().then(() => { samples.push(performance.now() - due) }))
  }
  await Promise.all(running)
  return samples
}
