/** The same change to the same rows, by the platform's act and by a hand-written transaction with no platform around it; and the load that both are put under. */
import { randomBytes, randomUUIDv7 } from 'node:crypto'
import type pg from 'pg'
import { registerPolicy } from '#kernel/access/policy.ts'
import { findSession } from '#kernel/access/sessions.ts'
import { act } from '#kernel/act/act.ts'
import { systemCtx, type Ctx, type Session } from '#kernel/act/context.ts'
import type { Database } from '#kernel/db/connect.ts'
import { newClient, newPool } from '#kernel/db/seek.ts'
import { example } from '#systems/_example/system.ts'
import { insertItem } from '#systems/_example/store.ts'
import { makeCountry, tokenOf } from '#test/support/country.ts'

export const clients = 8
const description = 'A brown purse with 25,000 dinars and a bunch of keys'

/** Both ways to make the change, on a database with a small country. */
export interface Pair { readonly session: Session; ours(): Promise<void>; theirs(): Promise<void>; end(): Promise<void> }

export async function makePair(db: Database): Promise<Pair> {
  const country = await makeCountry(db)
  registerPolicy(example.policy)
  await makePeerTables(db)
  return pairOf(db, (await findSession(db, await tokenOf(db, country, 'stationOfficer', new Date()), new Date()))!)
}

/** The same by other connections. */
export function pairOf(db: Database, session: Session): Pair {
  const peer = newPool(db.urls.app, { max: clients })
  peer.on('error', () => {})
  return { session, ours: () => platformAct(db, session), theirs: () => handWritten(peer, session), end: () => peer.end() }
}

async function platformAct(database: Database, by: Session): Promise<void> {
  const ctx: Ctx = { ...systemCtx(database), system: undefined, session: by, idempotencyKey: randomUUIDv7() }
  await act(ctx, { verb: '_example.register', subject: { kind: 'found-item', create: { label: description } }, basis: 'Penal 450', input: { description } },
    async (tx) => { await insertItem(tx, { description, place: 'Karrada', foundAt: tx.at }); return { id: tx.record.id } })
}

/** The same tables without triggers or row-level security: what a careful programmer would insert by hand. */
async function makePeerTables(database: Database): Promise<void> {
  const admin = newClient(database.urls.superuser)
  await admin.connect()
  await admin.query(`create schema peer; ${['record', 'record_access', 'entry', 'outbox', 'request'].map((t) => `create table peer.${t} (like kernel.${t} including all);`).join('')}
    create table peer.found_item (like _example.found_item including all); grant usage on schema peer to mizan_app; grant select, insert, update on all tables in schema peer to mizan_app`)
  await admin.end()
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
export async function load(work: () => Promise<void>, forSeconds: number): Promise<{ rate: number }> {
  let done = 0
  const started = performance.now(), end = started + forSeconds * 1000
  await Promise.all(Array.from({ length: clients }, async () => { while (performance.now() < end) { await work(); done++ } }))
  return { rate: done / ((performance.now() - started) / 1000) }
}

/** A steady stream at this rate; each sample is from when it was due, so that waiting counts. */
export async function paced(work: () => Promise<void>, rate: number, forSeconds: number): Promise<number[]> {
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
