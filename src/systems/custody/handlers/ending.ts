import type { Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { findReceiver, raiseAlarm } from '#kernel/clock/alarms.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { correctPerson, getPerson } from '#kernel/people/people.ts'
import { recordDeath, recordEscape, recordRecapture } from '../contract/care.ts'
import { tellEnded } from '../hooks.ts'
import { assertHeld, happenedAt, onCustody } from '../onCustody.ts'
import { projectCustody } from '../project.ts'
import { insertFact } from '../store/facts.ts'
import { findReleaseToProve, updateRelease } from '../store/release.ts'
import { insertStep } from '../store/steps.ts'
import type { CustodyRow } from '../store/tables.ts'

/** A death or an escape is looked into by those outside the office that held the person (Mandela 71). */
async function tellOutside(tx: Tx, row: CustodyRow, kind: 'death' | 'escape' | 'recapture', article: string, detail: Readonly<Record<string, unknown>>): Promise<void> {
  const told = [row.court_id, row.trial_court_id, row.prosecution_id ?? (await findReceiver(tx, row.held_by, 'prosecution-office')), await findReceiver(tx, row.held_by, 'inspectorate')]
  for (const raisedTo of new Set(told)) if (raisedTo && raisedTo !== row.held_by) await raiseAlarm(tx, { kind, recordId: row.id, article, officeId: row.held_by, raisedTo, detail })
}

/** The fact may not be earlier than the last holding began. */
function assertAfterArrest(row: CustodyRow, at: Date): void {
  if (at < row.arrested_at) refuse('custody.before-arrest', { article: 'CPC 41', field: 'at' })
}

export const endingHandlers: readonly Handler[] = [
  // By authority: a person who dies or flees on the way between two offices must be writable too.
  handle(recordDeath, (input, ctx) => onCustody(ctx, { verb: 'custody.record-death', basis: 'Mandela 8(f), 71', by: 'authority', input, detail: { place: input.place, foundBy: input.foundBy } }, async (tx, row) => {
    assertHeld(row)
    const at = happenedAt(tx, input.at, { after: row.arrested_at })
    assertAfterArrest(row, at)
    await insertFact(tx, row.id, { type: 'death', at }, { place: input.place, circumstances: input.circumstances, foundBy: input.foundBy })
    if (input.familyTold) await insertStep(tx, { custodyId: row.id, kind: 'family-told', at: tx.at, data: { who: input.familyTold, of: 'death' } })
    const open = await findReleaseToProve(tx, row.id)
    if (open) await updateRelease(tx, open.id, { withdrawn_at: tx.at, withdrawn_reason: 'custody.ended.died' })
    await projectCustody(tx, row.id)
    if ((await getPerson(tx, row.person_id)).deceasedOn === null) await correctPerson(tx, row.person_id, { deceasedOn: baghdadDay(at) }, row.number)
    await tellOutside(tx, row, 'death', 'Mandela 71', { at: at.toISOString(), place: input.place })
    await tellEnded(tx, { custodyId: row.id, personId: row.person_id, kind: 'died', at })
    return { id: row.id }
  })),
  handle(recordEscape, (input, ctx) => onCustody(ctx, { verb: 'custody.record-escape', basis: 'Penal 267', by: 'authority', input, detail: { place: input.place } }, async (tx, row) => {
    assertHeld(row)
    const at = happenedAt(tx, input.at, { after: row.arrested_at })
    assertAfterArrest(row, at)
    await insertFact(tx, row.id, { type: 'escape', at }, { place: input.place, circumstances: input.circumstances })
    await projectCustody(tx, row.id)
    await tellOutside(tx, row, 'escape', 'Penal 267', { at: at.toISOString(), place: input.place })
    await tellEnded(tx, { custodyId: row.id, personId: row.person_id, kind: 'escaped', at })
    return { id: row.id }
  })),
  handle(recordRecapture, (input, ctx) => onCustody(ctx, { verb: 'custody.record-recapture', basis: 'CPC 102(A)(2)', by: 'authority', input, detail: { place: input.place, by: input.by } }, async (tx, row) => {
    if (row.ended_kind !== 'escaped') refuse('custody.not-escaped', { status: 409 })
    const at = happenedAt(tx, input.at, { after: row.ended_at })
    if (row.ended_at !== null && at < row.ended_at) refuse('custody.before-escape', { field: 'at', article: 'CPC 41' })
    await insertFact(tx, row.id, { type: 'recapture', at }, { place: input.place, by: input.by })
    await projectCustody(tx, row.id)
    await tellOutside(tx, row, 'recapture', 'CPC 102(A)(2)', { at: at.toISOString(), place: input.place })
    return { id: row.id }
  })),
]
