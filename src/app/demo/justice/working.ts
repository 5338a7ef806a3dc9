/** The working of a sentence in a facility: computed by one, confirmed by another; at noon of the last day release is ordered (CPC 281-294). */
import { baghdadDay, startOfBaghdadDay } from '#kernel/clock/calendar.ts'
import type { CommittedSentence } from '#systems/courts/public.ts'
import { digestOfInput, penaltyOf, sentenceInput } from '#systems/prisons/papers.ts'
import { computeSentence } from '#systems/prisons/rules/sentence.ts'
import { blocking } from '#kernel/words/finding.ts'
import { stepText } from '#systems/prisons/working.ts'
import { startClock, stopClock, nextMinute } from './clocks.ts'
import { openRelease, settle, type PastCustody } from './custody.ts'
import { coverBySentence, detentionSpans } from './judgment.ts'
import { onCustody, type Accused, type Judged, type Life } from './life.ts'
import { orderRelease } from './orders.ts'
import { issuePaper } from './papers.ts'
import { act, asJson, change, insert } from './world.ts'

function committed(judged: Judged): CommittedSentence[] {
  const { values: j } = judged.row
  return judged.sentences.map(({ values: s }) => ({
    id: s.id, judgmentId: j.id, caseId: s.case_id, judgmentNumber: j.number, courtId: j.court_id, kind: s.kind, article: s.article, years: s.years, months: s.months, days: s.days, judgmentOn: j.given_on, startsOn: s.starts_on, offenceOn: actOn(judged),
    creditDays: s.credit_days, concurrent: s.concurrent, linkedGroup: s.linked_group, suspended: s.suspended, suspendedUntil: s.suspended_until, fineIqd: s.fine_iqd, fineDefaultDays: s.fine_default_days, fromAt: s.from_at, toAt: s.to_at,
    final: j.state === 'final', juvenile: j.juvenile,
  }))
}

function actOn(judged: Judged): string | null {
  return judged.of.custody?.row.values.act_day ?? null
}

/** One of the facility computes. */
export function compute(life: Life, judged: Judged, at: Date): void {
  const { w } = life
  const c = judged.of.custody!
  const stay = c.stay!
  const m = judged.memorandum!.values
  const by = w.atlas.holders(c.row.values.held_by, 'prison-reception')[0]!
  const deed = onCustody(w, c, { verb: 'prisons.calculate', at, by, basis: 'CPC 281-284, 294-299' })
  const input = sentenceInput({
    sentences: committed(judged), memorandum: { startsOn: m.starts_on, heldDays: m.held_days, judgmentId: m.judgment_id }, spans: detentionSpans(c, at), facts: [], absences: [],
    birthDate: c.row.values.birth_precision === 'day' ? c.row.values.birth_date : null,
  })
  const result = computeSentence(input)
  const id = w.r.uuid(at)
  c.working = insert(w, deed, 'prisons.sentence_calculation', {
    id, custody_id: c.rec.id, facility_id: stay.row.values.facility_id, number: 1, why: 'first', input: asJson(input), input_digest: digestOfInput(input), result: asJson(result), starts_on: result.startsOn, last_day: result.lastDay, ends_at: result.endsAt,
    release_at_once: result.releaseAtOnce, conditional_on: result.conditionalRelease.eligibleOn, blocked: blocking(result.warnings).length > 0, calculated_at: at, calculated_by: by.accountId, calculator: by.name,
  })
  const { starts_on: startsOn, ends_at: endsAt, release_at_once: atOnce, conditional_on: conditionalOn } = c.working.values
  change(deed, stay.row, { calculation_id: id, confirmed: false, stale: false, starts_on: startsOn, ends_at: endsAt, release_at_once: atOnce, conditional_on: conditionalOn })
}

