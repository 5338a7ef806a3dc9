/** Judgment, sentence and what follows in the same act: release, or the memorandum that commits to a facility (CPC 182, 223, 281-284). */
import type { Selectable } from 'kysely'
import { addDays, baghdadDay } from '#kernel/clock/calendar.ts'
import { adultAge, boundsOf, daysHeld, isCustodial, planSentences } from '#systems/courts/law.ts'
import { penaltyText } from '#systems/courts/penaltyText.ts'
import { automaticFileDue, cassationPeriod } from '#systems/courts/rules/challenge.ts'
import type { CourtTables, SentenceKind } from '#systems/courts/store/tables.ts'
import { factsOf, holdingsOf, sameCase } from '#systems/custody/rules/coverSpans.ts'
import { justAfter } from '#systems/custody/project.ts'
import { ageOn } from '#systems/custody/rules/arrest.ts'
import { getOffence } from '#systems/offences/public.ts'
import { startClock } from './clocks.ts'
import { addFact, project, type PastCustody } from './custody.ts'
import { displayOf, onCase, say, settleAll, type Accused, type Judged, type Life } from './life.ts'
import { orderRelease } from './orders.ts'
import { issuePaper } from './papers.ts'
import { court as words, decided } from './phrases.ts'
import { facilityFor } from './prison.ts'
import { alsoIn, asJson, change, grant, insert, nextNumber, type Deed } from './world.ts'

/** What a court imposes here. */
export interface Term { readonly kind: SentenceKind; readonly years: number; readonly months: number; readonly days: number; readonly fineIqd: number | null; readonly suspended: boolean }

/** A believable sentence within the law's bounds. `least`: months that the life needs it to last; `short`: one that was served since. */
export function drawSentence(life: Life, a: Accused, o: { least?: number; most?: number; free: boolean }): Term {
  const { plan, r } = life
  const age = a.birth ? ageOn(a.birth, baghdadDay(life.occurredAt)).least : adultAge
  const bounds = boundsOf({ offenceCode: plan.what.code, circumstance: plan.what.circumstance ?? null, actOn: baghdadDay(life.occurredAt) }, { jurisdiction: plan.jurisdiction, age, aggravated: false, recidivist: false })
  const term = (kind: SentenceKind, months: number, more: Partial<Term> = {}): Term => ({ kind, years: Math.floor(months / 12), months: months % 12, days: 0, fineIqd: null, suspended: false, ...more })
  if (!bounds) return term('simple-detention', 6)
  if (bounds.juvenile) return juvenileTerm(bounds.juvenile, o, r.next(), term)
  const { kind, months: ceiling } = bounds.ceiling
  if (kind === 'death' && !o.most && r.chance(0.12)) return term('death', 0)
  if ((kind === 'death' || kind === 'life') && !o.most && r.chance(0.3)) return term('life', 0)
  if (kind === 'fine' || (o.free && bounds.fine && r.chance(0.3))) return term('fine', 0, { fineIqd: r.pick([250_000, 500_000, 1_000_000]) })
  const top = kind === 'death' || kind === 'life' ? 180 : (ceiling ?? 60)
  const floor = Math.max(bounds.leastMonths ?? 3, top > 60 ? 61 : 3)
  const least = Math.max(floor, o.least ?? 0)
  const most = Math.max(3, Math.min(top, o.most ?? top))
  const lenient = o.most !== undefined && most < floor
  const months = lenient || least >= most ? most : Math.round(least + (Math.min(most, least * 1.9 + 6) - least) * r.next())
  return term(months > 60 ? 'temporary' : months >= 12 ? 'strict-detention' : 'simple-detention', months, { suspended: o.free && months <= 12 && r.chance(0.6), fineIqd: null })
}

function juvenileTerm(limit: { allowed: readonly SentenceKind[]; least: number; most: number }, o: { least?: number; most?: number }, share: number, term: (kind: SentenceKind, months: number) => Term): Term {
  const school = limit.allowed.find((kind) => kind === 'youths-school' || kind === 'boys-school')
  if (!school) return term(limit.allowed.includes('guardian') ? 'guardian' : 'warning', 0)
  const months = Math.round(Math.max(limit.least, o.least ?? 0) + share * 12)
  return term(school, Math.max(limit.least, Math.min(limit.most, o.most ? Math.min(o.most, months) : months)))
}

/** The stretches held before sentence, as detentionSpans() of custody. */
export function detentionSpans(c: PastCustody, at: Date): { from: Date; to: Date }[] {
  const now = justAfter(at).getTime()
  const sentenced = Math.min(now, ...factsOf(c.facts, 'sentence').map((f) => Math.max(f.from.getTime(), f.at.getTime())))
  return holdingsOf(c.facts.filter((f) => f.at.getTime() <= now)).filter((h) => h.state === 'held' && h.from < sentenced).map((h) => ({ from: new Date(h.from), to: new Date(Math.min(h.to, sentenced, at.getTime())) }))
}

