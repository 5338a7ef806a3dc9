import { sql, type RawBuilder } from 'kysely'

/**
 * Whether a record is written at this node: for the platform's own jobs, which bring up to date what is written here and leave the rest to its node.
 * @param column the column with the record's id, e.g. `c.record_id`
 */
export function writtenHere(column: string): RawBuilder<boolean> {
  return sql<boolean>`not exists (select from kernel.record written where written.id = ${sql.ref(column)} and kernel.elsewhere(written.writer) is not null)`
}
