/** The working of one person's sentence: gathered, computed, kept, confirmed by a second person. */
import { randomUUIDv7 } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { startClock, stopClock } from '#kernel/clock/clocks.ts'
import { baghdadDay, isDay, startOfBaghdadDay } from '#kernel/clock/calendar.ts'
import { issueForm } from '#kernel/documents/issue.ts'
import { blocking } from '#kernel/words/finding.ts'
import { formatCount, formatDate } from '#kernel/words/format.ts'
import { findText, type Lang } from '#kernel/words/text.ts'
import { findCommitment, sentencesOf } from '#systems/courts/public.ts'
import { addSentence, coverOf, detentionSpans, getCustody, orderRelease } from '#systems/custody/public.ts'
import { actorOf } from './intake.ts'
import { lengthOf } from './lengths.ts'
import { digestOfInput, penaltyOf, sentenceInput, type KeptResult, type Papers } from './papers.ts'
import { computeSentence } from './rules/sentence.ts'
import type { Absence, SentenceInput } from './rules/sentenceTypes.ts'
import { lockInmate, updateInmate } from './store/inmate.ts'
import { insertCalculation, insertConfirmation, listCalculations, listConfirmations, listSentenceFacts } from './store/sentence.ts'
import type { CalculationRow, InmateRow } from './store/tables.ts'
import { refusals } from './words/refusals.ts'

/** Everything that the computation of a custody's sentence rests on, as it stands now. */
export async function gatherPapers(r: Reader, custodyId: string): Promise<Papers> {
  const custody = await getCustody(r, custodyId)
  const memorandum = await findCommitment(r, custodyId)
  const cover = await coverOf(r, custodyId)
  const sentences = await sentencesOf(r, custodyId)
  return {
    sentences, memorandum: memorandum && { startsOn: memorandum.startsOn, heldDays: memorandum.heldDays, judgmentId: memorandum.judgmentId }, spans: await detentionSpans(r, custodyId), facts: await listSentenceFacts(r, custodyId),
    absences: cover.intervals.flatMap((i): Absence[] => (i.kind === 'escaped' || i.kind === 'bail' ? [{ from: baghdadDay(i.from), to: baghdadDay(i.to), reason: i.kind === 'escaped' ? 'escape' : 'released-pending-review' }] : [])),
    birthDate: custody.birthPrecision === 'day' ? custody.birthDate : null,
  }
}

/** Computes and keeps the working. The person's row follows it, unconfirmed. */
export async function computeFor(tx: Tx, custodyId: string): Promise<CalculationRow> {
  const inmate = await lockInmate(tx, custodyId)
  if (inmate.standing === 'untried') refuse('prisons.not-convicted', { article: 'CPC 281', status: 409 })
  const papers = await gatherPapers(tx, custodyId)
  if (papers.sentences.length === 0) refuse('prisons.no-sentence-papers', { article: 'CPC 281', status: 409 })
  const input = sentenceInput(papers)
  const digest = digestOfInput(input)
  const result = computeSentence(input)
  const [last] = await listCalculations(tx, custodyId)
  const { id: by, name } = actorOf(tx)
  const row = {
    id: randomUUIDv7(), custody_id: custodyId, facility_id: inmate.facility_id, number: (last?.number ?? 0) + 1, why: last === undefined ? 'first' as const : last.input_digest === digest ? 'asked-again' as const : papersChanged(last, input) ? 'papers-changed' as const : 'facts-changed' as const,
    input: JSON.stringify(input), input_digest: digest, result: JSON.stringify(result), starts_on: result.startsOn, last_day: result.lastDay, ends_at: result.endsAt, release_at_once: result.releaseAtOnce, conditional_on: result.conditionalRelease.eligibleOn,
    blocked: blocking(result.warnings).length > 0, calculated_at: tx.at, calculated_by: by, calculator: name,
  }
  await insertCalculation(tx, row)
  await updateInmate(tx, custodyId, { calculation_id: row.id, confirmed: false, stale: false, starts_on: row.starts_on, ends_at: row.ends_at, release_at_once: row.release_at_once, conditional_on: row.conditional_on })
  return { ...row, input, result: JSON.parse(row.result) as unknown }
}

function papersChanged(last: CalculationRow, input: SentenceInput): boolean {
  return canonicalize((last.input as SentenceInput).sentences) !== canonicalize(JSON.parse(JSON.stringify(input.sentences)))
}

/** The computation that a second person is about to confirm. @throws Refusal where it is not the last, out of date, without a result, or one's own */
async function toConfirm(tx: Tx, custodyId: string, calculationId: string): Promise<CalculationRow> {
  const [last] = await listCalculations(tx, custodyId)
  if (!last || last.id !== calculationId) refuse('prisons.calculation-not-last', { status: 409, field: 'calculationId' })
  if ((await listConfirmations(tx, custodyId)).has(last.id)) refuse('prisons.calculation-confirmed', { status: 409 })
  if (last.calculated_by === actorOf(tx).id) refuse('prisons.calculation-own', { status: 403, article: 'CPC 283(A)' })
  refuseBlocked((last.result as KeptResult).warnings)
  if (digestOfInput(sentenceInput(await gatherPapers(tx, custodyId))) !== last.input_digest) refuse('prisons.calculation-outdated', { status: 409, article: 'CPC 281' })
  return last
}

