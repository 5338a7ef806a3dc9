/** How a case begins: a complaint, news of an offence, or an arrest that opens it. */
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { complaintFacts, gravestOf } from '#systems/cases/law.ts'
import { labelOf } from '#systems/cases/open-case.ts'
import { isComplaintOnly } from '#systems/cases/rules/complaint.ts'
import { foldText, numberWords } from '#systems/cases/search-words.ts'
import { ageOn } from '#systems/custody/rules/arrest.ts'
import { findOffence, type OffenceClass } from '#systems/offences/public.ts'
import { addParty, displayOf, holder, minutes, onCase, type Accused, type Life } from './life.ts'
import type { Plan } from './plan.ts'
import { spoken, streets, trades } from './phrases.ts'
import { act, actMaking, asJson, change, grant, insert, makeRec, nextNumber, type Deed, type Rec, type World } from './world.ts'

export type Origin = 'complaint' | 'information' | 'arrest'

const gravest = new Map<string, { cls: OffenceClass; capital: boolean }>()
function gravityOf({ what, jurisdiction }: Plan, actOn: string) {
  const key = `${what.code}/${what.circumstance ?? ''}/${jurisdiction}`
  const known = gravest.get(key)
  if (known) return known
  const found = gravestOf([{ personId: null, offenceCode: what.code, circumstance: what.circumstance ?? null, actOn }], jurisdiction)
  const gravity = { cls: found?.cls ?? 'M', capital: found?.capital ?? false } as const
  gravest.set(key, gravity)
  return gravity
}

/** Opens the case in an act of its own. */
export function openCase(w: World, plan: Plan, at: Date, origin: 'complaint' | 'information'): Life {
  const by = holder(w, plan.random, plan.station.office.id, 'station-officer')
  const place = placeOf(plan)
  const { deed, rec } = actMaking(w, { kind: 'case', label: labelFor(plan, place), series: 'case', officeId: plan.station.office.id }, { verb: 'cases.open', at, by, basis: origin === 'complaint' ? 'CPC 1, 49' : 'CPC 47-49' })
  return writeCase(w, plan, deed, rec, { origin, place })
}

/** Opens the case within the act that enters an arrest. */
export function openByArrest(w: World, plan: Plan, deed: Deed): Life {
  const place = placeOf(plan)
  const rec = makeRec(w, deed, { kind: 'case', label: labelFor(plan, place), series: 'case', officeId: plan.station.office.id })
  return writeCase(w, plan, deed, rec, { origin: 'arrest', place })
}

function placeOf({ random: r, station, jurisdiction }: Plan): string {
  const street = r.pick(streets)
  const district = station.office.name[jurisdiction === 'kri' ? 'ckb' : 'ar'].replace(/^مركز شرطة |^بنکەی پۆلیسی /u, '')
  return `${district}، ${street[jurisdiction === 'kri' ? 'ckb' : 'ar']}`
}

function labelFor(plan: Plan, place: string): string {
  return labelOf({ accused: [{ personId: null, offenceCode: plan.what.code }], place })
}

function writeCase(w: World, plan: Plan, deed: Deed, rec: Rec, o: { origin: Origin; place: string }): Life {
  const { station, jurisdiction, what, random: r } = plan
  const lang = jurisdiction === 'kri' ? 'ckb' : 'ar'
  const occurredAt = o.origin === 'arrest' ? minutes(plan.startsAt, -r.between(5, 90)) : minutes(deed.at, -r.between(60, 60 * 40))
  const actOn = baghdadDay(occurredAt)
  const { cls, capital } = gravityOf(plan, actOn)
  const prosecution = prosecutionOf(w, plan)
  const facts = complaintFacts({ personId: null, offenceCode: what.code, circumstance: what.circumstance ?? null }, { victimIsKin: false, againstPublicServant: false, stateProperty: false })
  const names = plan.accused.map(displayOf)
  const others = [plan.complainant, plan.witness].flatMap((person) => (person ? [displayOf(person)] : []))
  const summary = `${what.story[lang]}، ${o.place}`
  const row = insert(w, deed, 'cases.case', {
    id: rec.id, origin: o.origin, stage: 'investigation', summary, place: o.place, occurred_at: occurredAt, governorate: station.office.governorate, jurisdiction, station_id: station.office.id, court_id: station.court.id,
    prosecution_id: prosecution, trial_court_id: null, opened_at: deed.at, opened_by: deed.by!.accountId, flagrante: o.origin === 'arrest', civil_claim: plan.complainant ? (r.chance(0.3) ? 'included' : 'not-said') : 'not-said',
    complaint_only: isComplaintOnly(facts), complained: o.origin === 'complaint', knew_on: null, victim_is_kin: false, against_public_servant: false, state_property: false, juvenile: plan.juvenile, offence_code: what.code,
    offence_class: cls, capital, accused_names: names.join('، '), accused_count: names.length, search_text: `${numberWords(rec.number)} ${foldText([summary, o.place, ...names, ...others].join(' '))}`.slice(0, 20_000), outcome: null, outcome_at: null, joined_into: null,
  })
  const life: Life = { w, plan, r, lang, rec, row, accused: [], place: o.place, occurredAt, clock: deed.at, abandoned: false, trial: undefined, judgments: [] }
  addPeople(life, deed, o.origin, actOn)
  grant(w, deed, rec, station.court.id, 'judge')
  grant(w, deed, rec, prosecution, 'prosecution')
  const diary = writeDiary(life, deed, o.origin)
  tell(life, deed, diary, 'opened', station.court.id, 'CPC 49(A)')
  if (o.origin === 'arrest' && prosecution) tell(life, deed, diary, 'opened', prosecution, 'CPC 43')
  return life
}

