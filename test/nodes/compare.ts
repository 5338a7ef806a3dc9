/** What a node holds, in a form in which two nodes can be compared: for each record one digest of all its rows in all tables. */
import type { Database } from '#kernel/db/connect.ts'
import { onServer } from '#kernel/nodes/nodes.ts'

/** `records`: record id → [digest of its rows, who writes it]. `for`: the records that each node below should have. */
export interface Held { node: string; records: Record<string, [digest: string, writer: string]>; for: Record<string, string[]>; entries: Record<string, number> }

export async function compareDigests(db: Database): Promise<Held> {
  return onServer(db.urls, async (client) => {
    await client.query('begin isolation level repeatable read read only')
    await client.query(`set local timezone = 'UTC'; set local intervalstyle = 'postgres'; set local bytea_output = 'hex'; set local extra_float_digits = 1`)
    const { rows: [here] } = await client.query<{ node_id: string; root: string }>('select node_id, (select id from kernel.node where parent_id is null) as root from kernel.here')
    const { rows: tables } = await client.query<{ name: string; key_columns: string; goes_by: string }>(`select name, key_columns, goes_by from kernel.tracked_table where goes_to = 'record' order by name`)
    const parts = tables.map((t) => `select t.${t.goes_by} as record_id, '${t.name}' as name, kernel.row_key(to_jsonb(t), '${t.key_columns}') as key, kernel.row_digest(to_jsonb(t)) as digest from ${t.name} t`)
    const { rows } = await client.query<{ id: string; digest: string; writer: string }>(`
      select r.id, encode(sha256(string_agg(x.digest, ''::bytea order by x.name, x.key)), 'hex') as digest, coalesce(r.writer, '${here!.root}') as writer
      from (${parts.join(' union all ')}) x join kernel.record r on r.id = x.record_id group by r.id, r.writer`)
    const { rows: below } = await client.query<{ node: string; records: string[] }>(`select n.id as node, array(select r.id from kernel.record r where kernel.is_for(n.id, r.id)) as records from kernel.node n where n.parent_id is not null`)
    const { rows: entries } = await client.query<{ node: string; count: number }>(`select coalesce(node_id, '${here!.node_id}') as node, count(*)::int as count from kernel.entry group by 1`)
    await client.query('rollback')
    return { node: here!.node_id, records: Object.fromEntries(rows.map((row) => [row.id, [row.digest, row.writer]])), for: Object.fromEntries(below.map((row) => [row.node, row.records])), entries: Object.fromEntries(entries.map((row) => [row.node, row.count])) }
  })
}

