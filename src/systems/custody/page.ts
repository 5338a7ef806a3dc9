/** The custody page's data: who holds the person, why, until when, who must act next, and everything under it. */
import type { Reader } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { chargeInCase } from './charges.ts'
import type { CustodyPage } from './contract/custody.ts'
import type { Finding } from './contract/parts.ts'
import { isForeigner } from './handlers/steps.ts'
import { justAfter, readStandingInput } from './project.ts'
import { rightsChecklist } from './rules/arrest.ts'
import type { Ceiling, CoverInterval } from './rules/coverFacts.ts'
import { duties } from './rules/nextDuty.ts'
import { bandOf, standingOf, type Standing, type StandingInput } from './standing.ts'
import { getCustodyRow, listCustodyCases } from './store/custody.ts'
import { readOffices, viewOf, type OfficeView } from './store/offices.ts'
import { listOrders } from './store/orders.ts'
import { listRequests } from './store/requests.ts'
import type { DetentionOrderRow, DetentionRequestRow } from './store/tables.ts'
import { verbsFor } from './verbs.ts'

type Offices = ReadonlyMap<string, OfficeView>

/** All of a custody as the page shows it. @throws Refusal kernel.record-unknown when the session may not see it */
export async function readPage(r: Reader, id: string): Promise<CustodyPage> {
  const session = r.ctx.session ?? refuse('kernel.sign-in-first', { status: 401 })
  const row = await getCustodyRow(r, id)
  const record = (await r.db.selectFrom('kernel.record').select(['version', 'state']).where('id', '=', id).executeTakeFirst()) ?? refuse('kernel.record-unknown', { status: 404 })
  const input = await readStandingInput(r, row)
  const at = justAfter(r.ctx.now)
  const standing = standingOf(input, at)
  const orders = await listOrders(r, id)
  const requests = await listRequests(r, id)
  const cases = await listCustodyCases(r, id)
  const parties = (await r.db.selectFrom('kernel.record_access').select(['why', 'office_id']).where('record_id', '=', id).execute()).map((a) => `${a.why}:${a.office_id}`)
  const people = await r.db.selectFrom('kernel.record_person').select(['person_id', 'role']).where('record_id', '=', id).execute()
  const offices = await readOffices(r, [row.station_id, row.held_by, row.court_id, row.prosecution_id, row.trial_court_id, row.next_office, ...orders.map((o) => o.court_id), ...requests.map((q) => q.court_id)])
  const names = await readNames(r, requests)
  const cancelled = new Map(input.facts.flatMap((f) => (f.type === 'order-cancelled' ? [[f.orderId, f.at] as const] : [])))
  const live = orders.filter((o) => !cancelled.has(o.id) && input.facts.some((f) => f.type === 'order' && f.id === o.id && f.to > r.ctx.now))
  return {
    ...headOf(input, standing, offices), version: record.version, state: record.state,
    duties: standing.ended ? [] : duties(standing.progress, at).map((d) => ({ act: d.verb, role: d.role, office: d.office, by: d.by.toISOString(), late: d.late, article: d.article, confidence: d.confidence })),
    intervals: standing.cover.intervals.map((i) => viewInterval(i, orders)), ceilings: standing.cover.ceilings.map((c) => viewCeiling(c, input, at)),
    orders: orders.map((o) => viewOrder(o, offices, cancelled.get(o.id))), requests: requests.map((q) => viewRequest(q, offices, names)),
    steps: input.steps.map((s) => ({ id: s.id, kind: s.kind, at: s.at.toISOString(), data: s.data })), cases: cases.map(({ caseId, left }) => ({ caseId, left })), rights: rightsOf(input),
    people: people.map((p) => ({ personId: p.person_id, role: p.role })),
    verbs: verbsFor({ session, row, state: record.state, parties, standing, openRequests: requests.filter((q) => q.decided_at === null).map((q) => q.kind), liveOrders: live.length }),
  }
}

type Head = Omit<CustodyPage, 'version' | 'state' | 'duties' | 'intervals' | 'ceilings' | 'orders' | 'requests' | 'steps' | 'cases' | 'rights' | 'people' | 'verbs'>

