/** The file of conditional release: the prison asks, the prosecution gives its opinion, the court that sentenced decides (CPC 331-337). */
import { act, read, type Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { findReceiver } from '#kernel/clock/alarms.ts'
import { stopClock } from '#kernel/clock/clocks.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { grantAccess } from '#kernel/handover/handover.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { findCommitment } from '#systems/courts/public.ts'
import { getCustody, orderRelease } from '#systems/custody/public.ts'
import { decideConditional, giveOpinion, listConditional, openConditional, tellConditions } from '../contract/sentence.ts'
import { actorOf } from '../intake.ts'
import type { KeptResult } from '../papers.ts'
import { lockInmate } from '../store/inmate.ts'
import { insertConditional, listCalculations, listConditionalRows, lockConditional, updateConditional } from '../store/sentence.ts'
import { iso, ownFacility } from '../views.ts'

/** What the file rests on. @throws Refusal when the court may not be asked (yet) */
async function assertEligible(tx: Tx, custodyId: string, calculationId: string | null) {
  const [last] = await listCalculations(tx, custodyId)
  if (!last || last.id !== calculationId) refuse('prisons.sentence-unconfirmed', { article: 'CPC 331', status: 409 })
  const { eligibleOn, why, article } = (last.result as KeptResult).conditionalRelease
  if (eligibleOn === null) refuse('prisons.conditional-never', { article, params: { why } })
  if (eligibleOn > baghdadDay(tx.at)) refuse('prisons.conditional-too-early', { article, params: { on: eligibleOn } })
  return { calculation: last, eligibleOn, article, warnings: (last.result as KeptResult).warnings.filter((w) => w.code === 'prisons.conditional-release-doubtful') }
}

export const conditionalHandlers: readonly Handler[] = [
  handle(listConditional, async (input, ctx) => read(ctx, async (r) => ({
    rows: (await listConditionalRows(r, input)).map((c) => ({
      id: c.id, version: c.version, number: c.number ?? '', custodyId: c.custody_id, custodyNumber: c.custody_number ?? '', name: c.name, facility: { id: c.facility_id, ar: c.facility_ar, ckb: c.facility_ckb, en: c.facility_en },
      court: { id: c.court_id, ar: c.court_ar, ckb: c.court_ckb, en: c.court_en }, article: c.article, eligibleOn: c.eligible_on, openedAt: c.opened_at.toISOString(), request: c.request, conduct: c.conduct, warnings: c.warnings,
      opinion: c.opinion, opinionFor: c.opinion_for, opinionAt: iso(c.opinion_at), decision: c.decision, decisionReason: c.decision_reason, conditions: c.conditions, decidedAt: iso(c.decided_at), toldAt: iso(c.told_at),
    })),
  }))),
  handle(openConditional, async (input, ctx) => {
    const facility = await ownFacility(ctx)
    const custody = await read(ctx, (r) => getCustody(r, input.id))
    return act(ctx, { verb: 'prisons.open-conditional', subject: { kind: 'conditional-release', create: { label: custody.name, series: 'conditional-release' } }, basis: 'CPC 331-332', input, detail: { custody: custody.id } }, async (tx) => {
      const inmate = await lockInmate(tx, input.id)
      if (inmate.facility_id !== facility.id) refuse('kernel.held-elsewhere', { status: 403 })
      if (!inmate.confirmed || inmate.stale) refuse('prisons.sentence-unconfirmed', { article: 'CPC 331', status: 409 })
      const { calculation, eligibleOn, article, warnings } = await assertEligible(tx, input.id, inmate.calculation_id)
      const commitment = (await findCommitment(tx, input.id)) ?? refuse('prisons.no-sentence-papers', { article: 'CPC 281', status: 409 })
      const prosecution = (await getCustody(tx, input.id)).prosecutionId ?? (await findReceiver(tx, facility.id, 'prosecution-office')) ?? null
      await insertConditional(tx, {
        id: tx.record.id, custody_id: input.id, facility_id: facility.id, calculation_id: calculation.id, name: inmate.name_display, court_id: commitment.courtId, prosecution_id: prosecution, article, eligible_on: eligibleOn, opened_at: tx.at,
        opened_by: actorOf(tx).id, request: input.request, conduct: input.conduct, warnings: JSON.stringify(warnings), opinion: null, opinion_for: null, opinion_at: null, opinion_by: null, decision: null, decision_reason: null, conditions: null, decided_at: null,
        decided_by: null, told_at: null,
      })
      // The court and the prosecution read the file and the custody that it is about.
      for (const record of [tx.record.id, input.id]) {
        await grantAccess(tx, record, commitment.courtId, 'court')
        if (prosecution) await grantAccess(tx, record, prosecution, 'prosecution')
      }
      await stopClock(tx, { rule: 'CLK-14', recordId: input.id, state: 'met', outcome: tx.record.number ?? '' })
      tx.also(input.id)
      return { id: tx.record.id, number: tx.record.number ?? '', warnings }
    })
  }),
  handle(giveOpinion, (input, ctx) => act(ctx, { verb: 'prisons.give-opinion', subject: { kind: 'conditional-release', id: input.id }, by: 'authority', basis: 'CPC 332', input, detail: { inFavour: input.inFavour } }, async (tx) => {
    const file = await lockConditional(tx, input.id)
    if (file.decision !== null) refuse('prisons.conditional-decided', { status: 409 })
    await updateConditional(tx, file.id, { opinion: input.opinion, opinion_for: input.inFavour, opinion_at: tx.at, opinion_by: actorOf(tx).id })
    return { id: file.id }
  })),
  handle(decideConditional, (input, ctx) => act(ctx, { verb: 'prisons.decide-conditional', subject: { kind: 'conditional-release', id: input.id }, by: 'authority', basis: 'CPC 332-334', reason: input.reason, input, detail: { granted: input.granted } }, async (tx) => {
    const file = await lockConditional(tx, input.id)
    if (file.decision !== null) refuse('prisons.conditional-decided', { status: 409 })
    if (file.court_id !== actorOf(tx).officeId) refuse('prisons.not-this-court', { status: 403, article: 'CPC 331' })
    if (file.opinion === null) refuse('prisons.opinion-first', { article: 'CPC 332', status: 409 })
    await updateConditional(tx, file.id, { decision: input.granted ? 'granted' : 'refused', decision_reason: input.reason, conditions: input.conditions || null, decided_at: tx.at, decided_by: actorOf(tx).id })
    tx.also(file.custody_id)
    const order = input.granted ? await orderRelease(tx, file.custody_id, { decision: 'conditional', article: 'CPC 331-334', reason: input.reason }) : undefined
    return { id: file.id, releaseOrderId: order?.releaseOrderId ?? null }
  })),
  handle(tellConditions, (input, ctx) => act(ctx, { verb: 'prisons.open-conditional', subject: { kind: 'conditional-release', id: input.id }, basis: 'CPC 332(C)', input, detail: { told: true } }, async (tx) => {
    const file = await lockConditional(tx, input.id)
    if (file.decision !== 'granted') refuse('prisons.conditional-not-granted', { status: 409 })
    await updateConditional(tx, file.id, { told_at: tx.at })
    tx.also(file.custody_id)
    return { id: file.id }
  })),
]
