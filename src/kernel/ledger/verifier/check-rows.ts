/** The digests of the rows as they are now, streamed in ranges of pages so that several workers share a large table. */
import type pg from 'pg'
import { HASH_BYTES } from '../merkle.ts'
import { copyRows, eachRow } from './copy-binary.ts'
import { KEY_BYTES, writeRowKey } from './row-key.ts'

/** Pages of 8 kB that one task reads. */
const RANGE_PAGES = 2048
const UUID = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
export const ROW_BYTES = KEY_BYTES + HASH_BYTES

/**
 * As `kernel.row_digest` does it, but spelled out: a function in the database could have been replaced by whoever changed the rows.
 * The text of a row depends on the session's settings; see SESSION.
 */
const DIGEST = "sha256(convert_to(jsonb_strip_nulls(to_jsonb(t))::text, 'UTF8'))"

/** The settings under which rows are turned into text: those under which `kernel.note_row_change` did. */
export const SESSION = `
  set local search_path = pg_catalog; set local timezone = 'UTC'; set local datestyle = 'ISO, MDY'; set local intervalstyle = 'postgres';
  set local bytea_output = 'hex'; set local extra_float_digits = 1; set local row_security = off; set local jit = off;
  set local enable_hashjoin = off; set local enable_mergejoin = off; set local max_parallel_workers_per_gather = 0`

export interface TrackedTable {
  name: string
  /** The name as SQL, quoted. */
  sql: string
  /** SQL for the text that entries name the row by. */
  nameSql: string
  /** SQL for the 16 bytes of its key, the same as writeRowKey gives for that text. */
  keySql: string
  /** The heaps that hold its rows: the table itself, or each of its partitions. */
  heaps: readonly { sql: string; pages: number }[]
  pages: number
  isNoted: boolean
}

export interface RowTask {
  sql: string
  keySql: string
  fromPage: number
  /** Absent: to the table's end. */
  toPage?: number
  /** How many pages that is, as far as was known. */
  pages: number
}

export interface RowResult {
  /** Key and digest of each row, side by side. */
  rows: Buffer
}

/** The tracked tables that exist, and the names of those that don't. */
export async function listTrackedTables(client: pg.ClientBase): Promise<{ tables: TrackedTable[]; missing: string[] }> {
  const { rows } = await client.query<{ name: string; sql: string | null; parts: string[]; is_uuid: boolean; heaps: { sql: string; pages: number }[]; is_noted: boolean }>(`
    with recursive tree as (
      select c.oid as root, c.oid from kernel.tracked_table t join pg_namespace n on n.nspname = split_part(t.name, '.', 1) join pg_class c on c.relnamespace = n.oid and c.relname = split_part(t.name, '.', 2)
      union all select tree.root, i.inhrelid from tree join pg_inherits i on i.inhparent = tree.oid),
    heap as (
      select tree.root, c.oid, c.relkind, quote_ident(n.nspname) || '.' || quote_ident(c.relname) as sql,
        case c.relkind when 'r' then coalesce(pg_relation_size(c.oid) / current_setting('block_size')::int, 0)::int else 0 end as pages
      from tree join pg_class c on c.oid = tree.oid join pg_namespace n on n.oid = c.relnamespace)
    select t.name, quote_ident(n.nspname) || '.' || quote_ident(c.relname) as sql,
      (select array_agg(case when a.atttypid in ('uuid'::regtype, 'text'::regtype) then format('t.%I::text', k) else format('(to_jsonb(t) ->> %L)', k) end order by o)
         from unnest(string_to_array(t.key_columns, ',')) with ordinality as keys (k, o)
         left join pg_attribute a on a.attrelid = c.oid and a.attname = k) as parts,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = t.key_columns and a.atttypid = 'uuid'::regtype) as is_uuid,
      (select jsonb_agg(jsonb_build_object('sql', h.sql, 'pages', h.pages) order by h.sql) from heap h where h.root = c.oid and h.relkind = 'r') as heaps,
      (select bool_and(exists (select from pg_trigger g join pg_proc p on p.oid = g.tgfoid where g.tgrelid = h.oid and p.proname = 'note_row_change'
        and p.pronamespace = 'kernel'::regnamespace and g.tgenabled in ('O', 'A') and g.tgtype & 29 = 29)) from heap h where h.root = c.oid) as is_noted
    from kernel.tracked_table t
    left join pg_namespace n on n.nspname = split_part(t.name, '.', 1)
    left join pg_class c on c.relnamespace = n.oid and c.relname = split_part(t.name, '.', 2)
    order by t.name`)
  const tables = rows.flatMap((row) => {
    if (row.sql === null) return []
    const nameSql = row.parts.length > 1 ? `concat_ws('/', ${row.parts.join(', ')})` : row.parts[0]!
    const keySql = row.is_uuid ? `uuid_send(${nameSql.replace(/::text$/, '')})`
      : `case when ${nameSql} ~* '${UUID}' then uuid_send((${nameSql})::uuid) else substr(sha256(convert_to(${nameSql}, 'UTF8')), 1, ${KEY_BYTES}) end`
    return [{ name: row.name, sql: row.sql, nameSql, keySql, heaps: row.heaps, pages: row.heaps.reduce((sum, heap) => sum + heap.pages, 0), isNoted: row.is_noted }]
  })
  return { tables, missing: rows.filter((row) => row.sql === null).map((row) => row.name) }
}

