import { sql } from 'kysely'
import type { Tx } from '#kernel/act/act.ts'
import { dayMs } from '#kernel/clock/calendar.ts'
import { grantAccess } from '#kernel/handover/handover.ts'
import { registerHandoverRules } from '#kernel/handover/kinds.ts'
import type { Job } from '#kernel/http/system.ts'

export const jobs: readonly Job[] = []

/** To whom a person held is offered may see their prints for so long, to know that it is the one; who accepted, for good. */
const offeredDays = 30

/** Whoever receives a person held may see the prints taken for that custody: else nobody could say whether it is the one. */
export function listen(): void {
  registerHandoverRules('custody', {
    beforeOffer: (tx, { toOffice }) => show(tx, tx.record.id, toOffice, new Date(tx.at.getTime() + offeredDays * dayMs)),
    afterAccept: (tx, done) => show(tx, done.record_id, done.to_office, null),
  })
}

async function show(tx: Tx, custodyId: string, officeId: string, until: Date | null): Promise<void> {
  const { rows } = await sql<{ id: string }>`select e as id from biometrics.enrolments_of_custody(${custodyId}) e`.execute(tx.db)
  for (const { id } of rows) await grantAccess(tx, id, officeId, 'interested', until)
}
