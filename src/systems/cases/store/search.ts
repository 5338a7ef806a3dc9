import type { Reader } from '#kernel/act/act.ts'
import { findCases } from './list.ts'

/** Cases found by number, name, place or words of the summary, for the desk's search. */
export async function searchCases(r: Reader, text: string, limit: number): Promise<{ id: string; number: string; summary: string; stage: string; accused: string; offenceCode: string | null; openedAt: Date }[]> {
  const rows = await findCases(r, { text, limit })
  return rows.map((c) => ({ id: c.id, number: c.number ?? '', summary: c.summary, stage: c.stage, accused: c.accused_names, offenceCode: c.offence_code, openedAt: c.opened_at }))
}
