import type { Reader } from '#kernel/act/act.ts'
import type { Birth } from '#kernel/people/birth.ts'
import type { PeopleTables } from '#kernel/people/tables.ts'

/** What a case needs to know of a person. */
export interface PersonFacts { readonly id: string; readonly name: string; readonly sex: 'male' | 'female' | null; readonly birth: Birth }

/** Name, sex and birth of these persons, as far as the register has them; a person it does not have is left out. */
export async function findPersonFacts(r: Reader, ids: readonly string[]): Promise<Map<string, PersonFacts>> {
  if (ids.length === 0) return new Map()
  const rows = await r.db.withTables<Pick<PeopleTables, 'kernel.person' | 'kernel.person_name'>>().selectFrom('kernel.person as p')
    .leftJoin('kernel.person_name as n', (on) => on.onRef('n.person_id', '=', 'p.id').on('n.is_primary', '=', true))
    .select(['p.id', 'p.sex', 'p.birth_date', 'p.birth_precision', 'n.display']).where('p.id', 'in', [...new Set(ids)]).execute()
  return new Map(rows.map((p) => [p.id, { id: p.id, name: p.display ?? '', sex: p.sex, birth: { precision: p.birth_precision, ...(p.birth_date ? { date: p.birth_date } : {}) } }]))
}
