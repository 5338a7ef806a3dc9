import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import canonicalize from 'canonicalize'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Database } from '#kernel/db/connect.ts'
import { newClient } from '#kernel/db/seek.ts'
import { takeChecksAway } from './bulk-checks.ts'

/** One act of the past, with the rows that it left as they are now. */
export interface PastAct {
  readonly id: string
  readonly at: Date
  readonly verb: string
  readonly kind: string
  readonly subject: string
  readonly actor: string | null
  readonly post: string | null
  readonly office: string | null
  readonly basis?: string
  readonly reason?: string
  readonly detail?: Readonly<Record<string, unknown>>
  /** Records in whose history the act belongs too. */
  readonly also?: readonly string[]
}

/** A row of a table and the act that left it so; one that is gone was removed again and is not written. */
export interface PastRow { readonly act: string; readonly values: Readonly<Record<string, unknown>>; readonly gone?: boolean }

/** A whole past, table by table. Tables are filled in this order. */
export interface Past { readonly acts: PastAct[]; readonly tables: Map<string, PastRow[]> }

export function emptyPast(): Past {
  return { acts: [], tables: new Map() }
}

/** Adds a row to a past. It is read when the past is written: until then it may change. */
export function addRow(past: Past, table: string, row: PastRow): void {
  const rows = past.tables.get(table)
  if (rows) rows.push(row)
  else past.tables.set(table, [row])
}

/** Writes pasts into one transaction: all of it or nothing. */
export interface PastWriter {
  write(past: Past): Promise<void>
  /** Keeps what was written. Gives how much it was. */
  finish(): Promise<{ rows: number; acts: number }>
  abandon(): Promise<void>
}

/**
 * Writes a past at the speed of COPY: as the schema's owner, with the kernel's triggers off, and then every act's entry with the digests
 * of its rows, made by the same SQL functions that an act uses. `mizan verify` can't tell it from a past that was lived act by act.
 */
export async function openWriter(db: Pick<Database, 'urls'>): Promise<PastWriter> {
  const client = newClient(db.urls.migrator)
  await client.connect()
  await client.query(`set role mizan_owner; set timezone = 'UTC'; set synchronous_commit = off; set work_mem = '256MB'; set maintenance_work_mem = '256MB'; set jit = off; begin`)
  await client.query(`create temp table past_row (table_name text, key text, act uuid) on commit drop;
    create temp table past_act (id uuid, at timestamptz, verb text, kind text, subject uuid, actor uuid, post uuid, office uuid, basis text, reason text, detail text, salt bytea) on commit drop;
    create temp table past_also (act uuid, record_id uuid) on commit drop; create temp table past_noted (act uuid, noted text) on commit drop`)
  const tracked = new Map((await client.query<{ name: string; key_columns: string }>('select name, key_columns from kernel.tracked_table')).rows.map((t) => [t.name, t.key_columns]))
  const putBack = await takeChecksAway(client, [...new Set([...tracked.keys(), 'kernel.entry'].map((name) => name.split('.')[0]!))])
  const written = { rows: 0, acts: 0 }
  return {
    async write(past) {
      for (const [table, list] of past.tables) {
        const kept = list.filter((row) => !row.gone)
        if (kept.length === 0) continue
        written.rows += kept.length
        await fillTable(client, table, kept, tracked.get(table))
      }
      written.acts += past.acts.length
      await writeEntries(client, past.acts, [...past.tables.keys()].filter((table) => tracked.has(table)), tracked)
      await client.query('truncate past_row, past_act, past_also, past_noted')
    },
    async finish() {
      await putBack()
      await client.query('commit')
      await client.end()
      return written
    },
    async abandon() {
      await client.query('rollback').catch(() => {})
      await client.end()
    },
  }
}

/** Writes one past, whole or not at all. */
export async function writePast(db: Pick<Database, 'urls'>, past: Past): Promise<{ rows: number; acts: number }> {
  const writer = await openWriter(db)
  try {
    await writer.write(past)
    return await writer.finish()
  } catch (error) {
    await writer.abandon()
    throw error
  }
}