/** Lets a sentence cover the custody, as addSentence() of custody: it takes the place of the orders. */
export function coverBySentence(life: Life, deed: Deed, c: PastCustody, s: { sentenceId: string; from: Date; to: Date | null; article: string }): string {
  const { w, rec } = life
  c.row.values.proceeding = 'sentenced'
  const cancelled = new Set(factsOf(c.facts, 'order-cancelled').map((f) => f.orderId))
  if (s.from <= deed.at) {
    for (const order of factsOf(c.facts, 'order')) {
      if (order.to <= deed.at || cancelled.has(order.id) || !sameCase(order.caseRef, rec.id)) continue
      addFact(w, deed, c, { type: 'order-cancelled', at: deed.at, orderId: order.id, ...(order.caseRef ? { caseRef: order.caseRef } : {}) }, { why: 'sentence' })
    }
  }
  const id = addFact(w, deed, c, { type: 'sentence', at: deed.at, from: s.from, to: s.to, caseRef: rec.id }, { sentenceId: s.sentenceId, article: s.article })
  project(w, deed, c)
  return id
}

/** The court judges one accused. */
export function judge(life: Life, a: Accused, at: Date, term: Term | 'acquitted'): Judged {
  const { w, rec, plan } = life
  settleAll(life, at)
  const trial = life.trial!
  const presiding = trial.bench[0]!
  const convicted = term !== 'acquitted'
  const verdict = convicted ? 'convicted' as const : 'acquitted' as const
  const deed = onCase(life, { verb: 'courts.judge', at, by: presiding, basis: 'CPC 182, 223', detail: { personId: a.person.id, verdicts: [verdict] } })
  const givenOn = baghdadDay(at)
  const offence = getOffence(plan.what.code)
  const { court_id: courtId, class: cls, juvenile } = trial.row.values
  const lastDay = cassationPeriod(givenOn, w.atlas.calendarOf(courtId)).last
  const article = offence.article
  const row = insert(w, deed, 'courts.judgment', {
    id: w.r.uuid(at), case_id: rec.id, trial_id: trial.row.values.id, hearing_id: trial.hearings.at(-1)?.values.id ?? null, person_id: a.person.id, number: nextNumber(w, 'judgment', courtId, at), court_id: courtId, class: cls, juvenile, verdict,
    mode: 'in-presence', given_at: at, given_on: givenOn, judges: trial.bench.map(({ name }) => name), presiding_by: presiding.accountId, prosecutor: say(life, words.prosecutor), accused: a.name, parties: plan.complainant ? displayOf(plan.complainant) : say(life, words.publicRight),
    lawyer: say(life, words.lawyer), offence_code: plan.what.code, article, facts: life.row.values.summary, reasons: say(life, convicted ? decided.convicted : decided.acquitted), mitigation_kind: 'none', mitigation: null, aggravated: false, recidivist: false,
    aggravation: null, principal_penalty: convicted ? penaltyText({ ...term, concurrent: false }, life.lang) : null, ancillary: [], compensation_iqd: null, compensation: null, property: null, evidence: convicted ? ['testimony', 'documents'] : [], dissents: asJson([]),
    death: convicted && term.kind === 'death', told_of_review: convicted && term.kind === 'death', read_publicly: true, warnings: asJson([]), document_id: null, state: 'given', state_at: at, state_why: null, served_on: null, objection_ends: null, last_day: lastDay,
  })
  const count = insert(w, deed, 'courts.count', {
    id: w.r.uuid(at), judgment_id: row.values.id, case_id: rec.id, sheet_id: trial.sheets.get(a.person.id) ?? null, offence_code: plan.what.code, circumstance: plan.what.circumstance ?? null, attempt: false, act_on: baghdadDay(life.occurredAt), article, verdict,
  })
  const judged: Judged = { of: a, row, sentences: [], memorandum: undefined }
  life.judgments.push(judged)
  if (convicted) impose(life, deed, judged, count.values, term)
  else free(life, deed, a, row.values, 'acquittal', 'CPC 182(E)')
  startPeriods(life, deed, row.values)
  if (life.judgments.length === life.accused.length) {
    change(deed, trial.row, { ended_at: at })
    change(deed, life.row, { stage: 'judged' })
  }
  return judged
}

function free(life: Life, deed: Deed, a: Accused, j: Selectable<CourtTables['courts.judgment']>, decision: 'acquittal' | 'judge' | 'sentence-served', article: string): void {
  const c = a.custody
  if (c && c.row.values.ended_at === null) orderRelease(life, deed, c, { decision, article, reason: `${j.verdict} · ${j.number}`, caseId: life.rec.id })
}

