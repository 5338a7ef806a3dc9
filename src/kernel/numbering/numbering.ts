import { sql, type Kysely } from 'kysely'
import type { KernelTables } from '#kernel/db/tables.ts'

/**
 * The next number of a series in an office and year (of Baghdad), e.g. `2026/000123`: gapless and never reused.
 * The counter's row stays locked until the act commits; an act that is undone gives its number back.
 */
export async function nextNumber(tx: { readonly db: Kysely<KernelTables>; readonly at: Date }, series: string, officeId: string): Promise<string> {
  const { rows } = await sql<{ number: string }>`select kernel.next_number(${series}, ${officeId}, ${tx.at}) as number`.execute(tx.db)
  return rows[0]!.number
}
