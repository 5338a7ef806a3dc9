/** Two records of one person: proposed by one, approved by another, and undone if it was wrong. Nothing is copied or lost. */
import { randomUUIDv7 } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import type { PersonMerge } from './person.ts'
import { lockPerson, lockStanding, updatePerson } from './store.ts'
import type { PeopleTables, PersonMergeTable } from './tables.ts'

function db(r: Reader) {
  return r.db.withTables<PeopleTables>()
}

function account(tx: Tx): string {
  return tx.ctx.session?.accountId ?? refuse('kernel.sign-in-first', { status: 401 })
}

/** Proposes that `dropId` is the same person as `keepId`. Both must stand. @throws Refusal people.same-record, people.merge-open, people.not-the-same */
export async function proposeMerge(tx: Tx, { keepId, dropId, reason }: { keepId: string; dropId: string; reason: string }): Promise<string> {
  for (const id of [keepId, dropId].toSorted()) await lockStanding(tx, id)
  // After the look whether they are there: what is said of an id must not depend on whether it is a record of somebody else's.
  if (keepId === dropId) refuse('people.same-record')
  const open = await db(tx).selectFrom('kernel.person_merge').select('id').where('state', '=', 'proposed')
    .where((eb) => eb.or([eb.and([eb('keep_id', '=', keepId), eb('drop_id', '=', dropId)]), eb.and([eb('keep_id', '=', dropId), eb('drop_id', '=', keepId)])])).executeTakeFirst()
  if (open) refuse('people.merge-open', { status: 409 })
  const denied = await db(tx).selectFrom('kernel.not_this_person').select('id')
    .where((eb) => eb.or([eb.and([eb('person_id', '=', keepId), eb('other_person_id', '=', dropId)]), eb.and([eb('person_id', '=', dropId), eb('other_person_id', '=', keepId)])])).executeTakeFirst()
  if (denied) refuse('people.not-the-same', { status: 422 })
  const id = randomUUIDv7()
  await db(tx).insertInto('kernel.person_merge').values({
    id, keep_id: keepId, drop_id: dropId, state: 'proposed', reason, proposed_at: tx.at, proposed_by: account(tx),
    decided_at: null, decided_by: null, decision_reason: null, undone_at: null, undone_by: null, undo_reason: null,
  }).execute()
  return id
}

async function lockMerge(tx: Tx, id: string, state: PersonMerge['state']): Promise<Selectable<PersonMergeTable>> {
  const row = await db(tx).selectFrom('kernel.person_merge').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) refuse('people.merge-unknown', { status: 404 })
  if (row.state !== state) refuse('people.merge-decided', { status: 409 })
  return row
}

/** Approves or refuses a proposal; never by whoever proposed it. From then on both ids lead to the kept person. */
export async function approveMerge(tx: Tx, id: string, decision: { approve: boolean; reason?: string }): Promise<void> {
  const merge = await lockMerge(tx, id, 'proposed')
  if (merge.proposed_by === account(tx)) refuse('people.own-proposal', { status: 403 })
  if (decision.approve) {
    for (const personId of [merge.keep_id, merge.drop_id].toSorted()) await lockStanding(tx, personId)
    await updatePerson(tx, merge.drop_id, { merged_into: merge.keep_id })
    await updatePerson(tx, merge.keep_id, {})
  }
  await db(tx).updateTable('kernel.person_merge').set({
    state: decision.approve ? 'approved' : 'refused', decided_at: tx.at, decided_by: account(tx), decision_reason: decision.reason ?? null,
  }).where('id', '=', id).execute()
}

/** Takes an approved merge back: the two stand apart again as they were. Not by whoever approved it. */
export async function undoMerge(tx: Tx, id: string, reason: string): Promise<void> {
  const merge = await lockMerge(tx, id, 'approved')
  if (merge.decided_by === account(tx)) refuse('people.own-approval', { status: 403 })
  for (const personId of [merge.keep_id, merge.drop_id].toSorted()) if (!(await lockPerson(tx, personId))) refuse('people.unknown', { status: 404 })
  await updatePerson(tx, merge.drop_id, { merged_into: null })
  await updatePerson(tx, merge.keep_id, {})
  await db(tx).updateTable('kernel.person_merge').set({ state: 'undone', undone_at: tx.at, undone_by: account(tx), undo_reason: reason }).where('id', '=', id).execute()
}

/** One proposal. @throws Refusal people.merge-unknown */
export async function getMerge(r: Reader, id: string): Promise<PersonMerge> {
  const row = await db(r).selectFrom('kernel.person_merge').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? viewMerge(r, row) : refuse('people.merge-unknown', { status: 404 })
}

/** All proposals that touch any of these ids, newest first. */
export async function mergesOf(r: Reader, ids: readonly string[]): Promise<PersonMerge[]> {
  const rows = await db(r).selectFrom('kernel.person_merge').selectAll()
    .where((eb) => eb.or([eb('keep_id', 'in', [...ids]), eb('drop_id', 'in', [...ids])])).orderBy('proposed_at', 'desc').execute()
  return rows.map((row) => viewMerge(r, row))
}

/** Proposals that wait for somebody's decision, oldest first. */
export async function openMerges(r: Reader, most = 100): Promise<PersonMerge[]> {
  return (await db(r).selectFrom('kernel.person_merge').selectAll().where('state', '=', 'proposed').orderBy('proposed_at').limit(most).execute()).map((row) => viewMerge(r, row))
}

function viewMerge(r: Reader, row: Selectable<PersonMergeTable>): PersonMerge {
  const reader = r.ctx.session?.accountId
  return {
    id: row.id, keepId: row.keep_id, dropId: row.drop_id, state: row.state, reason: row.reason, proposedAt: row.proposed_at.toISOString(), proposedBy: row.proposed_by,
    proposedByReader: row.proposed_by === reader, decidedByReader: reader !== undefined && row.decided_by === reader,
    decidedAt: row.decided_at?.toISOString() ?? null, decidedBy: row.decided_by, decisionReason: row.decision_reason, undoneAt: row.undone_at?.toISOString() ?? null, undoReason: row.undo_reason,
  }
}