/** Confirms: issues the sheet, lets the computed end cover the custody, starts the clocks; whoever has served is to be released at once (CPC 284). */
export async function confirmFor(tx: Tx, custodyId: string, calculationId: string): Promise<{ documentId: string; releaseOrdered: boolean }> {
  const inmate = await lockInmate(tx, custodyId)
  const last = await toConfirm(tx, custodyId, calculationId)
  const { id: by, name } = actorOf(tx)
  const { documentId } = await issueForm(tx, { form: 'sentence-computation', data: await sheetOf(tx, inmate, last, name) })
  const coverFacts = await coverBy(tx, custodyId, last)
  await insertConfirmation(tx, { id: randomUUIDv7(), calculation_id: last.id, custody_id: custodyId, calculated_by: last.calculated_by, confirmed_at: tx.at, confirmed_by: by, confirmer: name, document_id: documentId, cover_facts: coverFacts })
  await updateInmate(tx, custodyId, { confirmed: true })
  await stopClock(tx, { rule: 'CLK-14', recordId: custodyId, state: 'cancelled', outcome: 'replaced' })
  if (last.conditional_on && startOfBaghdadDay(last.conditional_on) > tx.at) {
    await startClock(tx, { rule: 'CLK-14', recordId: custodyId, officeId: inmate.facility_id, from: last.starts_on ? startOfBaghdadDay(last.starts_on) : tx.at, due: startOfBaghdadDay(last.conditional_on) })
  }
  if (last.release_at_once) await orderServed(tx, custodyId, 'CPC 284')
  return { documentId, releaseOrdered: last.release_at_once }
}

/** Each sentence covers to the computed end of the whole; nothing does where no end is known. */
async function coverBy(tx: Tx, custodyId: string, c: CalculationRow): Promise<string[]> {
  if (c.starts_on === null || c.release_at_once) return []
  const facts: string[] = []
  for (const s of (await sentencesOf(tx, custodyId)).filter((one) => !one.suspended && !['fine', 'probation', 'guardian', 'warning'].includes(one.kind))) {
    facts.push((await addSentence(tx, custodyId, { sentenceId: s.id, from: startOfBaghdadDay(c.starts_on), to: c.ends_at, article: 'CPC 281, 294', caseId: s.caseId })).factId)
  }
  return facts
}

/** Orders the release of one whose sentence is served, in each case that sentenced; another case may still hold the person. */
export async function orderServed(tx: Tx, custodyId: string, article: string): Promise<{ releaseOrderId: string; number: string }> {
  const cases = [...new Set((await sentencesOf(tx, custodyId)).map((s) => s.caseId))]
  const own = (await getCustody(tx, custodyId)).caseId
  let order: { releaseOrderId: string; number: string } | undefined
  for (const caseId of cases.length > 0 ? cases : [own]) order = await orderRelease(tx, custodyId, { decision: 'sentence-served', article, reason: article, caseId })
  await updateInmate(tx, custodyId, { release_ordered_at: tx.at })
  return order ?? refuse('prisons.no-sentence-papers', { article: 'CPC 281', status: 409 })
}

const words = new Map(Object.entries(refusals))

/** A line of the working in words, its days and lengths as people write them. */
export function stepText(step: { textKey: string; params: Record<string, string | number> }, lang: Lang): string {
  const shown = Object.fromEntries(Object.entries(step.params).map(([key, value]) => [key, typeof value === 'string' && isDay(value) ? formatDate(value, lang) : value]))
  return findText(words, step.textKey, lang, { ...shown, length: lengthOf(step.params, (n, unit) => formatCount(n, unit, lang), lang) }) ?? step.textKey
}

async function sheetOf(tx: Tx, inmate: InmateRow, c: CalculationRow, checkedBy: string) {
  const custody = await getCustody(tx, inmate.id)
  const lang: Lang = custody.jurisdiction === 'kri' ? 'ckb' : 'ar'
  const result = c.result as KeptResult
  const { life, ...penalty } = penaltyOf(c.input as SentenceInput)
  const memorandum = await findCommitment(tx, inmate.id)
  const court = memorandum ? await tx.db.selectFrom('kernel.office').select(['name_ar', 'name_ckb']).where('id', '=', memorandum.courtId).executeTakeFirst() : undefined
  const clean = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, '').slice(0, 300)
  return {
    convict: { name: inmate.name_display, ...(inmate.birth_date ? { born: inmate.birth_date } : {}) }, prisonNumber: inmate.number, court: (lang === 'ckb' ? court?.name_ckb : court?.name_ar) ?? '—', caseNumber: inmate.case_number, penalty, life,
    startsOn: c.starts_on ?? baghdadDay(c.calculated_at), creditDays: Math.min(result.creditedDays, 36_600), ...(c.last_day ? { releaseOn: c.last_day } : {}), ...(c.conditional_on ? { conditionalFrom: c.conditional_on } : {}),
    steps: result.steps.slice(0, 60).map((s) => ({ what: clean(stepText(s, lang)), result: s.to ?? s.from ?? (s.days === undefined ? '—' : `\u200e${s.days > 0 ? '+' : '−'}${Math.abs(s.days)}`), article: s.article })), computedBy: c.calculator, checkedBy,
  }
}
