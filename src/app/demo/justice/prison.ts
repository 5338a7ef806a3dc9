/** Prisons: their plan, reception under an order, a place, the working of the sentence and its confirmation. */
import type { Selectable } from 'kysely'
import { baghdadDay, type Day } from '#kernel/clock/calendar.ts'
import type { PrisonTables } from '#systems/prisons/store/tables.ts'
import { follow, examine } from './arrest.ts'
import type { PastCustody } from './custody.ts'
import { keeper, minutes, onCustody, type Accused, type Life } from './life.ts'
import type { DemoOffice } from '../offices.ts'
import { acceptOffer, asJson, bareAct, change, grant, insert, offerTo, type Deed, type World } from './world.ts'
import type { Officer } from './atlas.ts'

type Cell = Selectable<PrisonTables['prisons.cell']>
interface Place { readonly cell: Cell; held: number }
/** The places of each facility with how many sleep in them; kept over all slices of a country. */
export type Places = Map<string, Place[]>

const bySize = (capacity: number) => (capacity >= 400 ? 40 : 20)

/** Draws the plan of every prison and juvenile facility: sections for the untried and the convicted, halls in them. */
export function drawPlans(w: World, founded: Date): Places {
  const plans = new Map() as Places
  for (const office of [...w.atlas.ofKind('prison'), ...w.atlas.ofKind('juvenile-facility')]) {
    const by = w.atlas.holders(office.id, 'prison-director')[0]!
    const places: Place[] = []
    const women = /Women|Girls/.test(office.name.en)
    for (const part of partsOf(office, women)) addSection(w, office, by, founded, part, places)
    plans.set(office.id, places)
  }
  return plans
}

interface Part { readonly letter: string; readonly standing: Cell['standing']; readonly category: Cell['category']; readonly sex: Cell['sex']; readonly age: Cell['age_group']; readonly capacity: number }

function partsOf({ kind, capacity }: DemoOffice, women: boolean): Part[] {
  const all = capacity ?? 100
  const sex = women ? 'female' as const : 'male' as const
  if (kind === 'juvenile-facility') {
    return [{ letter: 'أ', standing: 'untried', category: 'general', sex, age: 'juvenile', capacity: Math.ceil(all / 2) }, { letter: 'ب', standing: 'convicted', category: 'general', sex, age: 'juvenile', capacity: Math.floor(all / 2) }]
  }
  const part = (letter: string, standing: Cell['standing'], category: Cell['category'], share: number, of: Cell['sex'] = sex): Part => ({ letter, standing, category, sex: of, age: 'adult', capacity: Math.max(4, Math.round(all * share)) })
  return [
    part('أ', 'untried', 'general', 0.27), part('ب', 'convicted', 'general', 0.6), part('ج', 'any', 'reception', 0.04), part('د', 'any', 'medical', 0.03), part('هـ', 'convicted', 'condemned', 0.03),
    ...(women ? [part('و', 'any', 'mother-and-infant', 0.03)] : [part('ن', 'any', 'general', 0.03, 'female')]),
  ]
}

function addSection(w: World, office: DemoOffice, by: Officer, at: Date, part: Part, places: Place[]): void {
  const row = (values: Pick<Cell, 'parent_id' | 'kind' | 'name' | 'capacity'>): Cell => {
    const id = w.r.uuid(at)
    const deed = bareAct(w, 'prison-cell', id, { verb: 'prisons.keep-plan', at, by, detail: { facility: office.id, name: values.name } })
    const cell = { id, facility_id: office.id, ...values, sex: part.sex, age_group: part.age, standing: part.standing, category: part.category, closed_at: null, closed_reason: null }
    insert(w, deed, 'prisons.cell', cell)
    return cell
  }
  const section = row({ parent_id: null, kind: 'section', name: `القسم ${part.letter}`, capacity: 0 })
  const size = bySize(office.capacity ?? 100)
  for (let left = part.capacity, n = 1; left > 0; left -= size, n++) places.push({ cell: row({ parent_id: section.id, kind: 'hall', name: `${part.letter} ${n}`, capacity: Math.min(size, left) }), held: 0 })
}

