/** Judgment on one accused: what is checked, what is written. Its effects on custody are in effects.ts. */
import { randomUUIDv7 } from 'node:crypto'
import type { z } from 'zod'
import type { Tx } from '#kernel/act/act.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { workCalendarOf } from '#kernel/clock/work-calendar.ts'
import { issueForm } from '#kernel/documents/issue.ts'
import { nextNumber } from '#kernel/numbering/numbering.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import { note, type Finding } from '#kernel/words/finding.ts'
import type { CaseFacts } from '#systems/cases/public.ts'
import { getOffence } from '#systems/offences/public.ts'
import type { pronounceJudgment } from './contract/judgments.ts'
import { adultAge, chargeFacts, chargedPenalty, checkPanel, gravestClass, type Qualified } from './law.ts'
import { penaltyText } from './penaltyText.ts'
import { cassationPeriod } from './rules/challenge.ts'
import { checkJudgment } from './rules/judgment.ts'
import { checkSentence } from './rules/sentence.ts'
import { listAttendance, getHearingOf } from './store/hearing.ts'
import { insertCount, insertJudgment, listJudgments, listSheets, standingSheets } from './store/judgment.ts'
import { actorOf, type Accused } from './store/people.ts'
import type { CountRow, JudgmentRow, TrialRow, Verdict } from './store/tables.ts'
import type { SentenceOf } from './effects.ts'

export type JudgmentInput = z.output<typeof pronounceJudgment.input>
type CountInput = JudgmentInput['counts'][number]

/** A count with what it charges, from the charge sheet where there is one. */
export interface Count { readonly id: string; readonly sheetId: string | null; readonly qualified: Qualified; readonly article: string; readonly verdict: Verdict; readonly sentence: CountInput['sentence'] }

export interface Written { readonly judgment: JudgmentRow; readonly counts: readonly Count[]; readonly sentences: readonly SentenceOf[]; readonly warnings: Finding[]; readonly documentId: string }

/** The verdict that stands for the judgment as a whole: convicted where any count is, else that of the first. */
export function wholeVerdict(counts: readonly Pick<Count, 'verdict'>[]): Verdict {
  return counts.some((c) => c.verdict === 'convicted') ? 'convicted' : counts[0]!.verdict
}

/** Checks the judgment against the law and writes it, with its counts and paper. @throws Refusal with every finding that stands against it */
export async function writeJudgment(tx: Tx, facts: CaseFacts, trial: TrialRow, accused: Accused, input: JudgmentInput): Promise<Written> {
  const mode = await modeOf(tx, facts, trial, input)
  if ((await listJudgments(tx, facts.id)).some((j) => j.trial_id === trial.id && j.person_id === accused.id && j.state !== 'set-aside')) refuse('courts.judged-already', { status: 409, article: 'CPC 225' })
  const { counts, charged } = await countsOf(tx, facts, trial, accused, input)
  const court = await getOffice(tx, trial.court_id)
  const judge = tx.ctx.session?.personName ?? refuse('kernel.sign-in-first', { status: 401 })
  const found = check(facts, trial, accused, input, { counts, charged, judge, courtKind: court.kind, day: baghdadDay(tx.at) })
  refuseBlocked(found)
  const warnings = found.filter((f) => f.outcome === 'warn')
  const written = rowOf(tx, facts, trial, accused, input, { counts, mode, judge, warnings })
  const number = await nextNumber(tx, 'judgment', trial.court_id)
  const lastDay = mode === 'in-presence' || written.verdict !== 'convicted' ? cassationPeriod(written.given_on, await workCalendarOf(tx, trial.court_id)).last : null
  const documentId = await issueJudgment(tx, facts, { ...written, number }, input, counts, lastDay)
  const judgment: JudgmentRow = { ...written, number, document_id: documentId, last_day: lastDay }
  await insertJudgment(tx, { ...judgment, dissents: JSON.stringify(judgment.dissents), warnings: JSON.stringify(warnings) })
  for (const c of counts) await insertCount(tx, countRow(judgment, c))
  const sentences = counts.flatMap((c): SentenceOf[] => (c.verdict === 'convicted' && c.sentence ? [{ count: { id: c.id, article: c.article }, sentence: c.sentence }] : []))
  return { judgment, counts, sentences, warnings, documentId }
}

function countRow(j: JudgmentRow, c: Count): CountRow {
  return { id: c.id, judgment_id: j.id, case_id: j.case_id, sheet_id: c.sheetId, offence_code: c.qualified.offenceCode, circumstance: c.qualified.circumstance ?? null, attempt: c.qualified.attempt ?? false, act_on: c.qualified.actOn ?? null, article: c.article, verdict: c.verdict }
}

