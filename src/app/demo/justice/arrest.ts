/** An arrest and its first hours: entered at the station, rights told, family told, property listed, a doctor, and for a child the juvenile police. */
import { baghdadDay, hourMs } from '#kernel/clock/calendar.ts'
import { keysOf } from '#kernel/people/fold.ts'
import { ageAtAct, ageOn, getArrestGround, rightsChecklist } from '#systems/custody/rules/arrest.ts'
import type { ChargeMaximum } from '#systems/custody/rules/coverFacts.ts'
import { bandOf } from '#systems/custody/standing.ts'
import { findOffence, penaltyOfText, type Maximum } from '#systems/offences/public.ts'
import { addFact, addStep, newCustody, openAccess, project, type PastCustody } from './custody.ts'
import { displayOf, hoursAfter, holder, keeper, minutes, onCustody, say, setStatus, type Accused, type Life } from './life.ts'
import { openByArrest } from './opening.ts'
import { maximumOf, type Plan } from './plan.ts'
import { grounds, healthy, hurt, kin, officers, things } from './phrases.ts'
import { acceptOffer, actMaking, alsoIn, asJson, grant, insert, linkPerson, offerTo, raise, type Deed, type Rec, type World } from './world.ts'

/** Enters the arrest; opens the case with it where there is none yet. Gives the life. */
export function bookFirst(w: World, plan: Plan, arrestedAt: Date, at: Date): Life {
  const r = plan.random
  const by = holder(w, r, plan.station.office.id, 'station-officer')
  const lead = plan.accused[0]!
  const ground = groundOf(plan, false)
  const { deed, rec } = actMaking(w, { kind: 'custody', label: displayOf(lead), series: 'custody', officeId: plan.station.office.id }, bookSpec(at, by, arrestedAt, ground))
  const life = openByArrest(w, plan, deed)
  writeCustody(life, deed, rec, life.accused[0]!, { arrestedAt, ground, opened: true })
  return life
}

/** Enters the arrest of an accused of a case that is open already. */
export function bookInto(life: Life, a: Accused, arrestedAt: Date, at: Date): void {
  const { w, plan, r } = life
  const by = holder(w, r, plan.station.office.id, 'station-officer')
  const ground = groundOf(plan, life.row.values.origin !== 'arrest')
  const { deed, rec } = actMaking(w, { kind: 'custody', label: a.name, series: 'custody', officeId: plan.station.office.id }, bookSpec(at, by, arrestedAt, ground))
  setStatus(deed, [a], 'arrested')
  alsoIn(deed, life.rec)
  writeCustody(life, deed, rec, a, { arrestedAt, ground, opened: false })
}

function bookSpec(at: Date, by: ReturnType<typeof holder>, arrestedAt: Date, groundId: string) {
  return { verb: 'custody.book', at, by, basis: getArrestGround(groundId).article, detail: { arrestedAt: arrestedAt.toISOString(), ground: groundId } }
}

function groundOf({ goal, what, random: r }: Plan, warrant: boolean): string {
  if (goal === 'wrong-ground') return 'none'
  if (warrant) return 'warrant'
  if (what.code === 'WP-UNLICENSED') return 'weapon'
  return what.code === 'PC-229' ? 'obstruction' : r.chance(0.9) ? 'flagrante' : 'no-address'
}

/** Most arrests are entered within the hour; a few late, with the reason. */
export function entryOf(w: World, { random: r }: Plan, arrestedAt: Date): Date {
  const at = r.chance(0.04) ? hoursAfter(arrestedAt, 2 + r.next() * 4) : minutes(arrestedAt, r.between(12, 75))
  return at > w.now ? w.now : at
}

