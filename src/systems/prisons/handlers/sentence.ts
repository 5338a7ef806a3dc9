import { randomUUIDv7 } from 'node:crypto'
import { read, act, type Reader } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { Refusal, refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { addDays, baghdadDay, endOfBaghdadDay } from '#kernel/clock/calendar.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import type { Job } from '#kernel/http/system.ts'
import { findCommitment } from '#systems/courts/public.ts'
import { getCustody } from '#systems/custody/public.ts'
import { addSentenceFact, calculate, confirmCalculation, listReleasesDue, readSentence, startRelease, type Calculation } from '../contract/sentence.ts'
import { actorOf } from '../intake.ts'
import { detentionDays, digestOfInput, sentenceInput, sentenceKeys, type KeptResult } from '../papers.ts'
import { checkRelease, releaseDue } from '../rules/releaseDue.ts'
import { countFacilities, findInmate, listEnding, listToRelease, lockInmate, updateInmate } from '../store/inmate.ts'
import { insertSentenceFact, listCalculations, listConditionalRows, listConfirmations } from '../store/sentence.ts'
import type { CalculationRow, ConfirmationRow } from '../store/tables.ts'
import { facilityOf, iso, officesOf, viewInmate } from '../views.ts'
import { computeFor, confirmFor, gatherPapers, orderServed } from '../working.ts'
import { onInmate } from './stay.ts'

function viewCalculation(c: CalculationRow, confirmed: ConfirmationRow | undefined, ctx: Ctx): Calculation {
  const result = c.result as KeptResult
  const { eligibleOn, why, article } = result.conditionalRelease
  return {
    id: c.id, number: c.number, why: c.why, calculatedAt: c.calculated_at.toISOString(), calculator: c.calculator, mine: c.calculated_by === ctx.session?.accountId, startsOn: c.starts_on, lastDay: c.last_day, endsAt: iso(c.ends_at),
    endsAtIfFinesPaid: result.endsAtIfFinesPaid, releaseAtOnce: c.release_at_once, creditedDays: result.creditedDays, blocked: c.blocked, steps: [...result.steps], conditional: { eligibleOn, why, article }, schoolMoves: result.schoolMoves, warnings: result.warnings,
    confirmed: confirmed ? { at: confirmed.confirmed_at.toISOString(), by: confirmed.confirmer, documentId: confirmed.document_id } : null,
  }
}

async function sentencePage(r: Reader, id: string) {
  const custody = await getCustody(r, id)
  const [inmate, memorandum, papers] = [await findInmate(r, id), await findCommitment(r, id), await gatherPapers(r, id)]
  const calculations = await listCalculations(r, id)
  const confirmations = await listConfirmations(r, id)
  const offices = await officesOf(r, [...papers.sentences.map((s) => s.courtId), ...(inmate ? [inmate.facility_id] : [])])
  const keys = sentenceKeys(papers.sentences)
  const [file] = await listConditionalRows(r, { state: 'all', custodyId: id, limit: 1 })
  const { version } = await r.db.selectFrom('kernel.record').select('version').where('id', '=', id).executeTakeFirstOrThrow()
  const [last] = calculations
  return {
    id, version, number: custody.number, name: custody.name, standing: inmate?.standing ?? null, held: inmate !== undefined && inmate.left_at === null && inmate.facility_id === r.ctx.session?.officeId, facility: inmate ? (offices.get(inmate.facility_id) ?? null) : null,
    memorandum: memorandum ? { number: memorandum.memorandumNumber, documentId: memorandum.documentId, startsOn: memorandum.startsOn, heldDays: memorandum.heldDays } : null,
    papers: papers.sentences.map((s) => ({
      key: keys.get(s.id) ?? s.id, sentenceId: s.id, judgmentNumber: s.judgmentNumber, judgmentOn: s.judgmentOn, court: offices.get(s.courtId)?.[r.ctx.lang] ?? '', kind: s.kind, article: s.article, years: s.years, months: s.months, days: s.days,
      fineIqd: s.fineIqd === null ? null : Number(s.fineIqd), suspended: s.suspended, final: s.final,
    })),
    spans: detentionDays(papers).map((s) => ({ from: s.from, to: s.to })),
    facts: papers.facts.map((f) => ({ id: f.id, kind: f.kind, sentenceId: f.sentence_id, amountIqd: f.amount_iqd === null ? null : Number(f.amount_iqd), days: f.days, on: f.on_day, paper: f.paper, enteredAt: f.entered_at.toISOString() })),
    calculations: calculations.map((c) => viewCalculation(c, confirmations.get(c.id), r.ctx)), stale: last !== undefined && papers.sentences.length > 0 && digestOfInput(sentenceInput(papers)) !== last.input_digest,
    conditionalFile: file ? { id: file.id, decision: file.decision } : null,
  }
}

export const sentenceHandlers: readonly Handler[] = [
  handle(readSentence, async ({ id }, ctx) => read(ctx, (r) => sentencePage(r, id))),
  handle(calculate, (input, ctx) => onInmate(ctx, { verb: 'prisons.calculate', basis: 'CPC 281-284, 294-299', input }, async (tx) => {
    const c = await computeFor(tx, input.id)
    return { id: input.id, calculationId: c.id, endsAt: iso(c.ends_at), lastDay: c.last_day, warnings: (c.result as KeptResult).warnings }
  })),
  handle(confirmCalculation, (input, ctx) => onInmate(ctx, { verb: 'prisons.confirm', basis: 'CPC 281-284, 294', input, detail: { calculation: input.calculationId } }, async (tx) => ({ id: input.id, warnings: [], ...(await confirmFor(tx, input.id, input.calculationId)) }))),
  handle(addSentenceFact, (input, ctx) => onInmate(ctx, { verb: 'prisons.calculate', basis: 'CPC 298-299, 306, 336', input, detail: { fact: input.kind, paper: input.paper } }, async (tx) => {
    const inmate = await lockInmate(tx, input.id)
    if (input.on > baghdadDay(tx.at)) refuse('prisons.fact-in-future', { field: 'on' })
    const papers = await gatherPapers(tx, input.id)
    if (input.sentenceId && !papers.sentences.some((s) => s.id === input.sentenceId)) refuse('prisons.sentence-unknown', { status: 404, field: 'sentenceId' })
    await insertSentenceFact(tx, {
      id: randomUUIDv7(), custody_id: input.id, kind: input.kind, sentence_id: input.sentenceId ?? null, amount_iqd: input.amountIqd ?? null, days: input.days ?? null, on_day: input.on, paper: input.paper, entered_at: tx.at, entered_by: actorOf(tx).id,
    })
    await updateInmate(tx, input.id, { stale: inmate.calculation_id !== null })
    return { id: input.id, warnings: [] }
  })),
  handle(listReleasesDue, async ({ facilityId, days, limit }, ctx) => read(ctx, async (r) => {
    const facility = await facilityOf(r, facilityId)
    const today = baghdadDay(ctx.now)
    const to = endOfBaghdadDay(addDays(today, days))
    const rows = await listEnding(r, { facilityId: facility.id, to, limit })
    const [n] = await countFacilities(r, { facilityId: facility.id, now: ctx.now, today: endOfBaghdadDay(today), week: endOfBaghdadDay(addDays(today, 7)), month: endOfBaghdadDay(addDays(today, 30)) })
    return {
      rows: rows.map((i) => { const due = releaseDue(i.ends_at, ctx.now); return { ...viewInmate(i, ctx.now), state: due.state, hoursOver: due.hoursOver, daysLeft: due.daysLeft ?? null } }),
      counts: { overdue: Number(n?.overdue ?? 0), today: Number(n?.today ?? 0), week: Number(n?.week ?? 0), month: Number(n?.month ?? 0), uncomputed: Number(n?.to_calculate ?? 0) + Number(n?.to_confirm ?? 0) },
    }
  })),
  handle(startRelease, (input, ctx) => onInmate(ctx, { verb: 'prisons.start-release', basis: 'CPC 283-284, 294', input }, async (tx) => {
    const inmate = await lockInmate(tx, input.id)
    if (inmate.release_ordered_at !== null) refuse('prisons.release-ordered-already', { status: 409 })
    if (!inmate.confirmed || inmate.stale) refuse('prisons.sentence-unconfirmed', { article: 'CPC 283(A)', status: 409 })
    const warnings = checkRelease({ ground: 'sentence-served', endsAt: inmate.ends_at, otherLiveOrders: [], identityConfirmed: true }, tx.at)
    refuseBlocked(warnings)
    return { id: input.id, warnings, ...(await orderServed(tx, input.id, 'CPC 283, 294')) }
  })),
]

/**
 * At noon of the last day the release of everyone whose confirmed sentence ends is ordered, each in an act of the platform (CPC 294).
 * @returns how many were found
 */
export async function orderDueReleases(ctx: Ctx, limit = 500): Promise<number> {
  const due = await read(ctx, (r) => listToRelease(r, ctx.now, limit))
  for (const inmate of due) {
    try {
      await act(ctx, { verb: 'prisons.start-release', subject: { kind: 'custody', id: inmate.id }, by: 'authority', basis: 'CPC 283, 294', detail: { endedAt: inmate.ends_at?.toISOString() ?? null } }, async (tx) => orderServed(tx, inmate.id, 'CPC 283, 294'))
    } catch (error) {
      // One that a rule refuses is on record as refused, stays on the list as overdue, and holds nobody else up.
      if (!(error instanceof Refusal)) throw error
    }
  }
  return due.length
}

export const sentenceJobs: readonly Job[] = [{ name: 'prisons.release-due', cron: '* * * * *', run: async (ctx) => { await orderDueReleases(ctx) } }]