/** The tasks that together read a table once. */
export function rowTasks(table: TrackedTable): RowTask[] {
  return table.heaps.flatMap(({ sql, pages }) => {
    const tasks: RowTask[] = []
    for (let fromPage = 0; fromPage === 0 || fromPage < pages; fromPage += RANGE_PAGES) {
      const isLast = fromPage + RANGE_PAGES >= pages
      tasks.push({ sql, keySql: table.keySql, fromPage, pages: Math.min(pages - fromPage, RANGE_PAGES), ...(isLast ? {} : { toPage: fromPage + RANGE_PAGES }) })
    }
    return tasks
  })
}

/** Keys and digests of the rows of a range of pages; put side by side by the database, because a message for each row costs as much as its digest. */
export async function digestRows(client: pg.ClientBase, task: RowTask): Promise<RowResult> {
  const ranges = [
    ...(task.fromPage > 0 ? [`t.ctid >= '(${task.fromPage},0)'::tid`] : []),
    ...(task.toPage === undefined ? [] : [`t.ctid < '(${task.toPage},0)'::tid`]),
  ]
  const copied = await copyRows(client, `select string_agg(${task.keySql} || ${DIGEST}, ''::bytea) from ${task.sql} t ${ranges.length > 0 ? `where ${ranges.join(' and ')}` : ''}`)
  let rows: Buffer = Buffer.alloc(0)
  eachRow(copied, 1, (starts, ends) => {
    if (starts[0]! >= 0) rows = Buffer.from(copied.subarray(starts[0], ends[0]))
  })
  if (rows.length % ROW_BYTES !== 0) throw new Error(`${rows.length} bytes are not whole rows of ${task.sql}`)
  return { rows }
}

/** The texts that entries name these rows by. Reads the whole table; only asked when something is wrong. */
export async function nameRows(client: pg.ClientBase, table: TrackedTable, keys: readonly Buffer[]): Promise<Map<string, string>> {
  const wanted = new Set(keys.map((key) => key.toString('hex')))
  const names = new Map<string, string>()
  const copied = await copyRows(client, `select ${table.nameSql} from ${table.sql} t`)
  const key = Buffer.alloc(KEY_BYTES)
  eachRow(copied, 1, (starts, ends) => {
    const text = copied.toString('utf8', starts[0], ends[0])
    writeRowKey(text, key, 0)
    if (wanted.has(key.toString('hex'))) names.set(key.toString('hex'), text)
  })
  return names
}