/** The prosecution of the court's own appeal district. */
export function prosecutionOf(w: World, { station }: Plan): string {
  return w.atlas.byKey(`prosecution/${station.appeal}`).id
}

function addPeople(life: Life, deed: Deed, origin: Origin, actOn: string): void {
  const { w, plan, rec, r } = life
  const lang = life.lang
  if (plan.complainant) {
    for (const role of [origin === 'complaint' ? 'complainant' as const : 'victim' as const, ...(origin === 'complaint' ? ['victim' as const] : [])]) addParty(w, deed, rec, { person: plan.complainant, role })
  }
  for (const person of plan.accused) {
    const { date, precision } = person.birth
    const birth = date === undefined || precision === 'unknown' ? undefined : { date, precision }
    const juvenile = birth !== undefined && ageOn(birth, actOn).least < 18
    const party = addParty(w, deed, rec, { person, role: 'accused', status: origin === 'arrest' ? 'arrested' : 'free', juvenile, trade: r.pick(trades)[lang], residence: life.place })
    life.accused.push({ person, name: displayOf(person), birth, party, custody: undefined } satisfies Accused)
  }
  for (const personId of plan.accused.length > 0 ? plan.accused.map(({ id }) => id) : [null]) {
    insert(w, deed, 'cases.charge', {
      id: w.r.uuid(deed.at), case_id: rec.id, person_id: personId, offence_code: findOffence(plan.what.code)?.code ?? plan.what.code, circumstance: plan.what.circumstance ?? null, attempt: false, act_on: actOn, reason: null,
      qualified_at: deed.at, qualified_by: deed.by!.accountId, replaces: null, ended_at: null, ended_why: null,
    })
  }
}

function writeDiary(life: Life, deed: Deed, origin: Origin): string {
  const { w, plan, rec, row } = life
  const id = w.r.uuid(deed.at)
  insert(w, deed, 'cases.diary_entry', {
    id, case_id: rec.id, office_id: plan.station.office.id, number: nextNumber(w, 'diary', plan.station.office.id, deed.at), informed_at: minutes(deed.at, origin === 'arrest' ? 0 : -plan.random.between(5, 60)), entered_at: deed.at,
    entered_by: deed.by!.accountId, informant: plan.complainant ? displayOf(plan.complainant) : null, witnesses: null, summary: row.values.summary, signed: origin !== 'arrest', corrects: null,
  })
  return id
}

/** As tell() of the cases. What is old was seen; the notice of the last days waits on its list. */
export function tell(life: Life, deed: Deed, aboutId: string, kind: 'opened' | 'decision' | 'coercion', officeId: string, article: string): void {
  const { w, rec } = life
  const row = insert(w, deed, 'cases.notice', { id: w.r.uuid(deed.at), case_id: rec.id, kind, about_id: aboutId, office_id: officeId, article, told_at: deed.at, seen_at: null, seen_by: null })
  const seenAt = minutes(deed.at, life.r.between(30, 3000))
  if (seenAt > w.now || life.r.chance(0.7)) return
  const reader = w.atlas.holders(officeId, 'prosecutor')[0] ?? w.atlas.holders(officeId, 'investigative-judge')[0]
  if (!reader) return
  const seen = act(w, rec, { verb: 'cases.acknowledge', at: seenAt, by: reader, detail: { noticeId: row.values.id } })
  change(seen, row, { seen_at: seenAt, seen_by: reader.accountId })
}

/** The complainant's and a witness's statements at the station. */
export function takeStatements(life: Life, at: Date): Date {
  const { plan, r } = life
  let end = at
  for (const [person, kind] of [[plan.complainant, 'complainant'], [plan.witness, 'witness']] as const) {
    if (!person || (kind === 'witness' && r.chance(0.3))) continue
    end = minutes(end, r.between(20, 60))
    if (end > life.w.now) return at
    statement(life, end, person, kind, holder(life.w, r, plan.station.office.id, 'station-officer'))
  }
  return end
}

function statement(life: Life, at: Date, person: NonNullable<Plan['complainant']>, kind: 'complainant' | 'witness', by: ReturnType<typeof holder>): void {
  const { w, rec, r, lang, plan } = life
  const deed = onCase(life, { verb: 'cases.take-statement', at, by, basis: 'CPC 58-63', detail: { kind, personId: person.id } })
  if (kind === 'witness') addParty(w, deed, rec, { person, role: 'witness' })
  const age = person.birth.date ? Math.max(15, Number(baghdadDay(at).slice(0, 4)) - Number(person.birth.date.slice(0, 4))) : null
  insert(w, deed, 'cases.statement', {
    id: w.r.uuid(at), case_id: rec.id, kind, person_id: person.id, name: displayOf(person), surname: null, trade: r.pick(trades)[lang], residence: life.place, relation: null, age, sworn: kind === 'witness', started_at: minutes(at, -15), ended_at: at,
    place: plan.station.office.name[lang], office_id: by.officeId, recorded_by: by.accountId, recorded_by_role: by.role, present: [], interpreter: null, condition: null, body: `${plan.what.story[lang]}. ${spoken[kind][lang]}`, defence: null,
    told_offence: false, told_rights: false, lawyer: 'none', lawyer_name: null, confession: false, own_handwriting: false, read_back: true, signature: 'signed', refusal_note: null, coercion_alleged: false, injuries_seen: false, coercion_note: null,
    warnings: asJson([]), corrects: null,
  })
}
