/** Rows of the courts as the screens show them. */
import type { Reader } from '#kernel/act/act.ts'
import type { Office } from '#kernel/offices/offices.ts'
import type { OfficeTable } from '#kernel/db/tables.ts'
import type { Selectable } from 'kysely'
import { custodiesOfCase } from '#systems/custody/public.ts'
import { findOffence } from '#systems/offences/public.ts'
import type { AccusedView, ChallengeView, HearingRow, JudgmentView, MinutesView, NoticeView, SheetView } from './contract/views.ts'
import { roomsById, seatsOf, type ListedHearing } from './store/hearing.ts'
import { personsOf, type Accused } from './store/people.ts'
import type { ChallengeRow, CountRow, JudgmentRow, MemorandumRow, MinutesRow, NoticeRow, RoomRow, SentenceRow, SheetRow } from './store/tables.ts'

export function iso(d: Date): string { return d.toISOString() }
function isoOr(d: Date | null): string | null { return d ? d.toISOString() : null }

/** Offices by id, for naming them. */
export async function officesById(r: Reader, ids: readonly (string | null)[]): Promise<Map<string, Selectable<OfficeTable>>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  return new Map((await r.db.selectFrom('kernel.office').selectAll().where('id', 'in', wanted).execute()).map((o) => [o.id, o]))
}

export function viewOffice(o: Pick<Office, 'id' | 'kind' | 'name_ar' | 'name_ckb' | 'name_en'> | undefined) {
  return { id: o?.id ?? '', kind: o?.kind ?? '', ar: o?.name_ar ?? '', ckb: o?.name_ckb ?? '', en: o?.name_en ?? '' }
}

function viewRoom(room: RoomRow | undefined) {
  return room ? { id: room.id, name: { ar: room.name_ar, ckb: room.name_ckb, en: room.name_en } } : null
}

/** Hearings with rooms, judges and names. The name of a child accused is left out: the list is posted at the door (Juvenile 63). */
export async function viewHearings(r: Reader, rows: readonly (ListedHearing & { version?: number })[], names: 'public' | 'court' = 'public'): Promise<HearingRow[]> {
  const rooms = await roomsById(r, [...new Set(rows.flatMap((h) => h.room_id ?? []))])
  const seats = await seatsOf(r, rows.map((h) => h.id))
  const accused = new Map<string, string[]>()
  for (const caseId of new Set(rows.filter((h) => !h.juvenile || names === 'court').map((h) => h.case_id))) accused.set(caseId, (await personsOf(r, caseId, ['accused'])).map((p) => p.name))
  return rows.map((h) => ({
    id: h.id, caseId: h.case_id, caseNumber: h.case_number ?? '', trialNumber: h.trial_number, version: h.version ?? 1, court: { id: h.court_id, kind: h.court_kind, ar: h.court_ar, ckb: h.court_ckb, en: h.court_en },
    room: h.room_id ? viewRoom(rooms.get(h.room_id)) : null, session: h.session, purpose: h.purpose, startsAt: iso(h.starts_at), endsAt: iso(h.ends_at), public: h.public, secrecyReason: h.secrecy_reason, state: h.state,
    judges: seats.filter((s) => s.hearing_id === h.id).map((s) => ({ id: s.account_id, name: s.name, presiding: s.presiding })), cls: h.class as HearingRow['cls'], juvenile: h.juvenile, accused: accused.get(h.case_id) ?? null,
    article: articleOf(h.label),
  }))
}

/** The case's label begins with the codes of its offences. */
function articleOf(label: string): string {
  return (label.split(' · ')[0] ?? '').split(', ').map((code) => findOffence(code)?.article ?? code).join('، ')
}

export function viewNotice(n: NoticeRow): NoticeView {
  return {
    id: n.id, hearingId: n.hearing_id, personId: n.person_id, toAccused: n.to_accused, addressee: n.addressee, capacity: n.capacity, hearingAt: iso(n.hearing_at), issuedAt: iso(n.issued_at), documentId: n.document_id, servedAt: isoOr(n.served_at),
    receivedBy: n.received_by, receiver: n.receiver, servedBy: n.served_by, enough: n.enough, warnings: n.warnings,
  }
}

export function viewMinutes(m: MinutesRow): MinutesView {
  return {
    id: m.id, kind: m.kind, day: m.day, publicity: m.publicity, judges: m.judges, clerk: m.clerk, prosecutor: m.prosecutor, parties: m.parties, witnesses: m.witnesses, papersRead: m.papers_read, requests: m.requests, procedures: m.procedures,
    decisions: m.decisions, pages: m.pages, pagesSigned: m.pages_signed, writtenAt: iso(m.written_at), writer: m.writer, documentId: m.document_id, warnings: m.warnings,
  }
}

