import { read } from '#kernel/act/act.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { dueOf } from '#kernel/clock/arithmetic.ts'
import { addDays, asDue, baghdadDay, hourMs, startOfBaghdadDay } from '#kernel/clock/calendar.ts'
import { getClockRule } from '#kernel/clock/rules.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { against, note, type Finding } from '#kernel/words/finding.ts'
import { setAccusedStatus } from '#systems/cases/public.ts'
import { cancelOrder, decidePermission, extendPapers, orderDetention, proposeOrder, refuseDetention } from '../contract/orders.ts'
import { authorOf, draftOrder, makeOrder, namesOf, settleRequest } from '../detention.ts'
import { assertHeld, onCustody } from '../onCustody.ts'
import { orderRelease } from '../orderRelease.ts'
import { papersState } from '../papersTime.ts'
import { justAfter, projectCustody } from '../project.ts'
import { legalCover } from '../rules/cover.ts'
import { getCustodyRow, refOf } from '../store/custody.ts'
import { insertFact, listFacts } from '../store/facts.ts'
import { decideRequest } from '../store/requests.ts'
import type { CustodyRow } from '../store/tables.ts'

export const orderHandlers: readonly Handler[] = [
  handle(proposeOrder, async ({ id, ...given }, ctx) => read(ctx, async (r) => {
    const row = await getCustodyRow(r, id)
    const names = (await namesOf(r, [row.person_id])).get(row.person_id) ?? { knownAs: '', surname: '' }
    return draftOrder(r, row, await listFacts(r, id), given, names, await refOf(r, id, given.caseId ?? row.case_id))
  })),

  handle(orderDetention, async (input, ctx) => {
    const { id, version: _version, requestId, ...form } = input
    const detail = { firstDay: form.firstDay, lastDay: form.lastDay, article: form.article }
    return onCustody(ctx, { verb: 'custody.order', by: 'authority', basis: 'CPC 109, 113', reason: form.reasons, input, detail }, async (tx, row) => {
      assertHeld(row)
      return { id, ...(await makeOrder(tx, row, form, requestId)) }
    })
  }),

  handle(refuseDetention, async (input, ctx) => onCustody(ctx, { verb: 'custody.refuse-detention', by: 'authority', basis: 'CPC 92, 109-110', reason: input.reason, input }, async (tx, row) => {
    assertHeld(row)
    authorOf(tx, row)
    await settleRequest(tx, row.id, input.requestId, ['first-papers', 'papers-extension', 'extension'], { decision: 'refused', reason: input.reason })
    const caseId = input.caseId ?? row.case_id
    const { releaseOrderId, number } = await orderRelease(tx, row.id, { decision: 'judge', article: 'CPC 109-110', reason: input.reason, caseId })
    return { id: row.id, warnings: [], releaseOrderId, number }
  })),

  handle(extendPapers, async (input, ctx) => onCustody(ctx, { verb: 'custody.extend-papers', by: 'authority', basis: 'Const 19(13)', reason: input.reason, input }, async (tx, row) => {
    assertHeld(row)
    const { arrestedAt, extended, decided } = papersState(await listFacts(tx, row.id), tx.at)
    if (extended) refuse('custody.papers-extended-already', { status: 409, article: 'Const 19(13)' })
    if (decided) refuse('custody.papers-decided-already', { status: 409, article: 'CPC 109' })
    const due = dueOf(getClockRule('CLK-01'), arrestedAt, { which: 'extended' })
    if (tx.at >= due) refuse('custody.papers-too-late', { article: 'Const 19(13)', params: { hours: Math.floor((tx.at.getTime() - arrestedAt.getTime()) / hourMs) } })
    await settleRequest(tx, row.id, input.requestId, ['papers-extension'], { decision: 'granted', reason: input.reason })
    await insertFact(tx, row.id, { type: 'papers-extension', at: tx.at, caseRef: await refOf(tx, row.id, row.case_id) })
    const late = tx.at.getTime() > arrestedAt.getTime() + 24 * hourMs
    await projectCustody(tx, row.id)
    return { id: row.id, papersDue: due.toISOString(), warnings: late ? [note('custody.papers-extended-late', 'Const 19(13)', 'U')] : [] }
  })),

  handle(cancelOrder, async (input, ctx) => onCustody(ctx, { verb: 'custody.cancel-order', by: 'authority', basis: 'CPC 111', reason: input.reason, input, detail: { orderId: input.orderId } }, async (tx, row) => {
    assertHeld(row)
    authorOf(tx, row)
    const facts = await listFacts(tx, row.id)
    const order = facts.find((f) => f.type === 'order' && f.id === input.orderId) ?? refuse('custody.order-unknown', { status: 404, field: 'orderId' })
    if (order.type === 'order' && order.to <= tx.at) refuse('custody.order-over', { status: 409, field: 'orderId' })
    if (facts.some((f) => f.type === 'order-cancelled' && f.orderId === order.id)) refuse('custody.order-cancelled-already', { status: 409, field: 'orderId' })
    await insertFact(tx, row.id, { type: 'order-cancelled', at: tx.at, orderId: order.id, ...(order.caseRef ? { caseRef: order.caseRef } : {}) })
    const { cover, now } = await projectCustody(tx, row.id)
    // What is left of the arrest's own hours holds nobody once the judge has decided against detention.
    if (cover.status !== 'gap' && now?.kind !== 'arrest' && now?.kind !== 'papers-extension') return { id: row.id, warnings: [], releaseOrderId: null }
    const { releaseOrderId } = await orderRelease(tx, row.id, { decision: 'judge', article: 'CPC 111', reason: input.reason, caseId: row.case_id })
    return { id: row.id, warnings: [], releaseOrderId }
  })),

  handle(decidePermission, async (input, ctx) => onCustody(ctx, { verb: 'custody.permit', by: 'authority', basis: 'CPC 109(C)', reason: input.reason, input, detail: { granted: input.granted } }, async (tx, row) => {
    assertHeld(row)
    await decideRequest(tx, input.requestId, { custodyId: row.id, kinds: ['felony-permission'], decision: input.granted ? 'granted' : 'refused', reason: input.reason })
    if (!input.granted) {
      const { releaseOrderId } = await orderRelease(tx, row.id, { decision: 'judge', article: 'CPC 109(C)', reason: input.reason, caseId: row.case_id })
      return { id: row.id, warnings: [], releaseOrderId }
    }
    const caseRef = await refOf(tx, row.id, row.case_id)
    const warnings = checkPermission(row, await listFacts(tx, row.id), input.until, tx.at, caseRef)
    refuseBlocked(warnings)
    await insertFact(tx, row.id, { type: 'felony-court-permission', at: tx.at, until: startOfBaghdadDay(addDays(input.until, 1)), caseRef })
    await setAccusedStatus(tx, row.case_id, [row.person_id], 'detained')
    await projectCustody(tx, row.id)
    return { id: row.id, warnings, releaseOrderId: null }
  })),
]

/** The felony court lifts the six months only, never the quarter of the maximum (CPC 109(C)). */
function checkPermission(row: CustodyRow, facts: Parameters<typeof legalCover>[0], until: string, at: Date, caseRef: string): Finding[] {
  if (until < baghdadDay(at)) return [against('custody.permission-in-past', 'CPC 109(C)', 'T', { field: 'until' })]
  const ceiling = legalCover(facts, justAfter(at), row.jurisdiction).ceilings.find((c) => (c.caseRef ?? caseRef) === caseRef)
  if (ceiling === undefined || ceiling.limitedBy === 'capital') return [note('custody.no-ceiling', 'CPC 109(B)', 'T')]
  if (ceiling.quarter === null) return []
  const reached = new Date(at.getTime() + Math.max(0, ceiling.quarter - ceiling.detained))
  const last = baghdadDay(asDue(reached))
  return until > last || ceiling.quarter <= ceiling.detained ? [against('custody.over-quarter', 'CPC 109(C)', 'T', { field: 'until', params: { last } })] : []
}
