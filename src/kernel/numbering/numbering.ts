import { sql, type Kysely } from 'kysely'
import type { KernelTables } from '#kernel/db/tables.ts'

const baghdadYear = new Intl.DateTimeFormat('en', { timeZone: 'Asia/Baghdad', year: 'numeric' })

/**
 * The next number of a series in an office and year, e.g. `2026/000123`: gapless and never reused.
 * The counter's row stays locked until the act commits; an act that is undone gives its number back.
 */
export async function nextNumber(tx: { readonly db: Kysely<KernelTables>; readonly at: Date }, series: string, officeId: string): Promise<string> {
  const year = Number(baghdadYear.format(tx.at))
  const { last } = await tx.db.insertInto('kernel.counter').values({ series, office_id: officeId, year, last: 1 })
    .onConflict((c) => c.columns(['series', 'office_id', 'year']).doUpdateSet({ last: sql`kernel.counter.last + 1` }))
    .returning('last').executeTakeFirstOrThrow()
  return `${year}/${String(last).padStart(6, '0')}`
}
