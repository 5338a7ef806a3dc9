import { randomUUIDv7 } from 'node:crypto'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { ageOn } from '../law.ts'
import { findPersonFacts } from './person.ts'
import type { AccusedStatus, CaseTables, PartyRole, PartyRow } from './tables.ts'

export interface NewParty {
  readonly personId: string
  readonly role: PartyRole
  readonly forPersonId?: string | null | undefined
  readonly status?: AccusedStatus | null | undefined
  readonly trade?: string | null | undefined
  readonly residence?: string | null | undefined
  readonly note?: string | null | undefined
  /** Under 18 at the act; when not given, reckoned from the register of persons and `actAt`. */
  readonly juvenile?: boolean | undefined
  readonly name?: string | undefined
  readonly actAt?: Date | null | undefined
}

/** Adds a party and links the person to the case's record. Nobody enters themselves: a party may not act on the case. */
export async function insertParty(tx: Tx, caseId: string, p: NewParty): Promise<string> {
  if (tx.ctx.session?.personId === p.personId) refuse('kernel.conflict-of-interest', { status: 403 })
  const facts = (await findPersonFacts(tx, [p.personId])).get(p.personId)
  const age = facts && ageOn(facts.birth, baghdadDay(p.actAt ?? tx.at))
  const id = randomUUIDv7()
  await tx.db.withTables<CaseTables>().insertInto('cases.party').values({
    id, case_id: caseId, person_id: p.personId, role: p.role, for_person_id: p.forPersonId ?? null, status: p.role === 'accused' ? (p.status ?? 'free') : null,
    name: p.name ?? facts?.name ?? '', juvenile: p.juvenile ?? (age !== undefined && age < 18), trade: p.trade ?? null, residence: p.residence ?? null, note: p.note ?? null,
    added_at: tx.at, added_by: actorOf(tx), ended_at: null, ended_why: null,
  }).execute()
  await tx.db.insertInto('kernel.record_person').values({ id: randomUUIDv7(), record_id: caseId, person_id: p.personId, role: p.role })
    .onConflict((c) => c.columns(['record_id', 'person_id', 'role']).doNothing()).execute()
  return id
}

/** All parties of a case, the ended ones too, in the order in which they came. */
export async function findParties(r: Reader, caseId: string): Promise<PartyRow[]> {
  return r.db.withTables<CaseTables>().selectFrom('cases.party').selectAll().where('case_id', '=', caseId).orderBy('added_at').orderBy('id').execute()
}

export async function endParty(tx: Tx, caseId: string, partyId: string, why: string): Promise<PartyRow | undefined> {
  return tx.db.withTables<CaseTables>().updateTable('cases.party').set({ ended_at: tx.at, ended_why: why })
    .where('id', '=', partyId).where('case_id', '=', caseId).where('ended_at', 'is', null).returningAll().executeTakeFirst()
}

/** Where the accused is now (free, detained, fugitive …). Other systems tell it when it changes. */
export async function setStatus(tx: Tx, caseId: string, personIds: readonly string[], status: AccusedStatus): Promise<void> {
  if (personIds.length === 0) return
  await tx.db.withTables<CaseTables>().updateTable('cases.party').set({ status }).where('case_id', '=', caseId).where('role', '=', 'accused')
    .where('person_id', 'in', [...personIds]).where('ended_at', 'is', null).execute()
}

/** The account that acts. */
export function actorOf(tx: Tx): string {
  return tx.ctx.session?.accountId ?? refuse('kernel.sign-in-first', { status: 401 })
}
