import { randomUUIDv7 } from 'node:crypto'
import type { Tx } from '#kernel/act/act.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { requalifyCharge, type CaseCharge, type Qualification } from '#systems/cases/public.ts'
import { drawUpCharge } from '../contract/judgments.ts'
import { chargedPenalty } from '../law.ts'
import { checkCharge } from '../rules/judgment.ts'
import { listHearingsOf } from '../store/hearing.ts'
import { insertSheet, listSheets, standingSheets } from '../store/judgment.ts'
import { actorOf, getAccused } from '../store/people.ts'
import type { SheetRow } from '../store/tables.ts'
import { getOpenTrial } from '../store/trial.ts'
import { actOnCase, warningsIn } from './onCase.ts'

export const chargeHandlers: readonly Handler[] = [
  handle(drawUpCharge, async (input, ctx) =>
    actOnCase(ctx, { verb: 'courts.draw-up-charge', caseId: input.id, version: input.version, basis: 'CPC 187', reason: input.reason || undefined, input, detail: { personId: input.personId, offenceCode: input.offenceCode, replaces: input.replaces ?? null } }, async (tx, facts) => {
      const trial = await getOpenTrial(tx, facts.id)
      const accused = await getAccused(tx, facts, input.personId)
      if (!(await listHearingsOf(tx, facts.id)).some((h) => h.trial_id === trial.id && h.opened_at !== null)) refuse('courts.hearing-not-opened', { article: 'CPC 181' })
      const charge = accused.charges.find((c) => c.offenceCode === input.offenceCode) ?? accused.charges[0]
      const actOn = input.actOn ?? charge?.actOn ?? null
      const penalty = chargedPenalty({ ...input, actOn }, facts.jurisdiction) ?? refuse('courts.offence-unknown', { field: 'offenceCode', params: { code: input.offenceCode } })
      const standing = standingSheets(await listSheets(tx, facts.id), trial.id, input.personId)
      if (input.replaces && !standing.some((s) => s.id === input.replaces)) refuse('courts.charge-replaced-already', { status: 409, field: 'replaces' })
      if (input.replaces && !input.reason) refuse('courts.charge-change-reason', { article: 'CPC 190', field: 'reason' })
      const session = ctx.session ?? refuse('kernel.sign-in-first', { status: 401 })
      const day = baghdadDay(tx.at)
      const articles = `${penalty.article}${input.attempt ? '، Penal 31' : ''}`
      const found = checkCharge({
        judge: session.personName, judgePost: 'قاضي المحكمة', accused: accused.name, identity: input.identity, place: input.place, time: input.time, legalDescription: input.legalDescription, victim: input.victim,
        objectOfOffence: input.objectOfOffence, means: input.means, articles, date: day, signature: session.personName,
      })
      refuseBlocked(found)
      const id = randomUUIDv7()
      await insertSheet(tx, {
        id, case_id: facts.id, trial_id: trial.id, person_id: input.personId, offence_code: input.offenceCode, circumstance: input.circumstance || null, attempt: input.attempt, act_on: actOn, judge: session.personName, judge_post: 'قاضي المحكمة',
        accused: accused.name, identity: input.identity, place: input.place, time: input.time, legal_description: input.legalDescription, victim: input.victim, object_of_offence: input.objectOfOffence, means: input.means, articles,
        drawn_on: day, signed_at: tx.at, signed_by: actorOf(tx), read_out: input.readOut, plea: input.plea, replaces: input.replaces ?? null, reason: input.reason || null,
      })
      await follow(tx, facts.id, { offenceCode: input.offenceCode, circumstance: input.circumstance || null, attempt: input.attempt }, accused.charges, standing, input.replaces, input.legalDescription)
      return { sheetId: id, articles, warnings: warningsIn(found) }
    })),
]

/**
 * The case's charges follow the sheet (CPC 187(B), 190): custody's ceilings and clocks are counted from what the court now tries. A sheet that says
 * what a charge says already changes nothing; else it stands in place of the charge that its predecessor was drawn for, or of the first without a sheet.
 */
async function follow(tx: Tx, caseId: string, to: Qualification, charges: readonly CaseCharge[], standing: readonly SheetRow[], replaces: string | undefined, reason: string): Promise<void> {
  if (charges.some((c) => isSame(c, to))) return
  const said = (s: SheetRow): Qualification => ({ offenceCode: s.offence_code, circumstance: s.circumstance, attempt: s.attempt })
  const drawn = standing.filter((s) => s.id !== replaces).map(said)
  const before = standing.find((s) => s.id === replaces)
  const old = charges.find((c) => before !== undefined && isSame(c, said(before))) ?? charges.find((c) => c.offenceCode === to.offenceCode) ?? charges.find((c) => !drawn.some((d) => isSame(c, d))) ?? charges[0]
  if (old) await requalifyCharge(tx, { caseId, chargeId: old.id, to, reason })
}

function isSame(a: Qualification, b: Qualification): boolean {
  return a.offenceCode === b.offenceCode && a.circumstance === b.circumstance && a.attempt === b.attempt
}
