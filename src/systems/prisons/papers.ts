/** The papers of a sentence as the computation takes them. Pure. */
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { addDays, baghdadDay, type Day, startOfBaghdadDay } from '#kernel/clock/calendar.ts'
import type { CommittedSentence } from '#systems/courts/public.ts'
import { countDays } from './rules/sentenceCredit.ts'
import type { Absence, DetentionSpan, SentenceInput, SentenceKind, SentenceResult } from './rules/sentenceTypes.ts'
import type { SentenceFactRow } from './store/tables.ts'

/** What a computation rests on, gathered from courts, custody and this system. */
export interface Papers {
  readonly sentences: readonly CommittedSentence[]
  readonly memorandum: { readonly startsOn: Day; readonly heldDays: number; readonly judgmentId: string } | undefined
  readonly spans: readonly { readonly from: Date; readonly to: Date }[]
  readonly facts: readonly SentenceFactRow[]
  readonly absences: readonly Absence[]
  readonly birthDate: Day | null
}

const custodial: ReadonlySet<string> = new Set<SentenceKind>(['death', 'life', 'temporary', 'strict-detention', 'simple-detention', 'boys-school', 'youths-school'])

/** The name by which the working calls each sentence: its judgment's number, and the count where a judgment has several. */
export function sentenceKeys(sentences: readonly CommittedSentence[]): Map<string, string> {
  return new Map(sentences.map((s) => {
    const same = sentences.filter((o) => o.judgmentNumber === s.judgmentNumber && o.courtId === s.courtId)
    const twin = sentences.some((o) => o.judgmentNumber === s.judgmentNumber && o.courtId !== s.courtId)
    const tail = twin ? ` · ${s.judgmentOn}` : ''
    return [s.id, same.length > 1 ? `${s.judgmentNumber}-${same.indexOf(s) + 1}${tail}` : `${s.judgmentNumber}${tail}`]
  }))
}

/** The days held before sentence. What the memorandum counts beyond the record (held before the record began) lies before its first day. */
export function detentionDays(papers: Pick<Papers, 'spans' | 'memorandum' | 'sentences'>): DetentionSpan[] {
  const { memorandum } = papers
  // Days after every sentence has begun are the sentence itself; left out, they do not change the papers from day to day.
  const last = papers.sentences.map((s) => s.startsOn ?? s.judgmentOn).reduce((a, b) => (b > a ? b : a), memorandum?.startsOn ?? '0000-01-01')
  const spans = papers.spans.filter((s) => s.to > s.from).map((s) => ({ from: baghdadDay(s.from), to: baghdadDay(new Date(s.to.getTime() - 1)) }))
    .filter((s) => s.from <= last).map((s) => ({ from: s.from, to: s.to > last ? last : s.to }))
  if (memorandum === undefined) return spans
  const missing = memorandum.heldDays - countDays(spans, memorandum.startsOn)
  if (missing <= 0) return spans
  const before = spans.reduce((first, s) => (s.from < first ? s.from : first), memorandum.startsOn)
  return [{ from: addDays(before, -missing), to: addDays(before, -1) }, ...spans]
}

/** The input of the computation. Fines alone and measures outside custody are no sentence to serve. */
export function sentenceInput(papers: Papers): SentenceInput {
  const keys = sentenceKeys(papers.sentences)
  const key = (id: string) => keys.get(id) ?? id
  const of = (kind: SentenceFactRow['kind']) => papers.facts.filter((f) => f.kind === kind)
  const starts = (s: CommittedSentence) => s.startsOn ?? (papers.memorandum?.judgmentId === s.judgmentId ? papers.memorandum.startsOn : undefined)
  return {
    sentences: papers.sentences.filter((s) => custodial.has(s.kind)).map((s) => {
      const [startsOn, revoked] = [starts(s), of('suspension-revoked').find((f) => f.sentence_id === s.id)?.on_day]
      return {
        id: key(s.id), kind: s.kind as SentenceKind, years: s.years, months: s.months, days: s.days, article: s.article, judgmentDate: s.judgmentOn, concurrent: s.concurrent, suspended: s.suspended,
        ...(startsOn ? { startsOn } : {}), ...(s.fromAt && startsOn && baghdadDay(s.fromAt) === startsOn && s.fromAt > startOfBaghdadDay(startsOn) ? { startsAt: s.fromAt } : {}),
        ...(s.offenceOn ? { offenceDate: s.offenceOn } : {}), ...(s.linkedGroup ? { linkedGroup: s.linkedGroup } : {}), ...(revoked ? { suspensionRevokedOn: revoked } : {}),
      }
    }),
    detention: detentionDays(papers),
    fines: papers.sentences.filter((s) => (s.fineIqd ?? 0) > 0).map((s) => ({
      id: key(s.id), amountIqd: s.fineIqd ?? 0, defaultDays: s.fineDefaultDays ?? 0, paidIqd: of('fine-paid').filter((f) => f.sentence_id === s.id).reduce((sum, f) => sum + Number(f.amount_iqd ?? 0), 0),
    })),
    remissions: of('remission').map((f) => ({ rule: 'special-pardon', days: f.days ?? 0, decidedOn: f.on_day })),
    absences: papers.absences, conditionalReleaseRevoked: of('conditional-release-revoked').length > 0, ...(papers.birthDate ? { birthDate: papers.birthDate } : {}),
  }
}

/** sha256 (hex) of the papers in canonical JSON: another digest, another computation. */
export function digestOfInput(input: SentenceInput): string {
  return createHash('sha256').update(canonicalize(JSON.parse(JSON.stringify(input))) ?? '').digest('hex')
}

/** A result as it is kept in jsonb: instants as text. */
export type KeptResult = Omit<SentenceResult, 'endsAt' | 'endsAtIfFinesPaid'> & { readonly endsAt: string | null; readonly endsAtIfFinesPaid: string | null }

/** The whole length of the papers' longest sentence, for the sheet: life, or years, months and days. */
export function penaltyOf(input: SentenceInput): { life: boolean; years: number; months: number; days: number } {
  const sum = input.sentences.filter((s) => !s.suspended || s.suspensionRevokedOn !== undefined).reduce((t, s) => ({ years: t.years + s.years, months: t.months + s.months, days: t.days + s.days }), { years: 0, months: 0, days: 0 })
  return { life: input.sentences.some((s) => s.kind === 'life'), years: Math.min(sum.years, 100), months: Math.min(sum.months, 1200), days: Math.min(sum.days, 36_600) }
}
