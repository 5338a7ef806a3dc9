/** Numbers of the facilities, and solitary confinement with its limits. */
import { randomUUIDv7 } from 'node:crypto'
import { act, read, type Tx } from '#kernel/act/act.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { raiseAlarm } from '#kernel/clock/alarms.ts'
import { dayMs } from '#kernel/clock/calendar.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { endSolitary, listFacilities, orderSolitary, visitSolitary } from '../contract/safety.ts'
import { actorOf } from '../intake.ts'
import { facilitiesOf, openAlarms } from '../overview.ts'
import { asInmate } from '../person.ts'
import { checkSolitary } from '../rules/classification.ts'
import { lockInmate, updateInmate } from '../store/inmate.ts'
import { endSolitaryRow, insertSolitary, insertVisit, listSolitary } from '../store/stay.ts'
import type { SolitaryRow } from '../store/tables.ts'
import { onInmate } from './stay.ts'

/** Days on end with those that touch them without a break of a day; the rule's "consecutive". */
export function consecutiveDays(spells: readonly Pick<SolitaryRow, 'from_at' | 'until_at' | 'ended_at'>[], from: Date, until: Date): number {
  let start = from.getTime()
  for (const s of spells.toSorted((a, b) => b.from_at.getTime() - a.from_at.getTime())) {
    const end = (s.ended_at ?? s.until_at).getTime()
    if (end <= start && start - end < dayMs) start = s.from_at.getTime()
  }
  return Math.ceil((until.getTime() - start) / dayMs)
}

async function endSpell(tx: Tx, custodyId: string, solitaryId: string, text: string): Promise<void> {
  if (!(await endSolitaryRow(tx, solitaryId, tx.at, text))) refuse('prisons.solitary-ended', { status: 409 })
  await updateInmate(tx, custodyId, { solitary_until: null })
}

export const safetyHandlers: readonly Handler[] = [
  handle(listFacilities, async ({ facilityId }, ctx) => read(ctx, async (r) => {
    const rows = await facilitiesOf(r, facilityId)
    return { rows, alarms: await openAlarms(r, rows) }
  })),
  handle(orderSolitary, (input, ctx) => onInmate(ctx, { verb: 'prisons.order-solitary', basis: 'Mandela 43-45', reason: input.reason, input, detail: { until: input.untilAt } }, async (tx) => {
    const inmate = await lockInmate(tx, input.id)
    const spells = await listSolitary(tx, input.id)
    const until = new Date(input.untilAt)
    if (until <= tx.at) refuse('prisons.solitary-no-end', { article: 'Mandela 43(1)(a)', field: 'untilAt' })
    if (spells.some((s) => s.ended_at === null && s.until_at > tx.at)) refuse('prisons.solitary-already', { status: 409 })
    const { name, id: by } = actorOf(tx)
    const warnings = checkSolitary({ inmate: asInmate(inmate, tx.at), consecutiveDays: consecutiveDays(spells, tx.at, until), endSet: true, authorisedBy: name, healthSeenToday: input.healthSeen })
    refuseBlocked(warnings)
    const solitaryId = randomUUIDv7()
    await insertSolitary(tx, { id: solitaryId, custody_id: input.id, facility_id: inmate.facility_id, from_at: tx.at, until_at: until, reason: input.reason, authorised_by: name, warnings: JSON.stringify(warnings), ordered_by: by, ended_at: null, end_note: null })
    await updateInmate(tx, input.id, { solitary_until: until })
    return { id: input.id, solitaryId, warnings }
  })),
  handle(visitSolitary, (input, ctx) => act(ctx, { verb: 'prisons.visit-solitary', subject: { kind: 'custody', id: input.id }, basis: 'Mandela 46', input, detail: { fit: input.fit } }, async (tx) => {
    const inmate = await lockInmate(tx, input.id)
    const spell = (await listSolitary(tx, input.id)).find((s) => s.id === input.solitaryId) ?? refuse('prisons.solitary-unknown', { status: 404 })
    await insertVisit(tx, { id: randomUUIDv7(), solitary_id: spell.id, custody_id: input.id, visited_at: tx.at, visited_by: actorOf(tx).id, visitor: actorOf(tx).name, fit: input.fit, note: input.note })
    if (!input.fit && spell.ended_at === null) {
      await endSpell(tx, input.id, spell.id, input.note)
      await raiseAlarm(tx, { kind: 'prison-solitary-unfit', recordId: input.id, officeId: inmate.facility_id, article: 'Mandela 46', detail: { since: spell.from_at.toISOString() } })
    }
    return { id: input.id, warnings: [] }
  })),
  handle(endSolitary, (input, ctx) => onInmate(ctx, { verb: 'prisons.end-solitary', basis: 'Mandela 45', reason: input.note, input }, async (tx) => {
    await lockInmate(tx, input.id)
    await endSpell(tx, input.id, input.solitaryId, input.note)
    return { id: input.id, warnings: [] }
  })),
]