/** Writes the sentence, puts it on the calendar and carries it out. */
function impose(life: Life, deed: Deed, judged: Judged, count: Selectable<CourtTables['courts.count']>, term: Term): void {
  const { w, rec } = life
  const { of: a, row: { values: j } } = judged
  const c = a.custody
  const live = c && c.row.values.ended_at === null ? c : undefined
  const creditDays = c ? daysHeld(detentionSpans(c, deed.at), j.given_on) : 0
  const [planned] = planSentences([{ ...term, concurrent: false, linkedGroup: null }], j.given_on, deed.at, creditDays)
  const id = w.r.uuid(deed.at)
  const factId = live && planned && !planned.served && (planned.to === null || planned.to > deed.at) ? coverBySentence(life, deed, live, { sentenceId: id, from: planned.from, to: planned.to, article: count.article }) : null
  judged.sentences.push(insert(w, deed, 'courts.sentence', {
    id, judgment_id: j.id, count_id: count.id, case_id: rec.id, person_id: a.person.id, custody_id: c?.rec.id ?? null, kind: term.kind, years: term.years, months: term.months, days: term.days, fine_iqd: term.fineIqd, fine_default_days: null,
    suspended: term.suspended, suspended_until: term.suspended ? addDays(`${Number(j.given_on.slice(0, 4)) + 3}${j.given_on.slice(4, 8)}${j.given_on.slice(8) === '29' ? '28' : j.given_on.slice(8)}`, -1) : null, concurrent: false, linked_group: null, article: count.article,
    starts_on: live ? (planned?.startsOn ?? null) : null, credit_days: planned?.creditDays ?? 0, from_at: live ? (planned?.from ?? null) : null, to_at: live ? (planned?.to ?? null) : null, cover_fact_id: factId, imposed_at: deed.at, replaces: null,
    ended_at: null, ended_why: null,
  }))
  const custodial = isCustodial(term.kind) && !term.suspended
  if (!custodial || planned?.served) {
    free(life, deed, a, j, planned?.served ? 'sentence-served' : 'judge', term.suspended ? 'Penal 144; CPC 284' : 'CPC 284')
    return
  }
  if (live) commit(life, deed, judged, live, creditDays)
  if (live?.stay) change(deed, live.stay.row, { standing: term.kind === 'death' ? 'condemned' : 'convicted', order_ends_at: null, stale: live.stay.row.values.calculation_id !== null })
}

/** The memorandum that travels with the convict (CPC 281). */
function commit(life: Life, deed: Deed, judged: Judged, c: PastCustody, creditDays: number): void {
  const { w, rec, plan, lang } = life
  const { of: a, row: { values: j }, sentences } = judged
  const current = w.atlas.byId(c.row.values.held_by)
  const prison = current.kind === 'prison' || current.kind === 'juvenile-facility' ? current : facilityFor(w, c, j.court_id)
  const penalty = sentences.map(({ values: s }) => penaltyText({ kind: s.kind, years: s.years, months: s.months, days: s.days, fineIqd: s.fine_iqd, suspended: s.suspended, concurrent: s.concurrent }, lang)).join('؛ ').slice(0, 300)
  const number = nextNumber(w, 'paper.imprisonment-memorandum', j.court_id, deed.at)
  const first = baghdadDay(c.row.values.arrested_at)
  const documentId = issuePaper(w, deed, rec, { form: 'imprisonment-memorandum', officeId: j.court_id, number, data: {
    convict: { name: a.name, ...(a.person.names[0]!.mother ? { motherName: a.person.names[0]!.mother } : {}), ...(a.birth ? { born: a.birth.date } : {}), ...(a.person.nationalNumber ? { identity: a.person.nationalNumber } : {}) }, caseNumber: rec.number, judgmentNumber: j.number, judgmentDay: j.given_on,
    court: w.atlas.byId(j.court_id).name[lang], offence: getOffence(plan.what.code).title[lang], article: j.article.slice(0, 300), penalty, startsOn: j.given_on, heldDays: creditDays,
    ...(creditDays > 0 ? { heldFrom: first, heldUntil: addDays(j.given_on, -1) } : {}), prison: prison.name[lang], judge: j.judges[0]!,
  } })
  judged.memorandum = insert(w, deed, 'courts.memorandum', {
    id: w.r.uuid(deed.at), judgment_id: j.id, case_id: rec.id, person_id: a.person.id, custody_id: c.rec.id, prison_id: prison.id, prosecution_id: life.row.values.prosecution_id, number, document_id: documentId, penalty, article: j.article, starts_on: j.given_on,
    held_days: creditDays, issued_at: deed.at, issued_by: deed.by!.accountId, ended_at: null, ended_why: null,
  })
  grant(w, deed, rec, prison.id, 'prison')
  alsoIn(deed, c.rec)
}

/** The periods of the law that begin with a judgment. */
function startPeriods(life: Life, deed: Deed, j: Selectable<CourtTables['courts.judgment']>): void {
  const { w, rec } = life
  const about = { officeId: j.court_id, from: deed.at, note: j.id }
  startClock(w, deed, rec, { ...about, rule: 'CLK-09', options: { holidays: w.atlas.calendarOf(j.court_id) } })
  const kind = kindOf(w.atlas.byId(j.court_id).kind)
  if (kind !== 'other' && automaticFileDue(j.given_on, kind, j.class)) startClock(w, deed, rec, { ...about, rule: 'CLK-10', options: { which: kind } })
  if (j.death) startClock(w, deed, rec, { ...about, rule: 'CLK-20' })
}

export function kindOf(courtKind: string): 'felony' | 'juvenile' | 'other' {
  return courtKind === 'felony-court' ? 'felony' : courtKind === 'juvenile-court' ? 'juvenile' : 'other'
}
