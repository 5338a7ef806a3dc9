/** Rows as the contract shows them. Pure. */
import type { z } from 'zod'
import { findOffence } from '#systems/offences/public.ts'
import type { CaseRow as CaseRowView, ChargeView, PartyView } from './contract.ts'
import type { Office } from './contract/parts.ts'
import type { DecisionView, DiaryView, LinkView, SceneView, SearchView, SettlementView, StatementView } from './contract/views.ts'
import type { Notice } from './contract/decisions.ts'
import { classNameOf, heaviestOf } from './law.ts'
import { accusationOf } from './store/charge.ts'
import type { findLinks } from './store/decision.ts'
import type { ListedCase } from './store/list.ts'
import type { findNotices } from './store/notice.ts'
import type { findDiary, findScenes, findSearches, findStatements } from './store/papers.ts'
import type { ChargeRow, DecisionRow, PartyRow, SettlementRow } from './store/tables.ts'

type RowOf<F extends (...a: never[]) => Promise<unknown[]>> = Awaited<ReturnType<F>>[number]
const iso = (at: Date | null): string | null => at?.toISOString() ?? null

export function viewCase(c: ListedCase): CaseRowView {
  return {
    id: c.id, number: c.number ?? '', version: c.version, state: c.state, stage: c.stage, origin: c.origin, summary: c.summary, place: c.place, openedAt: c.opened_at.toISOString(), occurredAt: iso(c.occurred_at),
    offenceCode: c.offence_code, offenceClass: c.offence_class, capital: c.capital, juvenile: c.juvenile, accused: c.accused_names, accusedCount: c.accused_count, holder: c.holder, court: c.court,
    governorate: c.governorate, outcome: c.outcome, outcomeAt: iso(c.outcome_at),
  }
}

export function viewParty(p: PartyRow): PartyView {
  return {
    id: p.id, personId: p.person_id, role: p.role, forPersonId: p.for_person_id, name: p.name, status: p.status, juvenile: p.juvenile, trade: p.trade, residence: p.residence, note: p.note,
    addedAt: p.added_at.toISOString(), endedAt: iso(p.ended_at), endedWhy: p.ended_why,
  }
}

export function viewCharge(c: ChargeRow, jurisdiction: 'federal' | 'kri'): ChargeView {
  const offence = findOffence(c.offence_code)
  const maximum = offence && heaviestOf(accusationOf(c), jurisdiction)
  return {
    id: c.id, personId: c.person_id, offenceCode: c.offence_code, title: offence?.title ?? { ar: c.offence_code, ckb: c.offence_code, en: c.offence_code }, article: maximum?.article ?? c.offence_code,
    law: offence?.law ?? '', circumstance: c.circumstance, attempt: c.attempt, actOn: c.act_on, cls: maximum ? classNameOf(maximum) : '', capital: maximum?.kind === 'death', reason: c.reason,
    qualifiedAt: c.qualified_at.toISOString(), replaces: c.replaces, endedAt: iso(c.ended_at), endedWhy: c.ended_why,
  }
}

export function viewDiary(d: RowOf<typeof findDiary>): DiaryView {
  return {
    id: d.id, number: d.number, caseId: d.case_id, caseNumber: d.case_number, informedAt: d.informed_at.toISOString(), enteredAt: d.entered_at.toISOString(), writer: d.writer, informant: d.informant,
    witnesses: d.witnesses, summary: d.summary, signed: d.signed, corrects: d.corrects,
  }
}

export function viewStatement(s: RowOf<typeof findStatements>): StatementView {
  return {
    id: s.id, kind: s.kind, personId: s.person_id, name: s.name, surname: s.surname, trade: s.trade, residence: s.residence, relation: s.relation, age: s.age, sworn: s.sworn,
    startedAt: s.started_at.toISOString(), endedAt: s.ended_at.toISOString(), place: s.place, recorder: s.recorder, recorderRole: s.recorded_by_role, present: s.present, interpreter: s.interpreter,
    condition: s.condition, body: s.body, defence: s.defence, toldOffence: s.told_offence, toldRights: s.told_rights, lawyer: s.lawyer, lawyerName: s.lawyer_name, confession: s.confession,
    ownHandwriting: s.own_handwriting, readBack: s.read_back, signature: s.signature, refusalNote: s.refusal_note, coercionAlleged: s.coercion_alleged, injuriesSeen: s.injuries_seen,
    coercionNote: s.coercion_note, warnings: s.warnings, corrects: s.corrects,
  }
}

export function viewSearch(s: RowOf<typeof findSearches>): SearchView {
  return {
    id: s.id, ground: s.ground, orderNumber: s.order_number, ofPlace: s.of_place, searchedPersonId: s.searched_person_id, procedures: s.procedures, startedAt: s.started_at.toISOString(),
    endedAt: iso(s.ended_at), place: s.place, objectsSeized: s.objects_seized, personsFound: s.persons_found, remarks: s.remarks, accusedPresent: s.accused_present,
    accusedAbsenceReason: s.accused_absence_reason, ownerPresent: s.owner_present, witnesses: s.witnesses, mukhtar: s.mukhtar, signatures: s.signatures, femaleSearched: s.female_searched,
    femaleSearcher: s.female_searcher, recorder: s.recorder, recordedAt: s.recorded_at.toISOString(), warnings: s.warnings,
  }
}

export function viewScene(s: RowOf<typeof findScenes>): SceneView {
  return {
    id: s.id, inspectedAt: s.inspected_at.toISOString(), place: s.place, traces: s.traces, damage: s.damage, sketch: s.sketch, sketchDocumentId: s.sketch_document_id, persons: s.persons, death: s.death,
    apparentCause: s.apparent_cause, seized: s.seized, byJudge: s.by_judge, judgeUnableReason: s.judge_unable_reason, prosecutionTold: s.prosecution_told, recorder: s.recorder, warnings: s.warnings,
  }
}

export function viewDecision(d: DecisionRow, offices: ReadonlyMap<string, Office>): DecisionView {
  return {
    id: d.id, number: d.number, kind: d.kind, personIds: d.person_ids, article: d.article, reasons: d.reasons, detail: d.detail, warnings: d.warnings, decidedAt: d.decided_at.toISOString(), judge: d.judge_name,
    trialCourt: d.trial_court_id ? (offices.get(d.trial_court_id) ?? null) : null, court: offices.get(d.office_id) ?? { id: d.office_id, kind: '', ar: '', ckb: '', en: '' },
  }
}

export function viewSettlement(s: SettlementRow, decisions: readonly DecisionRow[]): SettlementView {
  return {
    id: s.id, kind: s.kind, byPersonId: s.by_person_id, capacity: s.capacity, forPersonIds: s.for_person_ids, statement: s.statement, conditional: s.conditional, needsApproval: s.needs_approval,
    madeAt: s.made_at.toISOString(), decided: decisions.find((d) => d.settlement_id === s.id)?.kind ?? null,
  }
}

export function viewLink(l: RowOf<typeof findLinks>, caseId: string): LinkView {
  const from = l.other_id === caseId
  return { caseId: from ? l.case_id : l.other_id, number: from ? l.number : l.other_number, why: l.why, direction: from ? 'from' : 'into', article: l.article, reason: l.reason, at: l.at.toISOString() }
}

export function viewNotice(n: RowOf<typeof findNotices>): z.infer<typeof Notice> {
  return { id: n.id, caseId: n.case_id, number: n.number, version: n.version, kind: n.kind, decision: n.decision, summary: n.summary, offenceCode: n.offence_code, article: n.article, toldAt: n.told_at.toISOString(), seenAt: iso(n.seen_at) }
}