/** A second person confirms: the sheet is issued and the computed end covers the custody from then on. */
export function confirm(life: Life, judged: Judged, at: Date): void {
  const { w, lang, rec } = life
  const c = judged.of.custody!
  const { values: k } = c.working!
  const by = w.atlas.holders(c.row.values.held_by, 'prison-director')[0]!
  const deed = onCustody(w, c, { verb: 'prisons.confirm', at, by, basis: 'CPC 281-284, 294', detail: { calculation: k.id } })
  const input = JSON.parse(k.input as string) as Parameters<typeof penaltyOf>[0]
  const result = JSON.parse(k.result as string) as { creditedDays: number; steps: { textKey: string; params: Record<string, string | number>; to?: string; from?: string; days?: number; article: string }[] }
  const { life: forLife, ...penalty } = penaltyOf(input)
  const clean = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, '').slice(0, 300)
  const i = c.stay!.row.values
  const documentId = issuePaper(w, deed, c.rec, { form: 'sentence-computation', officeId: by.officeId, data: {
    convict: { name: i.name_display, ...(i.birth_date ? { born: i.birth_date } : {}) }, prisonNumber: i.number, court: w.atlas.byId(judged.row.values.court_id).name[lang], caseNumber: rec.number, penalty, life: forLife, startsOn: k.starts_on ?? baghdadDay(at),
    creditDays: Math.min(result.creditedDays, 36_600), ...(k.last_day ? { releaseOn: k.last_day } : {}), ...(k.conditional_on ? { conditionalFrom: k.conditional_on } : {}),
    steps: result.steps.slice(0, 60).map((s) => ({ what: clean(stepText(s, lang)), result: s.to ?? s.from ?? (s.days === undefined ? '—' : String(s.days)), article: s.article })), computedBy: k.calculator, checkedBy: by.name,
  } })
  const facts = k.starts_on === null || k.release_at_once ? [] : judged.sentences.filter(({ values: s }) => !s.suspended && s.kind !== 'fine').map(({ values: s }) => coverBySentence(life, deed, c, { sentenceId: s.id, from: startOfBaghdadDay(k.starts_on!), to: k.ends_at, article: 'CPC 281, 294' }))
  insert(w, deed, 'prisons.sentence_confirmation', { id: w.r.uuid(at), calculation_id: k.id, custody_id: c.rec.id, calculated_by: k.calculated_by, confirmed_at: at, confirmed_by: by.accountId, confirmer: by.name, document_id: documentId, cover_facts: facts })
  change(deed, c.stay!.row, { confirmed: true })
  stopClock(deed, c.rec, { rule: 'CLK-14', state: 'cancelled', outcome: 'replaced' })
  if (k.conditional_on && startOfBaghdadDay(k.conditional_on) > at) {
    startClock(w, deed, c.rec, { rule: 'CLK-14', officeId: i.facility_id, from: k.starts_on ? startOfBaghdadDay(k.starts_on) : at, due: startOfBaghdadDay(k.conditional_on) })
  }
  if (k.release_at_once) orderRelease(life, deed, c, { decision: 'sentence-served', article: 'CPC 284', reason: 'CPC 284', caseId: rec.id })
}

/** The platform orders the release of whoever's confirmed sentence has ended, within a minute. */
export function endSentence(life: Life, c: PastCustody): Date | undefined {
  const { w } = life
  const i = c.stay?.row.values
  if (!i || !i.confirmed || i.stale || !i.ends_at || openRelease(c)) return undefined
  const at = nextMinute(i.ends_at)
  if (at > w.now) return undefined
  // At noon the platform orders the release before anybody looks for a gap.
  settle(w, c, new Date(i.ends_at.getTime() - 1))
  const deed = act(w, c.rec, { verb: 'prisons.start-release', at, by: null, basis: 'CPC 283, 294', detail: { endedAt: i.ends_at.toISOString() } })
  orderRelease(life, deed, c, { decision: 'sentence-served', article: 'CPC 283, 294', reason: 'CPC 283, 294', caseId: life.rec.id })
  return at
}

/** The memorandum as the order that commits to a facility. */
export function commitmentOf(life: Life, judged: Judged) {
  const m = judged.memorandum!.values
  const { values: j } = judged.row
  return {
    kind: 'imprisonment-memorandum' as const, number: m.number, court: life.w.atlas.byId(j.court_id).name[life.lang], article: m.article, measure: m.penalty, startsOn: m.starts_on, endsAt: null, daysHeld: m.held_days, documentId: m.document_id, death: j.death,
  }
}

/** A detention order in force as the order that commits to a facility. */
export function detentionOf(life: Life, a: Accused) {
  const c = a.custody!
  const last = c.orders.at(-1)!.values
  return {
    kind: 'detention-order' as const, number: last.number, court: life.w.atlas.byId(last.court_id).name[life.lang], article: c.row.values.article ?? last.article, measure: 'prisons.measure.detention', startsOn: last.starts_on,
    endsAt: c.standing?.cover.coverUntil ?? null, daysHeld: null, documentId: last.document_id, death: false,
  }
}
