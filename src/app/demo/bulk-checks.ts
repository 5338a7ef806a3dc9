/** What slows the filling of an empty database down: indexes and references are taken away first, and made again, and so checked, over all rows at once. */
import type pg from 'pg'

/** Tables in partitions keep theirs: a part's cannot be taken away without the whole's. */
const inParts = (table: string) => `select from pg_class p where p.oid = ${table} and (p.relkind = 'p' or p.relispartition)`

/** Puts back what was taken away. Throws where a row points at nothing, or is there twice. */
export type PutBack = () => Promise<void>

/**
 * Takes the secondary indexes and the foreign keys of these schemas away, where the database holds no record yet; else leaves all as it is.
 * Part of the caller's transaction: until it ends nobody sees the tables without them.
 */
export async function takeChecksAway(client: pg.Client, schemas: readonly string[]): Promise<PutBack> {
  const { rows: [first] } = await client.query<{ filled: boolean }>('select exists (select from kernel.record) or exists (select from kernel.person) as filled')
  if (first?.filled) return async () => {}
  const { rows: references } = await client.query<{ away: string; back: string }>(`select format('alter table %s drop constraint %I', conrelid::regclass, conname) as away,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as back
    from pg_constraint where contype = 'f' and connamespace = any ($1::regnamespace[]) and not exists (${inParts('conrelid')}) order by conrelid::regclass::text, conname`, [schemas])
  const { rows: indexes } = await client.query<{ away: string; back: string }>(`select format('drop index %s', i.indexrelid::regclass) as away, pg_get_indexdef(i.indexrelid) as back
    from pg_index i join pg_class c on c.oid = i.indexrelid where c.relnamespace = any ($1::regnamespace[]) and not i.indisprimary
      and not exists (select from pg_constraint k where k.conindid = i.indexrelid) and not exists (${inParts('i.indrelid')}) order by i.indexrelid::regclass::text`, [schemas])
  for (const { away } of [...references, ...indexes]) await client.query(away)
  return async () => {
    for (const { back } of [...indexes, ...references]) await client.query(back)
  }
}
