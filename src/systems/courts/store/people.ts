import type { Reader, Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import type { Birth } from '#kernel/people/birth.ts'
import type { PeopleTables } from '#kernel/people/tables.ts'
import { chargesOf, type CaseCharge, type CaseFacts } from '#systems/cases/public.ts'
import { ageOn } from '../law.ts'

/** A person as the courts' papers name them. */
export interface NamedPerson { readonly id: string; readonly name: string; readonly mother: string | null; readonly birth: Birth; readonly nationalNumber: string | null }

/** An accused with the charges that stand. `age` on the day of the act, undefined when no birth is known. */
export interface Accused extends NamedPerson { readonly charges: readonly CaseCharge[]; readonly age: number | undefined; readonly juvenile: boolean }

/** Names and births of these persons, as far as the register has them. */
export async function namesOf(r: Reader, ids: readonly string[]): Promise<Map<string, NamedPerson>> {
  if (ids.length === 0) return new Map()
  const rows = await r.db.withTables<Pick<PeopleTables, 'kernel.person' | 'kernel.person_name'>>().selectFrom('kernel.person as p')
    .leftJoin('kernel.person_name as n', (on) => on.onRef('n.person_id', '=', 'p.id').on('n.is_primary', '=', true))
    .select(['p.id', 'p.birth_date', 'p.birth_precision', 'p.national_number', 'n.display', 'n.mother']).where('p.id', 'in', [...new Set(ids)]).execute()
  return new Map(rows.map((p) => [p.id, {
    id: p.id, name: p.display ?? '', mother: p.mother, nationalNumber: p.national_number, birth: { precision: p.birth_precision, ...(p.birth_date ? { date: p.birth_date } : {}) },
  }]))
}

/** Persons of a case in a capacity (`accused`, `victim`, `complainant` …), as linked to its record. */
export async function personsOf(r: Reader, caseId: string, roles: readonly string[]): Promise<NamedPerson[]> {
  const links = await r.db.selectFrom('kernel.record_person').select('person_id').where('record_id', '=', caseId).where('role', 'in', [...roles]).orderBy('id').execute()
  const names = await namesOf(r, links.map((l) => l.person_id))
  return [...new Set(links.map((l) => l.person_id))].flatMap((id) => names.get(id) ?? [])
}

/** The accused of a case against whom a charge stands. */
export async function accusedOf(r: Reader, facts: CaseFacts): Promise<Accused[]> {
  const found: Accused[] = []
  for (const person of await personsOf(r, facts.id, ['accused'])) {
    const charges = await chargesOf(r, facts.id, person.id)
    if (charges.length === 0) continue
    const age = ageOn(person.birth, charges[0]!.actOn ?? baghdadDay(facts.occurredAt ?? facts.openedAt))
    found.push({ ...person, charges, age, juvenile: age !== undefined && age < 18 })
  }
  return found
}

/** One accused of a case, or the refusal that there is none such. */
export async function getAccused(r: Reader, facts: CaseFacts, personId: string): Promise<Accused> {
  return (await accusedOf(r, facts)).find((a) => a.id === personId) ?? refuse('courts.not-accused-here', { field: 'personId' })
}

/** The account that acts. */
export function actorOf(tx: Tx): string {
  return tx.ctx.session?.accountId ?? refuse('kernel.sign-in-first', { status: 401 })
}

/** The judges of a court: accounts that hold a judge's post there now. */
export async function judgesOf(r: Reader, courtId: string): Promise<{ id: string; name: string }[]> {
  const rows = await r.db.selectFrom('kernel.post as p').innerJoin('kernel.post_holding as h', 'h.post_id', 'p.id').innerJoin('kernel.account as a', 'a.id', 'h.account_id')
    .select(['a.id', 'a.full_name_ar', 'a.full_name_en']).distinct().where('p.office_id', '=', courtId).where('p.role', 'in', ['trial-judge', 'cassation-judge']).where('a.disabled_at', 'is', null)
    .where('h.from_at', '<=', r.ctx.now).where((eb) => eb.or([eb('h.to_at', 'is', null), eb('h.to_at', '>', r.ctx.now)])).orderBy('a.full_name_ar').execute()
  return rows.map((a) => ({ id: a.id, name: a.full_name_ar }))
}
