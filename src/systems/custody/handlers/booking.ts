import { randomUUID } from 'node:crypto'
import { hashPassword } from '#kernel/access/passwords.ts'
import { act, read } from '#kernel/act/act.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { dueOf } from '#kernel/clock/arithmetic.ts'
import { getClockRule } from '#kernel/clock/rules.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { grantAccess } from '#kernel/handover/handover.ts'
import { addAccused, getCase } from '#systems/cases/public.ts'
import { checkWarrant, readArrested } from '../arrested.ts'
import { book, checkBookingOf, newPin } from '../book.ts'
import { chargeFactFor } from '../charges.ts'
import { addCase, bookArrest, checkBooking, renewPin } from '../contract/booking.ts'
import { assertHeld, onCustody } from '../onCustody.ts'
import { projectCustody } from '../project.ts'
import { getArrestGround } from '../rules/arrest.ts'
import { birthOf } from '../standing.ts'
import { addCustodyCase, listCustodyCases, updateCustody } from '../store/custody.ts'
import { insertFact } from '../store/facts.ts'

export const bookingHandlers: readonly Handler[] = [
  handle(checkBooking, async (input, ctx) => read(ctx, async (r) => {
    const checked = await checkBookingOf(r, input, await readArrested(r, input.person), ctx.now, ctx.session?.jurisdiction ?? 'federal')
    return {
      findings: checked.findings, juvenile: checked.band !== 'adult', heldAlready: checked.held ? { id: checked.held.id, number: checked.held.number } : null, warrant: checked.warrant,
      papersDue: checked.ground.cover === 'none' ? null : dueOf(getClockRule('CLK-01'), checked.arrestedAt, { which: 'first' }).toISOString(),
    }
  })),

  handle(bookArrest, async (input, ctx) => {
    const person = await read(ctx, (r) => readArrested(r, input.person))
    const pin = newPin()
    const pinHash = await hashPassword(pin)
    // The answer is kept for a repeated request; the PIN is not in it. Whoever gets this mark back made the custody, and alone sees the PIN.
    const mark = randomUUID()
    const { mark: made, ...booked } = await act(ctx, {
      verb: 'custody.book', subject: { kind: 'custody', create: { label: person.display.slice(0, 200), series: 'custody' } }, basis: getArrestGround(input.groundId).article, input,
      detail: { arrestedAt: input.arrestedAt, ground: input.groundId, ...(input.lateReason ? { lateReason: input.lateReason } : {}) },
    }, async (tx) => ({ ...(await book(tx, input, person, pinHash)), mark }))
    return { ...booked, pin: made === mark ? pin : null }
  }),

  handle(renewPin, async (input, ctx) => {
    const pin = newPin()
    const pinHash = await hashPassword(pin)
    const mark = randomUUID()
    const { mark: made, id } = await onCustody(ctx, { verb: 'custody.renew-pin', reason: input.reason, input }, async (tx, row) => {
      await updateCustody(tx, row.id, { pin_hash: pinHash })
      return { id: row.id, mark }
    })
    return { id, pin: made === mark ? pin : null }
  }),

  handle(addCase, async (input, ctx) => onCustody(ctx, { verb: 'custody.add-case', basis: 'CPC 93, 115', input, detail: { caseId: input.caseId, warrant: input.warrant.number } }, async (tx, row) => {
    assertHeld(row)
    if ((await listCustodyCases(tx, row.id)).some((c) => c.caseId === input.caseId && !c.left)) refuse('custody.case-known', { status: 409, field: 'caseId' })
    const { findings } = checkWarrant(await readArrested(tx, { known: true, id: row.person_id }), input.warrant)
    refuseBlocked(findings)
    const inCase = await getCase(tx, input.caseId)
    if (input.charge) await addAccused(tx, input.caseId, { personId: row.person_id, ...input.charge, status: 'arrested' })
    await addCustodyCase(tx, { custodyId: row.id, caseId: input.caseId, ref: input.caseId })
    await grantAccess(tx, row.id, inCase.courtId, 'judge')
    await insertFact(tx, row.id, { type: 'arrest', at: tx.at, ground: 'warrant', article: 'CPC 93', caseRef: input.caseId })
    await insertFact(tx, row.id, await chargeFactFor(tx, input.caseId, input.caseId, { personId: row.person_id, birth: birthOf(row), actDay: row.act_day, jurisdiction: row.jurisdiction }, tx.at))
    tx.also(input.caseId)
    await projectCustody(tx, row.id)
    return { id: row.id, warnings: findings }
  })),
]