function writeCustody(life: Life, deed: Deed, rec: Rec, a: Accused, o: { arrestedAt: Date; ground: string; opened: boolean }): void {
  const { w, plan, r, row: inCase } = life
  const { office } = plan.station
  const ground = getArrestGround(o.ground)
  const actDay = baghdadDay(o.opened ? life.occurredAt : o.arrestedAt)
  const { band } = ageAtAct(a.birth, actDay, plan.jurisdiction)
  const c = newCustody(w, deed, rec, {
    id: rec.id, number: rec.number, person_id: a.person.id, name_display: a.name, name_keys: [...new Set(a.person.names.flatMap((name) => keysOf(name).all))], sex: a.person.sex, birth_date: a.birth?.date ?? null,
    birth_precision: a.birth?.precision ?? 'unknown', age_group: a.birth === undefined ? 'unknown' : band === 'adult' ? 'adult' : 'juvenile', nationality: a.person.nationality, case_id: life.rec.id, case_number: life.rec.number, act_day: actDay,
    proceeding: 'investigation', stage: 'arrested', arrested_at: o.arrestedAt, entered_at: deed.at, late_reason: deed.at.getTime() - o.arrestedAt.getTime() > 2 * hourMs ? say(life, grounds.lateEntry) : null, ground: ground.cover, ground_id: ground.id,
    ground_article: ground.article, arrest_facts: ground.asks === 'facts' ? plan.what.story[life.lang] : null, warrant_number: ground.asks === 'warrant-number' ? `${r.between(100, 999)}/${actDay.slice(0, 4)}` : null, arrest_place: life.place,
    arrested_by: say(life, r.pick(officers)), station_id: office.id, held_by: office.id, facility_kind: office.kind, court_id: inCase.values.court_id, prosecution_id: inCase.values.prosecution_id, trial_court_id: inCase.values.trial_court_id,
    governorate: office.governorate, jurisdiction: plan.jurisdiction, offence_code: null, article: null, capital: false, cover_status: 'covered', cover_until: null, cover_kind: null, cover_article: null, cover_reason: null, cover_fact_id: null,
    ceiling_mark: 0, ceiling_at: null, watch_at: null, next_act: null, next_role: null, next_office: null, next_due: null, next_article: null, lawyer_name: null, interpreter: null, pin_hash: null, ended_at: null, ended_kind: null,
  })
  a.custody = c
  c.cases.push(insert(w, deed, 'custody.custody_case', { id: w.r.uuid(deed.at), custody_id: rec.id, case_id: life.rec.id, ref: life.rec.id, added_at: deed.at, left_at: null }))
  openAccess(w, deed, c)
  linkPerson(w, deed, rec, a.person.id, 'detainee')
  insert(w, deed, 'kernel.record_link', { id: w.r.uuid(deed.at), from_id: rec.id, to_id: life.rec.id, why: 'custody' })
  addFact(w, deed, c, { type: 'arrest', at: o.arrestedAt, ground: ground.cover, article: ground.article, caseRef: life.rec.id, ...(o.arrestedAt < deed.at ? { recordedAt: deed.at } : {}) })
  addFact(w, deed, c, chargeFact(life, a, o.arrestedAt, actDay))
  if (band !== 'adult') {
    const police = w.atlas.receiver(office.id, 'juvenile-police')
    if (police) offerTo(w, deed, rec, { toOffice: police, condition: 'Juvenile 48', withinHours: 6 })
  }
  project(w, deed, c)
}

const plain = ({ kind, term }: Maximum): ChargeMaximum => ({ kind, ...(term === undefined ? {} : { term }) })

/** The charge as a fact of cover, as chargeFactFor() of custody weighs it. */
function chargeFact({ plan, rec, w }: Life, a: Accused, at: Date, actDay: string) {
  const age = a.birth === undefined ? undefined : Math.max(0, ageOn(a.birth, actDay).least)
  const maximum = maximumOf(plan.what, plan.jurisdiction, actDay, age)
  const text = penaltyOfText({ offenceCode: plan.what.code, jurisdiction: plan.jurisdiction, actDay, ...(plan.what.circumstance ? { circumstance: plan.what.circumstance } : {}) })
  return {
    type: 'charge' as const, id: w.r.uuid(at), at, caseRef: rec.id, maximum: plain(maximum),
    charge: { offenceCode: findOffence(plan.what.code)?.code ?? plan.what.code, circumstance: plan.what.circumstance ?? null, attempt: false, article: maximum.article, textMaximum: plain(text) },
  }
}

/** What the keeper does in the first hours, as far as the day has come. Gives when the last of it was. */
export function firstHours(life: Life, a: Accused, from: Date): Date {
  const { w, r } = life
  const c = a.custody!
  const by = keeper(w, r, c.row.values.held_by)
  let done = from
  const step = (least: number, most: number, chance: number, what: (at: Date) => void) => {
    const at = minutes(done, r.between(least, most))
    if (at > w.now || !r.chance(chance)) return
    what(at)
    done = at
  }
  step(5, 25, 0.98, (at) => {
    const told = rightsChecklist({ band: bandOf(c.row.values), foreigner: false }).filter(() => r.chance(0.97)).map(({ id }) => id)
    writeStep(life, c, at, by, 'rights-told', { told, language: life.lang, signed: true })
  })
  step(10, 120, 0.93, (at) => { writeStep(life, c, at, by, 'family-told', { whom: say(life, r.pick(kin)), how: 'telephone' }) })
  step(5, 40, 0.6, (at) => { takeProperty(life, c, at, by) })
  step(20, 200, 0.78, (at) => { examine(life, c, at, 'arrest', by, r.chance(0.025)) })
  return done
}