export function viewSheet(s: SheetRow, all: readonly SheetRow[]): SheetView {
  return {
    id: s.id, personId: s.person_id, offenceCode: s.offence_code, circumstance: s.circumstance, attempt: s.attempt, articles: s.articles, legalDescription: s.legal_description, judge: s.judge, drawnOn: s.drawn_on, readOut: s.read_out, plea: s.plea,
    replaces: s.replaces, replaced: all.some((o) => o.replaces === s.id), reason: s.reason,
  }
}

export interface JudgmentParts { counts: readonly CountRow[]; sentences: readonly SentenceRow[]; memoranda: readonly MemorandumRow[]; offices: Awaited<ReturnType<typeof officesById>> }

export function viewJudgment(j: JudgmentRow, p: JudgmentParts): JudgmentView {
  const memorandum = p.memoranda.findLast((m) => m.judgment_id === j.id && m.ended_at === null)
  return {
    id: j.id, number: j.number, personId: j.person_id, accused: j.accused, court: viewOffice(p.offices.get(j.court_id)), cls: j.class, juvenile: j.juvenile, verdict: j.verdict, mode: j.mode, givenAt: iso(j.given_at), givenOn: j.given_on, judges: j.judges,
    article: j.article, reasons: j.reasons, facts: j.facts, principalPenalty: j.principal_penalty, ancillary: j.ancillary, compensation: j.compensation ?? (j.compensation_iqd === null ? null : String(j.compensation_iqd)), property: j.property, dissents: j.dissents,
    death: j.death, state: j.state, stateAt: iso(j.state_at), stateWhy: j.state_why, servedOn: j.served_on, objectionEnds: j.objection_ends, lastDay: j.last_day, documentId: j.document_id, warnings: j.warnings,
    counts: p.counts.filter((c) => c.judgment_id === j.id).map((c) => ({ id: c.id, offenceCode: c.offence_code, circumstance: c.circumstance, attempt: c.attempt, article: c.article, verdict: c.verdict })),
    sentences: p.sentences.filter((s) => s.judgment_id === j.id).map((s) => ({
      id: s.id, countId: s.count_id, kind: s.kind, years: s.years, months: s.months, days: s.days, fineIqd: s.fine_iqd, suspended: s.suspended, suspendedUntil: s.suspended_until, concurrent: s.concurrent, article: s.article, startsOn: s.starts_on,
      creditDays: s.credit_days, endsAt: isoOr(s.to_at), endedAt: isoOr(s.ended_at), endedWhy: s.ended_why,
    })),
    memorandum: memorandum ? { id: memorandum.id, number: memorandum.number, documentId: memorandum.document_id, prison: viewOffice(p.offices.get(memorandum.prison_id)), heldDays: memorandum.held_days, startsOn: memorandum.starts_on } : null,
  }
}

export function viewChallenge(c: ChallengeRow, offices: JudgmentParts['offices']): ChallengeView {
  return {
    id: c.id, judgmentId: c.judgment_id, personId: c.person_id, kind: c.kind, number: c.number, ofChallenge: c.of_challenge, party: c.party, appellant: c.appellant, respondent: c.respondent, grounds: c.grounds, request: c.request, filedAt: iso(c.filed_at),
    place: c.place, lastDay: c.last_day, late: c.late, decider: viewOffice(offices.get(c.decider_id)), deciderKind: c.decider_kind, routeArticle: c.route_article, routeConfidence: c.route_confidence, documentId: c.document_id,
    warnings: [...c.warnings, ...(c.decision_warnings ?? [])], arrivedAt: isoOr(c.arrived_at), opinion: c.opinion, opinionAt: isoOr(c.opinion_at), state: c.state, outcome: c.outcome as ChallengeView['outcome'], decisionNumber: c.decision_number,
    decisionReasons: c.decision_reasons, decisionJudges: c.decision_judges ?? [], decidedAt: isoOr(c.decided_at), toldOn: c.told_on,
  }
}

/** The accused with how they are held, as far as the session may see it. */
export async function viewAccused(r: Reader, caseId: string, accused: readonly Accused[]): Promise<AccusedView[]> {
  const custodies = await custodiesOfCase(r, caseId)
  return accused.map((a) => {
    const c = custodies.find((x) => x.personId === a.id && x.endedAt === null)
    return {
      personId: a.id, name: a.name, juvenile: a.juvenile, age: a.age ?? null, charges: a.charges.map((k) => ({ id: k.id, offenceCode: k.offenceCode, circumstance: k.circumstance, attempt: k.attempt })),
      custody: c ? { id: c.id, number: c.number, stage: c.stage, coverUntil: isoOr(c.coverUntil) } : null,
    }
  })
}
