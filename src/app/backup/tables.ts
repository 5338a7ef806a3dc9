import type pg from 'pg'

/** The schemas that are not ours to save: PostgreSQL's own, and the queue of scheduled work, which is made anew. */
const notOurs = ['pg_catalog', 'information_schema', 'pg_toast', 'public', 'jobs']

/**
 * Every table of the platform (a partitioned one as one), each after those that it refers to, so that they can be filled in this order.
 * The list of applied migrations is left out: a restore makes the schema by its own migrations, and compares.
 */
export async function listTables(client: pg.ClientBase): Promise<string[]> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname <> all ($1) and n.nspname !~ '^pg_' and not (n.nspname = 'kernel' and c.relname = 'migration') order by 1`, [notOurs])
  const { rows: references } = await client.query<{ child: string; parent: string }>(
    `select cn.nspname || '.' || c.relname as child, pn.nspname || '.' || p.relname as parent from pg_constraint k
     join pg_class c on c.oid = k.conrelid join pg_namespace cn on cn.oid = c.relnamespace join pg_class p on p.oid = k.confrelid join pg_namespace pn on pn.oid = p.relnamespace
     where k.contype = 'f' and k.conrelid <> k.confrelid and k.conparentid = 0`)
  const parents = Map.groupBy(references, (r) => r.child)
  const ordered: string[] = []
  const visit = (name: string, trail: readonly string[]): void => {
    if (ordered.includes(name)) return
    if (trail.includes(name)) throw new Error(`tables refer to each other in a circle: ${[...trail, name].join(' -> ')}`)
    for (const { parent } of parents.get(name) ?? []) visit(parent, [...trail, name])
    ordered.push(name)
  }
  for (const { name } of tables) visit(name, [])
  return ordered
}

/** The columns that can be written, in their order: those that the database computes by itself are left out. */
export async function columnsOf(client: pg.ClientBase, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`, [table])
  return rows.map((row) => row.name)
}
