/** A change of the key that prints are sealed with: a new one for new values, then what is kept is sealed again, row by row, within acts. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { act, read, type Reader } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import type { Database } from '#kernel/db/connect.ts'
import { addKey, dropKeys, keyIds, seal, unseal } from './sealing.ts'

interface SealedPlace { readonly table: string; readonly value: string; readonly key: string; readonly part: 'image' | 'template'; /** The column of the record that the row belongs to. */ readonly record: string }

/** Every column that is sealed. A test compares it with the database. */
export const sealedPlaces: readonly SealedPlace[] = [
  { table: 'biometrics.impression', value: 'sealed_image', key: 'key_id', part: 'image', record: 'enrolment_id' },
  { table: 'biometrics.impression', value: 'sealed_template', key: 'template_key_id', part: 'template', record: 'enrolment_id' },
  { table: 'biometrics.template', value: 'sealed', key: 'key_id', part: 'template', record: 'enrolment_id' },
  { table: 'biometrics.photograph', value: 'sealed_image', key: 'key_id', part: 'image', record: 'enrolment_id' },
  { table: 'biometrics.mark', value: 'sealed_image', key: 'key_id', part: 'image', record: 'id' },
  { table: 'biometrics.mark', value: 'sealed_template', key: 'template_key_id', part: 'template', record: 'id' },
  { table: 'biometrics.probe', value: 'sealed_image', key: 'key_id', part: 'image', record: 'search_id' },
  { table: 'biometrics.probe', value: 'sealed_template', key: 'template_key_id', part: 'template', record: 'search_id' },
]

const rowsATime = 50

/** How many values are sealed under each key of the ring, and under keys that are not in it. */
export async function keyUse(db: Database): Promise<{ readonly id: string; readonly current: boolean; readonly inRing: boolean; readonly values: number }[]> {
  const { current, all } = keyIds()
  const counts = new Map<string, number>(all.map((id) => [id, 0]))
  await read(systemCtx(db), async (r) => {
    for (const { table, key } of sealedPlaces) {
      const { rows } = await sql<{ id: string; n: number }>`select ${sql.ref(key)} as id, count(*)::int as n from ${sql.table(table)} where ${sql.ref(key)} is not null group by 1`.execute(r.db)
      for (const { id, n } of rows) counts.set(id, (counts.get(id) ?? 0) + n)
    }
  })
  return [...counts].map(([id, values]) => ({ id, values, current: id === current, inRing: all.includes(id) }))
}

/** A new key for whatever is sealed from now on. The act says so; the key itself is nowhere but in the ring. @returns its id */
export async function renewKey(db: Database): Promise<string> {
  const { current } = keyIds()
  const next = addKey()
  await act(systemCtx(db), { verb: 'biometrics.new-print-key', subject: { kind: 'print-key', bare: randomUUID() }, detail: { from: current, to: next } }, async () => ({}))
  return next
}

/**
 * Seals again what is under another key than the current one, some rows an act, so that work goes on beside it. Broken off, it is simply run again.
 * In a tree of nodes each node does its own rows.
 * @returns how many values were sealed again
 */
export async function resealAll(db: Database, onProgress: (done: number) => void = () => {}): Promise<number> {
  let done = 0
  for (const place of sealedPlaces) {
    for (let some = await resealSome(db, place); some > 0; some = await resealSome(db, place)) {
      done += some
      onProgress(done)
    }
  }
  return done
}

async function resealSome(db: Database, { table, value, key, part, record }: SealedPlace): Promise<number> {
  const { current } = keyIds()
  const waiting = await read(systemCtx(db), (r) => waitingRows(r, { table, key, record, current }))
  if (waiting.length === 0) return 0
  return act(systemCtx(db), { verb: 'biometrics.reseal', subject: { kind: 'print-key', bare: randomUUID() }, detail: { table, part, to: current, values: waiting.length } }, async (tx) => {
    let done = 0
    for (const id of waiting) {
      const { rows: [row] } = await sql<{ sealed: Buffer | null; key_id: string | null }>`select ${sql.ref(value)} as sealed, ${sql.ref(key)} as key_id from ${sql.table(table)} where id = ${id} for update`.execute(tx.db)
      // It fell meanwhile, or somebody else was faster.
      if (!row?.sealed || !row.key_id || row.key_id === current) continue
      const place = { table, id, part }
      const fresh = seal(place, unseal(place, { keyId: row.key_id, sealed: row.sealed }))
      await sql`update ${sql.table(table)} set ${sql.ref(value)} = ${fresh.sealed}, ${sql.ref(key)} = ${fresh.keyId} where id = ${id}`.execute(tx.db)
      done += 1
    }
    return done
  })
}

async function waitingRows(r: Reader, { table, key, record, current }: { table: string; key: string; record: string; current: string }): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select t.id from ${sql.table(table)} t join kernel.record k on k.id = ${sql.ref(`t.${record}`)}
    where ${sql.ref(`t.${key}`)} is not null and ${sql.ref(`t.${key}`)} <> ${current} and kernel.elsewhere(k.writer) is null order by t.id limit ${rowsATime}`.execute(r.db)
  return rows.map((row) => row.id)
}

/** Takes the keys out of the ring that nothing is sealed under any more. @returns their ids */
export async function dropUnusedKeys(db: Database): Promise<string[]> {
  const unused = (await keyUse(db)).filter((one) => one.inRing && !one.current && one.values === 0).map((one) => one.id)
  if (unused.length === 0) return []
  await act(systemCtx(db), { verb: 'biometrics.drop-print-key', subject: { kind: 'print-key', bare: randomUUID() }, detail: { dropped: unused } }, async () => ({}))
  dropKeys(unused)
  return unused
}