async function fillTable(client: pg.Client, table: string, rows: readonly PastRow[], keyColumns: string | undefined): Promise<void> {
  const columns = Object.keys(rows[0]?.values ?? {})
  if (keyColumns) await client.query(`alter table ${table} disable trigger user`)
  await copy(client, `${table} (${columns.join(', ')})`, rows, (row) => columns.map((column) => row.values[column]))
  if (!keyColumns) return
  const keys = keyColumns.split(',')
  await copy(client, 'past_row (table_name, key, act)', rows, (row) => [table, keys.map((key) => text(row.values[key])).join('/'), row.act])
  // Nothing may wait in the queue of deferred checks when the triggers come back.
  await client.query('set constraints all immediate')
  await client.query(`alter table ${table} enable trigger user`)
}

async function writeEntries(client: pg.Client, acts: readonly PastAct[], tables: readonly string[], tracked: ReadonlyMap<string, string>): Promise<void> {
  await copy(client, 'past_act', acts, (a) => [a.id, a.at, a.verb, a.kind, a.subject, a.actor, a.post, a.office, a.basis ?? null, a.reason ?? null, canonicalize(a.detail ?? {}), randomBytes(16)])
  await copy(client, 'past_also', acts.flatMap((a) => (a.also ?? []).map((record) => ({ act: a.id, record }))), (l) => [l.act, l.record])
  await client.query('analyze past_row; analyze past_act')
  for (const table of tables) {
    const keys = tracked.get(table)!.split(',')
    // Joined by the key's own columns: only the rows of this past are read as a whole.
    const on = keys.length === 1 && keys[0] === 'id' ? 't.id = p.key::uuid' : `${keys.map((key) => `t.${key}::text`).join(` || '/' || `)} = p.key`
    await client.query(`insert into past_noted select p.act, '["${table}",' || to_jsonb(p.key)::text || ',"I","' || encode(kernel.row_digest(to_jsonb(t)), 'hex') || '"]'
      from past_row p join ${table} t on ${on} where p.table_name = '${table}'`)
  }
  await client.query('analyze past_noted')
  await client.query(`with noted as (select act, string_agg(noted, ',' order by noted) as rows from past_noted group by act),
    bodies as (select a.*, kernel.entry_body(a.actor, a.post, a.office, a.at, a.verb, a.kind, a.subject, a.basis, a.reason, a.detail, coalesce(n.rows, '')) as body
      from past_act a left join noted n on n.act = a.id)
    insert into kernel.entry (id, at, salt, body, commitment, verb, subject_kind, subject_id, actor_id, post_id, office_id)
      select id, at, salt, body, sha256(salt || convert_to(body, 'UTF8')), verb, kind, subject, actor, post, office from bodies order by at, id`)
  await client.query('insert into kernel.entry_record (entry_id, record_id) select act, record_id from past_also on conflict do nothing')
  await client.query('insert into kernel.outbox (entry_id, record_id) select id, subject from past_act order by at, id')
}

/** Streams rows into a table in COPY's text format. */
async function copy<T>(client: pg.Client, target: string, rows: readonly T[], valuesOf: (row: T) => readonly unknown[]): Promise<void> {
  if (rows.length === 0) return
  function* lines(): Generator<string> {
    for (let start = 0; start < rows.length; start += 500) yield rows.slice(start, start + 500).map((row) => `${valuesOf(row).map(field).join('\t')}\n`).join('')
  }
  await pipeline(Readable.from(lines()), client.query(copyFrom(`copy ${target} from stdin`)))
}

function field(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const plain = text(value)
  return special.test(plain) ? plain.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r') : plain
}

const special = /[\\\t\n\r]/

function text(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`
  if (Array.isArray(value)) return `{${value.map((v) => `"${String(v).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}