async function modeOf(tx: Tx, facts: CaseFacts, trial: TrialRow, input: JudgmentInput): Promise<'in-presence' | 'in-absence'> {
  const hearing = await getHearingOf(tx, facts.id, input.hearingId)
  if (hearing.trial_id !== trial.id || hearing.state !== 'held') refuse('courts.hearing-not-opened', { article: 'CPC 223(A)', field: 'hearingId' })
  const here = (await listAttendance(tx, facts.id)).find((a) => a.hearing_id === hearing.id && a.person_id === input.personId)
  if (!here || here.mode === 'adjourn' || here.mode === 'serve-first') refuse('courts.not-tried-in-this-hearing', { article: 'CPC 145-151', field: 'hearingId' })
  return here.mode
}

async function countsOf(tx: Tx, facts: CaseFacts, trial: TrialRow, accused: Accused, input: JudgmentInput): Promise<{ counts: Count[]; charged: boolean }> {
  const sheets = standingSheets(await listSheets(tx, facts.id), trial.id, accused.id)
  const counts = input.counts.map((c, n): Count => {
    const sheet = c.sheetId ? (sheets.find((s) => s.id === c.sheetId) ?? refuse('courts.sheet-unknown', { field: `counts.${n}.sheetId` })) : undefined
    const charge = accused.charges.find((k) => k.offenceCode === c.offenceCode)
    const qualified: Qualified = sheet
      ? { offenceCode: sheet.offence_code, circumstance: sheet.circumstance, attempt: sheet.attempt, actOn: sheet.act_on }
      : { offenceCode: c.offenceCode, circumstance: c.circumstance || null, attempt: c.attempt, actOn: charge?.actOn ?? null }
    const penalty = chargedPenalty(qualified, facts.jurisdiction) ?? refuse('courts.offence-unknown', { field: `counts.${n}.offenceCode`, params: { code: qualified.offenceCode } })
    if (c.verdict === 'convicted' && !c.sentence) refuse('courts.sentence-missing', { article: 'CPC 223(B)', field: `counts.${n}.sentence` })
    return { id: randomUUIDv7(), sheetId: sheet?.id ?? null, qualified, article: penalty.article, verdict: c.verdict, sentence: c.verdict === 'convicted' ? c.sentence : undefined }
  })
  return { counts, charged: counts.every((c) => c.sheetId !== null) }
}

interface Setting { counts: readonly Count[]; charged: boolean; judge: string; courtKind: string; day: string }

function check(facts: CaseFacts, trial: TrialRow, accused: Accused, input: JudgmentInput, s: Setting): Finding[] {
  const verdict = wholeVerdict(s.counts)
  const judges = [s.judge, ...input.members.map((m) => m.name)]
  const penalty = s.counts.flatMap((c) => (c.sentence ? [penaltyText(c.sentence, 'ar')] : [])).join('؛ ')
  const offences = s.counts.map((c) => getOffence(c.qualified.offenceCode).title.ar).join('، ')
  // In a retrial of an earlier judgment, and where the accused waived, no sheet of this trial is asked for a verdict without conviction (181).
  const found = checkJudgment({
    verdict, judges, accused: accused.name, parties: input.parties, prosecutor: input.prosecutor, offence: offences, article: s.counts.map((c) => c.article).join('، '), reasons: input.reasons,
    mitigation: input.mitigation, aggravation: input.aggravation, mitigated: input.mitigationKind !== 'none', aggravated: input.aggravated || input.recidivist, principalPenalty: penalty, ancillaryPenalties: input.ancillary.join('، '),
    compensationClaimed: input.compensationClaimed, compensation: input.compensation || (input.compensationIqd === undefined ? undefined : String(input.compensationIqd)), hasExhibits: input.hasExhibits, property: input.property,
    signatures: [...(input.signed ? [s.judge] : []), ...input.members.filter((m) => m.signed || m.dissents).map((m) => m.name)], dissenters: input.members.filter((m) => m.dissents).map((m) => m.name),
    dissentsWritten: input.members.filter((m) => m.dissent).map((m) => m.name), date: s.day, sentenceDate: s.day, sealed: input.sealed, readPublicly: input.readPublicly, charged: s.charged, summary: trial.class === 'contravention',
    death: s.counts.some((c) => c.sentence?.kind === 'death'), toldOfAutomaticReview: input.toldOfAutomaticReview, evidence: input.evidence, confessionAllegedForced: input.confessionAllegedForced, compoundableWithoutApproval: input.withdrawnByVictim,
  })
  if (accused.age === undefined) found.push(note('courts.age-unknown', 'Juvenile 4', 'T', { field: 'personId' }))
  for (const [n, c] of s.counts.entries()) {
    if (!c.sentence) continue
    const charge = chargeFacts(c.qualified, { jurisdiction: facts.jurisdiction, age: accused.age ?? adultAge, aggravated: input.aggravated, recidivist: input.recidivist })
    if (charge) found.push(...checkSentence(c.sentence, { ...charge, mitigation: input.mitigationKind, priorIntentionalConviction: input.priorIntentionalConviction }, facts.jurisdiction).map((f) => ({ ...f, field: `counts.${n}.sentence.${f.field ?? 'kind'}` })))
  }
  return [...found, ...checkPanel(s.courtKind, judges)]
}