/** The facility that a court of this place sends somebody to: in the governorate where there is one of their sex and age, else the nearest. */
export function facilityFor(w: World, c: PastCustody, seat: string): DemoOffice {
  const { sex, age_group: age } = c.row.values
  const here = w.atlas.byId(seat)
  const juvenile = age === 'juvenile'
  const women = (o: DemoOffice) => /Women|Girls/.test(o.name.en)
  const list = w.atlas.ofKind(juvenile ? 'juvenile-facility' : 'prison').filter((o) => o.jurisdiction === here.jurisdiction && (sex === 'female') === women(o))
  const any = list.length > 0 ? list : w.atlas.ofKind(juvenile ? 'juvenile-facility' : 'prison').filter((o) => o.jurisdiction === here.jurisdiction)
  const near = any.filter((o) => o.governorate === here.governorate)
  // Rusafa sends to the central prison first: the easy log-ins of the prison are there.
  const central = near.find((o) => o.key === 'prison/baghdad-central-prison')
  return central && w.r.chance(0.75) ? central : w.r.pick(near.length > 0 ? near : any)
}

/** The order that commits somebody, as the admission keeps it. */
export interface Commitment { readonly kind: 'imprisonment-memorandum' | 'detention-order'; readonly number: string; readonly court: string; readonly article: string; readonly measure: string; readonly startsOn: Day; readonly endsAt: Date | null; readonly daysHeld: number | null; readonly documentId: string | null; readonly death: boolean }

/** The holder offers the person to a facility. */
export function offerToFacility(life: Life, c: PastCustody, at: Date, facility: DemoOffice): void {
  const { w, r } = life
  const by = keeper(w, r, c.row.values.held_by)
  const deed = onCustody(w, c, { verb: 'handover.offer', at, by, detail: { toOffice: facility.id } })
  offerTo(w, deed, c.rec, { toOffice: facility.id, condition: life.lang === 'ar' ? 'الحالة العامة جيدة، مع أوراقه وأماناته' : 'باری گشتی باشە، لەگەڵ کاغەز و ئەمانەتەکانی', escort: by.name })
  grant(w, deed, life.rec, facility.id, 'prison', new Date(at.getTime() + 72 * 3_600_000))
}

/** Reception: the offer is accepted, the admission written under its order, the sheet of Mandela 7 filled in, a place given. */
export function admit(life: Life, a: Accused, at: Date, order: Commitment, plans: Places): void {
  const { w, r } = life
  const c = a.custody!
  const facilityId = c.rec.offer!.values.to_office
  const by = keeper(w, r, facilityId)
  const deed = onCustody(w, c, { verb: 'prisons.admit', at, by, basis: 'CPC 281', detail: { injuriesFound: false } })
  const handover = acceptOffer(w, deed, c.rec)
  follow(life, deed, c)
  const complete = !(at.getTime() > w.now.getTime() - 86_400_000 && r.chance(0.4))
  const admission = insert(w, deed, 'prisons.admission', {
    id: w.r.uuid(at), custody_id: c.rec.id, facility_id: facilityId, handover_id: handover.id, from_office: handover.from_office, order_kind: order.kind, order_number: order.number, order_court: order.court, order_article: order.article,
    order_measure: order.measure, order_starts_on: order.startsOn, order_ends_at: order.endsAt, order_document_id: order.documentId, days_held: order.daysHeld, admitted_at: at, admitted_by: by.accountId, completed_at: complete ? at : null, left_at: null, left_kind: null,
  })
  leavePlace(deed, c, plans)
  if (c.stay) change(deed, c.stay.admission, { left_at: at, left_kind: 'transferred' })
  const { values } = c.row
  const standing = order.death ? 'condemned' as const : order.kind === 'imprisonment-memorandum' ? 'convicted' as const : 'untried' as const
  const inmate = {
    facility_id: facilityId, admission_id: admission.values.id, number: c.rec.number, article: order.article, standing, cell_id: null, order_ends_at: order.endsAt, admitted_at: at, left_at: null, left_kind: null,
  }
  if (c.stay) {
    change(deed, c.stay.row, inmate)
    c.stay.admission = admission
  } else {
    c.stay = { admission, placement: undefined, row: insert(w, deed, 'prisons.inmate', {
      id: c.rec.id, ...inmate, person_id: values.person_id, name_display: values.name_display, sex: values.sex ?? 'male', birth_date: values.birth_date, birth_precision: values.birth_precision, juvenile: values.age_group === 'juvenile',
      nationality: values.nationality, case_id: values.case_id, case_number: values.case_number, pregnant: false, with_infant: false, vulnerable: r.chance(0.03), needs: null, keep_apart: [], out: null, calculation_id: null, confirmed: false, stale: false,
      starts_on: null, ends_at: null, release_at_once: false, conditional_on: null, release_ordered_at: null, solitary_until: null,
    }) }
    c.onEnd = (ended, kind, when) => { leave(ended, c, kind, when, plans) }
  }
  if (complete) writeSheet(life, deed, c, admission.values.id, order, by)
  if (!(at.getTime() > w.now.getTime() - 86_400_000 * 2 && r.chance(0.35))) place(life, c, at, deed, by, plans)
  const doctor = w.atlas.holders(facilityId, 'prison-doctor')[0]
  const seen = minutes(at, r.between(30, 600))
  if (doctor && seen <= w.now && r.chance(0.85)) examine(life, c, seen, 'intake', doctor, r.chance(0.01))
}