function headOf({ row, release }: StandingInput, { cover, now, duty, stage, ended }: Standing, offices: Offices): Head {
  const office = (id: string | null) => (id === null ? null : viewOf(offices, id))
  return {
    id: row.id, number: row.number, stage, personId: row.person_id, name: row.name_display, sex: row.sex, birth: { date: row.birth_date, precision: row.birth_precision }, ageGroup: row.age_group, band: bandOf(row),
    nationality: row.nationality, caseId: row.case_id, caseNumber: row.case_number, jurisdiction: row.jurisdiction, governorate: row.governorate,
    arrest: {
      at: row.arrested_at.toISOString(), enteredAt: row.entered_at.toISOString(), lateReason: row.late_reason, groundId: row.ground_id, article: row.ground_article, facts: row.arrest_facts, warrantNumber: row.warrant_number,
      place: row.arrest_place, by: row.arrested_by, station: viewOf(offices, row.station_id),
    },
    offenceCode: row.offence_code, article: row.article, capital: row.capital, lawyer: row.lawyer_name, interpreter: row.interpreter, holder: viewOf(offices, row.held_by), facilityKind: row.facility_kind,
    court: office(row.court_id), prosecution: office(row.prosecution_id), trialCourt: office(row.trial_court_id),
    cover: { status: cover.status, until: cover.coverUntil?.toISOString() ?? null, kind: now?.kind ?? null, article: now?.article ?? null, reason: now?.reason ?? null, totalDetained: cover.totalDetained, totalGap: cover.totalGap },
    next: duty === undefined ? null : { act: duty.verb, role: duty.role, office: office(row.next_office), due: duty.by.toISOString(), article: duty.article },
    release: release === undefined ? null : { id: release.id, number: release.number, decision: release.decision, article: release.article, orderedAt: release.ordered_at.toISOString(), documentId: release.document_id },
    ended: ended === null ? null : { at: ended.at.toISOString(), kind: ended.kind },
  }
}

function viewInterval(i: CoverInterval, orders: readonly DetentionOrderRow[]): CustodyPage['intervals'][number] {
  const order = orders.find((o) => o.id === i.factId)
  return { from: i.from.toISOString(), to: i.to.toISOString(), kind: i.kind, article: i.article, confidence: i.confidence, factId: i.factId ?? null, reason: i.reason ?? null, missing: i.missing ?? null, number: order?.number ?? null, documentId: order?.document_id ?? null }
}

function viewCeiling(c: Ceiling, { facts, row }: StandingInput, at: Date): CustodyPage['ceilings'][number] {
  const maximum = chargeInCase(facts, c.caseRef ?? row.case_id, at)?.maximum
  return {
    caseId: c.caseRef, startedAt: c.startedAt.toISOString(), detained: c.detained, allowed: c.allowed, limitedBy: c.limitedBy, sixMonths: c.sixMonths, quarter: c.quarter,
    permissionUntil: c.permissionUntil?.toISOString() ?? null, reachedAt: c.reachedAt?.toISOString() ?? null,
    maximum: maximum === undefined ? null : { kind: maximum.kind, years: maximum.term?.years ?? 0, months: maximum.term?.months ?? 0, days: maximum.term?.days ?? 0 },
  }
}

function viewOrder(o: DetentionOrderRow, offices: Offices, cancelledAt: Date | undefined): CustodyPage['orders'][number] {
  return {
    id: o.id, number: o.number, article: o.article, startsOn: o.starts_on, endsOn: o.ends_on, byCourt: o.by_court, court: viewOf(offices, o.court_id), judge: o.judge_name, reasons: o.reasons, issuedAt: o.issued_at.toISOString(),
    documentId: o.document_id, caseId: o.case_id, cancelledAt: cancelledAt?.toISOString() ?? null, warnings: o.warnings as Finding[],
  }
}

function viewRequest(q: DetentionRequestRow, offices: Offices, names: ReadonlyMap<string, string>): CustodyPage['requests'][number] {
  return {
    id: q.id, kind: q.kind, court: viewOf(offices, q.court_id), askedAt: q.asked_at.toISOString(), askedBy: names.get(q.asked_by) ?? '', grounds: q.grounds, days: q.days, decidedAt: q.decided_at?.toISOString() ?? null,
    decidedBy: q.decided_by ? (names.get(q.decided_by) ?? '') : null, decision: q.decision, reason: q.decision_reason,
  }
}

async function readNames(r: Reader, requests: readonly DetentionRequestRow[]): Promise<Map<string, string>> {
  const ids = [...new Set(requests.flatMap((q) => [q.asked_by, q.decided_by]).filter((id) => id !== null))]
  if (ids.length === 0) return new Map()
  return new Map((await r.db.selectFrom('kernel.account').select(['id', 'full_name_ar']).where('id', 'in', ids).execute()).map((a) => [a.id, a.full_name_ar]))
}

function rightsOf({ row, steps }: StandingInput): CustodyPage['rights'] {
  const told = new Set(steps.filter((s) => s.kind === 'rights-told').flatMap((s) => (Array.isArray(s.data['told']) ? s.data['told'].map(String) : [])))
  return rightsChecklist({ band: bandOf(row), foreigner: isForeigner(row) }).map((right) => ({ id: right.id, article: right.article, confidence: right.confidence, ...right.name, told: told.has(right.id) }))
}
