/** Prints whose reason has ended. Destroying them is ordered where every record is: by the judge, looked at by the prosecution (kernel/expunging). */
import { act, read, type Reader } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { may } from '#kernel/access/policy.ts'
import { addSpan, baghdadDay } from '#kernel/clock/calendar.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import type { Job } from '#kernel/http/system.ts'
import { casesOfPerson } from '#systems/cases/public.ts'
import { keepPrints, listRetention, type RetentionView } from '../../contract/retention.ts'
import { asPlatform } from '../../one-to-one.ts'
import { retentionNotes } from '../../rules/retention.ts'
import { countRetention, keep, listRetentionRows, listToReview, lockRetention, markDue, recipientsOf, reopen } from '../../store/retention.ts'

/** No prints are kept longer than this without being before the court again. */
const reviewWithinYears = 2

type Row = Awaited<ReturnType<typeof listRetentionRows>>[number]

/** Cases that name the person as accused and go on, or ended with a conviction: by their numbers, as far as this court may read them. */
async function otherCases(r: Reader, row: Row): Promise<string[]> {
  const cases = await casesOfPerson(r, row.person_id)
  return cases.filter((c) => c.role === 'accused' && c.caseId !== row.case_id && !c.ended && c.stage !== 'closed').map((c) => c.number ?? c.caseId)
}

async function viewRetention(r: Reader, row: Row, sentTo: readonly string[]): Promise<RetentionView> {
  const { session } = r.ctx
  const facts = { ending: row.ending, decidedOn: row.decided_on, today: baghdadDay(r.ctx.now), otherCases: await otherCases(r, row), sentTo }
  return {
    id: row.id, enrolmentId: row.enrolment_id, number: row.number, name: row.name_display, juvenile: row.juvenile, takenAt: row.begun_at.toISOString(), caseId: row.case_id, caseNumber: row.case_number, ending: row.ending, article: row.article,
    confidence: row.confidence, decidedOn: row.decided_on, openUntil: row.open_until, since: row.since.toISOString(), court: { ar: row.name_ar, ckb: row.name_ckb, en: row.name_en }, state: row.asked ? 'asked' : row.kept_at === null ? 'due' : 'kept',
    kept: row.kept_at === null ? null : { at: row.kept_at.toISOString(), by: row.keeper ?? '', reason: row.kept_reason ?? '', reviewOn: row.review_on ?? '' }, notes: retentionNotes(facts),
    mayOrder: session !== null && may(session, 'ledger.order-expunging', { parties: row.parties }),
  }
}

export const retentionHandlers: readonly Handler[] = [
  handle(listRetention, (input, ctx) => read(ctx, async (r) => {
    const rows = await listRetentionRows(r, { ...input, limit: input.limit + 1 })
    const page = rows.slice(0, input.limit)
    const sent = await asPlatform(ctx, (p) => recipientsOf(p, page.map((row) => row.enrolment_id)))
    const views: RetentionView[] = []
    for (const row of page) views.push(await viewRetention(r, row, sent.get(row.enrolment_id) ?? []))
    return { rows: views, next: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null, total: await countRetention(r, input.state) }
  })),
  handle(keepPrints, (input, ctx) => act(ctx, { verb: 'biometrics.keep-prints', subject: { kind: 'enrolment', id: input.enrolmentId }, by: 'authority', basis: 'CPC 70', reason: input.reason, input, detail: { reviewOn: input.reviewOn } }, async (tx) => {
    const row = (await lockRetention(tx, input.enrolmentId, input.retentionId)) ?? refuse('kernel.record-unknown', { status: 404, field: 'retentionId' })
    if (row.kept_at !== null) refuse('biometrics.kept-already', { status: 409 })
    if (row.court_id !== tx.ctx.session?.officeId) refuse('biometrics.not-your-prints', { status: 403 })
    const today = baghdadDay(tx.at)
    if (input.reviewOn <= today || input.reviewOn > addSpan(today, { years: reviewWithinYears })) refuse('biometrics.review-day', { field: 'reviewOn', params: { day: addSpan(today, { years: reviewWithinYears }) } })
    await keep(tx, row, { by: tx.ctx.session.accountId, reason: input.reason, reviewOn: input.reviewOn })
    return { id: row.id }
  })),
]

/** Puts prints before the court again whose day of review has come. @returns how many */
export async function reviewKept(ctx: Ctx, limit = 200): Promise<number> {
  const due = await read(ctx, (r) => listToReview(r, baghdadDay(ctx.now), limit))
  for (const one of due) {
    await act(ctx, { verb: 'biometrics.review-prints', subject: { kind: 'enrolment', id: one.enrolment_id }, by: 'authority', basis: one.article }, async (tx) => {
      await reopen(tx, one.id)
      await markDue(tx, one.enrolment_id, one.article)
    })
  }
  return due.length
}

export const retentionJobs: readonly Job[] = [{ name: 'biometrics.review-kept', cron: '20 1 * * *', run: async (ctx) => { while ((await reviewKept(ctx)) === 200) { /* the backlog of a long stop */ } } }]