function writeStep({ w }: Life, c: PastCustody, at: Date, by: ReturnType<typeof keeper>, kind: 'rights-told' | 'family-told', data: Record<string, unknown>): void {
  const deed = onCustody(w, c, { verb: 'custody.write-step', at, by, detail: { step: kind } })
  addStep(w, deed, c, kind, at, { ...data, by: by.name })
  project(w, deed, c)
}

function takeProperty(life: Life, c: PastCustody, at: Date, by: ReturnType<typeof keeper>): void {
  const { w, r } = life
  const deed = onCustody(w, c, { verb: 'custody.take-property', at, by, basis: 'Mandela 7(e), 67', detail: { things: 2 } })
  for (const thing of r.shuffle(things).slice(0, 2)) {
    c.property.push(insert(w, deed, 'custody.property_item', { id: w.r.uuid(at), custody_id: c.rec.id, description: say(life, thing), quantity: 1, seal_number: r.chance(0.4) ? String(r.between(10_000, 99_999)) : null, taken_at: at, returned_at: null, returned_to: null }))
  }
}

/** An examination; signs of ill-treatment are told outside at once. */
export function examine(life: Life, c: PastCustody, at: Date, occasion: 'arrest' | 'intake' | 'complaint', by: ReturnType<typeof keeper>, signs: boolean): void {
  const { w } = life
  const deed = onCustody(w, c, { verb: 'custody.record-medical', at, by, basis: 'Mandela 30, 34', detail: { occasion, fitForDetention: true } })
  const examId = w.r.uuid(at)
  const doctor = { ar: 'الطبيب الخافر', ckb: 'پزیشکی ئێشکگر' }
  insert(w, deed, 'custody.medical_exam', {
    id: examId, custody_id: c.rec.id, at, examiner: occasion === 'intake' ? by.name : doctor[life.lang], occasion, findings: say(life, signs ? hurt : healthy), marks: asJson(signs ? [{ side: 'back', x: 0.5, y: 0.3, note: say(life, hurt) }] : []),
    ill_treatment_signs: signs, fit_for_detention: true,
  })
  c.examinedAt = at
  if (signs) tellOfIllTreatment(life, deed, c, c.rec, { examId, occasion }, false)
  project(w, deed, c)
}

/** As tellOfIllTreatment() of custody: the judge's court and the prosecution, with an allegation the inspectorate too. */
export function tellOfIllTreatment(life: Life, deed: Deed, c: PastCustody, about: Rec, detail: Record<string, unknown>, alsoInspectorate: boolean): void {
  const { w } = life
  const { held_by: heldBy, court_id: court, prosecution_id: prosecution } = c.row.values
  const told = [court, prosecution ?? w.atlas.receiver(heldBy, 'prosecution-office'), ...(alsoInspectorate ? [w.atlas.receiver(heldBy, 'inspectorate')] : [])]
  for (const raisedTo of new Set(told)) if (raisedTo) raise(w, deed, about, { kind: 'ill-treatment', article: 'Const 37(1)(C), Mandela 34, 71', officeId: heldBy, raisedTo, detail })
}

/** A hand-over of the person that is accepted: whoever accepts is the keeper from then on, as afterAccept() of custody. */
export function takePerson(life: Life, c: PastCustody, at: Date, by: ReturnType<typeof keeper>): void {
  const { w } = life
  const deed = onCustody(w, c, { verb: 'handover.answer', at, by, detail: { answer: 'accepted' } })
  acceptOffer(w, deed, c.rec)
  follow(life, deed, c)
}

/** What custody writes when a person has changed hands. */
export function follow(life: Life, deed: Deed, c: PastCustody): void {
  const { w } = life
  const office = w.atlas.byId(c.rec.row.values.office_id)
  Object.assign(c.row.values, { held_by: office.id, facility_kind: office.kind, governorate: office.governorate ?? c.row.values.governorate })
  if (office.kind === 'juvenile-police' && bandOf(c.row.values) !== 'adult') addStep(w, deed, c, 'juvenile-police', deed.at)
  openAccess(w, deed, c)
  if (office.kind === 'prison' || office.kind === 'juvenile-facility') grant(w, deed, life.rec, office.id, 'prison')
  project(w, deed, c)
}