function writeSheet({ w, lang }: Life, deed: Deed, c: PastCustody, admissionId: string, order: Commitment, by: Officer): void {
  const t = (ar: string, ckb: string) => (lang === 'ar' ? ar : ckb)
  insert(w, deed, 'prisons.admission_sheet', {
    id: w.r.uuid(deed.at), admission_id: admissionId, custody_id: c.rec.id, identity: c.row.values.name_display, commitment: `${order.number}، ${order.court}، ${order.article}`, arrest: baghdadDay(c.row.values.arrested_at),
    injuries_and_complaints: t('لا يوجد', 'نییە'), injuries_found: false, property: t('هاتف ومبلغ من المال', 'مۆبایل و بڕێک پارە'), family: t('متزوج', 'هاوسەردار'), emergency_contact: t('الأخ', 'برا'), told_in_language: lang, remarks: null,
    written_at: deed.at, written_by: by.accountId, writer: by.name,
  })
}

/** The emptiest fitting hall; one more than its places says why. */
function place(life: Life, c: PastCustody, at: Date, deed: Deed, by: Officer, plans: Places): void {
  const { lang } = life
  const stay = c.stay!
  const { values: i } = stay.row
  const standing = i.standing === 'untried' ? 'untried' : 'convicted'
  const fitting = (plans.get(i.facility_id) ?? []).filter(({ cell }) => cell.sex === i.sex && (cell.age_group === 'juvenile') === i.juvenile && (cell.standing === standing || cell.standing === 'any') && cell.category !== 'reception' && cell.category !== 'medical'
    && (cell.category === 'condemned') === (i.standing === 'condemned') && cell.category !== 'mother-and-infant')
  const best = fitting.reduce<Place | undefined>((least, one) => (!least || one.held / one.cell.capacity < least.held / least.cell.capacity ? one : least), undefined)
  if (!best) return
  const over = best.held >= best.cell.capacity
  put(life, deed, c, best, at, by, over ? (lang === 'ar' ? 'لا توجد أماكن شاغرة في الأقسام' : 'لە بەشەکاندا شوێنی بەتاڵ نییە') : null)
}

function put({ w }: Life, deed: Deed, c: PastCustody, to: Place, at: Date, by: Officer, reason: string | null): void {
  const stay = c.stay!
  const { values: i } = stay.row
  stay.placement = insert(w, deed, 'prisons.placement', {
    id: w.r.uuid(at), custody_id: c.rec.id, admission_id: i.admission_id, facility_id: i.facility_id, cell_id: to.cell.id, sex: to.cell.sex, from_at: at, to_at: null, reason, over_capacity: to.held >= to.cell.capacity, warnings: asJson([]), placed_by: by.accountId,
  })
  to.held++
  change(deed, stay.row, { cell_id: to.cell.id })
}

function leavePlace(deed: Deed, c: PastCustody, plans: Places): void {
  const placement = c.stay?.placement
  if (!placement || placement.values.to_at !== null) return
  change(deed, placement, { to_at: deed.at })
  const found = plans.get(placement.values.facility_id)?.find(({ cell }) => cell.id === placement.values.cell_id)
  if (found) found.held--
}

/** Off the books: released, dead or escaped. */
function leave(deed: Deed, c: PastCustody, kind: 'released' | 'bail' | 'died' | 'escaped', at: Date, plans: Places): void {
  const stay = c.stay!
  leavePlace(deed, c, plans)
  change(deed, stay.admission, { left_at: at, left_kind: kind })
  change(deed, stay.row, { cell_id: null, out: null, solitary_until: null, left_at: at, left_kind: kind })
}