interface RowParts { counts: readonly Count[]; mode: 'in-presence' | 'in-absence'; judge: string; warnings: Finding[] }

function rowOf(tx: Tx, facts: CaseFacts, trial: TrialRow, accused: Accused, input: JudgmentInput, p: RowParts): JudgmentRow {
  const convicted = p.counts.filter((c) => c.verdict === 'convicted')
  const [gravest] = convicted.length > 0 ? convicted : p.counts
  return {
    id: randomUUIDv7(), case_id: facts.id, trial_id: trial.id, hearing_id: input.hearingId, person_id: accused.id, number: '', court_id: trial.court_id, class: gravestClass(p.counts.map((c) => c.qualified), facts.jurisdiction),
    juvenile: accused.juvenile, verdict: wholeVerdict(p.counts), mode: p.mode, given_at: tx.at, given_on: baghdadDay(tx.at), judges: [p.judge, ...input.members.map((m) => m.name)], presiding_by: actorOf(tx), prosecutor: input.prosecutor,
    accused: accused.name, parties: input.parties, lawyer: input.lawyer || null, offence_code: gravest!.qualified.offenceCode, article: [...new Set(p.counts.map((c) => c.article))].join('، '), facts: input.facts, reasons: input.reasons,
    mitigation_kind: input.mitigationKind, mitigation: input.mitigation || null, aggravated: input.aggravated, recidivist: input.recidivist, aggravation: input.aggravation || null,
    principal_penalty: convicted.length > 0 ? convicted.map((c) => penaltyText(c.sentence!, facts.jurisdiction === 'kri' ? 'ckb' : 'ar')).join('؛ ') : null, ancillary: input.ancillary, compensation_iqd: input.compensationIqd ?? null,
    compensation: input.compensation || null, property: input.property || null, evidence: input.evidence, dissents: input.members.flatMap((m) => (m.dissents && m.dissent ? [{ judge: m.name, text: m.dissent }] : [])),
    death: convicted.some((c) => c.sentence?.kind === 'death'), told_of_review: input.toldOfAutomaticReview, read_publicly: input.readPublicly, warnings: p.warnings, document_id: null, state: 'given', state_at: tx.at, state_why: null,
    served_on: null, objection_ends: null, last_day: null,
  }
}

const outcomeOnPaper = { convicted: 'conviction', acquitted: 'acquittal', 'not-responsible': 'not-responsible', 'charge-annulled': 'charge-dropped', released: 'charge-dropped', rejected: 'charge-dropped', conciliation: 'acquittal' } as const

async function issueJudgment(tx: Tx, facts: CaseFacts, j: JudgmentRow, input: JudgmentInput, counts: readonly Count[], lastDay: string | null): Promise<string> {
  const court = await getOffice(tx, j.court_id)
  const lang = facts.jurisdiction === 'kri' ? 'ckb' : 'ar'
  const { documentId } = await issueForm(tx, { form: 'judgment', number: j.number, data: {
    caseNumber: facts.number, court: lang === 'ckb' ? court.name_ckb : court.name_ar, givenOn: j.given_on, judges: j.judges, prosecutor: j.prosecutor, convict: { name: j.accused.slice(0, 300) }, otherParties: j.parties.slice(0, 300),
    ...(j.lawyer ? { lawyer: j.lawyer } : {}), presence: j.mode === 'in-presence' ? 'in-presence' : 'in-absentia', outcome: outcomeOnPaper[j.verdict], offence: counts.map((c) => getOffence(c.qualified.offenceCode).title[lang]).join('، ').slice(0, 300),
    article: j.article.slice(0, 300), facts: j.facts, reasons: j.reasons, ...(j.mitigation ? { mitigation: j.mitigation } : {}), ...(j.aggravation ? { aggravation: j.aggravation } : {}),
    penalties: counts.flatMap((c) => (c.sentence ? [penaltyText(c.sentence, lang).slice(0, 300)] : [])), ancillary: input.ancillary, ...(input.compensationIqd === undefined ? {} : { compensation: input.compensationIqd }), ...(j.property ? { things: j.property } : {}),
    ...(j.dissents.length > 0 ? { dissent: j.dissents.map((d) => `${d.judge}: ${d.text}`).join('\n') } : {}), unanimous: j.dissents.length === 0, ...(lastDay ? { challenge: `CPC 252: ${lastDay}` } : {}), deathSentence: j.death,
  } })
  return documentId
}
