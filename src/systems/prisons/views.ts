import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { read, type Reader } from '#kernel/act/act.ts'
import type { Office } from './contract/parts.ts'
import type { InmateRow, Order } from './contract/parts.ts'
import { facilityKinds } from './intake.ts'
import { ageOn } from './person.ts'
import type { ListedInmate } from './store/inmate.ts'
import type { AdmissionRow } from './store/tables.ts'

export const iso = (at: Date | null): string | null => at?.toISOString() ?? null

/** The facility that is asked about: the session's own, or one that it may see. @throws Refusal when it is no facility */
export async function facilityOf(r: Reader, asked: string | undefined): Promise<Office & { kind: string; capacity: number | null; governorate: string | null }> {
  const id = asked ?? r.ctx.session?.officeId ?? ''
  const { session } = r.ctx
  const may = session !== null && (session.officeIds === '*' || session.officeIds.includes(id))
  const office = may ? await r.db.selectFrom('kernel.office').selectAll().where('id', '=', id).executeTakeFirst() : undefined
  if (!office || !facilityKinds.includes(office.kind)) refuse('prisons.not-a-facility', { status: 404, field: 'facilityId' })
  return { id: office.id, ar: office.name_ar, ckb: office.name_ckb, en: office.name_en, kind: office.kind, capacity: office.capacity, governorate: office.governorate }
}

/** The session's own facility, before an act on its plan or roll. */
export async function ownFacility(ctx: Ctx): Promise<Office & { kind: string; capacity: number | null }> {
  return read(ctx, (r) => facilityOf(r, undefined))
}

export async function officesOf(r: Reader, ids: readonly string[]): Promise<Map<string, Office>> {
  if (ids.length === 0) return new Map()
  const rows = await r.db.selectFrom('kernel.office').select(['id', 'name_ar', 'name_ckb', 'name_en']).where('id', 'in', [...new Set(ids)]).execute()
  return new Map(rows.map((o) => [o.id, { id: o.id, ar: o.name_ar, ckb: o.name_ckb, en: o.name_en }]))
}

/** How far the computation of a sentence has come. */
export function sentenceState(i: ListedInmate): InmateRow['sentence'] {
  if (i.standing !== 'convicted') return 'none'
  if (i.stale) return 'stale'
  if (i.calculation_id === null || i.blocked) return 'to-calculate'
  return i.confirmed ? 'confirmed' : 'to-confirm'
}

/** The inmate as a list shows them at `at`. */
export function viewInmate(i: ListedInmate, at: Date): InmateRow {
  return {
    id: i.id, version: i.version, number: i.number, personId: i.person_id, name: i.name_display, sex: i.sex, age: ageOn(i.birth_date, i.birth_precision, at) ?? null, juvenile: i.juvenile, nationality: i.nationality, caseNumber: i.case_number,
    article: i.article, standing: i.standing, cellId: i.cell_id, cell: i.cell, out: i.state === 'in-transit' ? 'transit' : i.out, admittedAt: i.admitted_at.toISOString(), incomplete: i.completed_at === null, orderEndsAt: iso(i.order_ends_at), sentence: sentenceState(i),
    startsOn: i.starts_on, endsAt: iso(i.ends_at), conditionalOn: i.conditional_on, releaseOrderedAt: iso(i.release_ordered_at), solitaryUntil: i.solitary_until && i.solitary_until > at ? i.solitary_until.toISOString() : null,
    pregnant: i.pregnant, withInfant: i.with_infant, vulnerable: i.vulnerable,
  }
}

/** The order of an admission, as it was on that day. */
export function viewOrder(a: AdmissionRow): Order {
  return { kind: a.order_kind, number: a.order_number, court: a.order_court, article: a.order_article, measure: a.order_measure, startsOn: a.order_starts_on, endsAt: iso(a.order_ends_at), daysHeld: a.days_held, documentId: a.order_document_id, death: false }
}
