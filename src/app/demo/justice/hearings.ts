/** Hearings: when a court has time, notices and their service, opening, minutes, the charge sheet. */
import { addDays, baghdadDay, hourMs, isWorkingDay, startOfBaghdadDay, type Day } from '#kernel/clock/calendar.ts'
import { chargedPenalty } from '#systems/courts/law.ts'
import { earliestHearing, noticeDays } from '#systems/courts/rules/notice.ts'
import { getOffence } from '#systems/offences/public.ts'
import type { DemoPerson } from '../country.ts'
import { startClock, stopClock } from './clocks.ts'
import { displayOf, minutes, onCase, say, settleAll, type Accused, type Life, type Trial } from './life.ts'
import { issuePaper } from './papers.ts'
import { court as words } from './phrases.ts'
import { asJson, bareAct, change, insert, type World } from './world.ts'

type Hearing = Trial['hearings'][number]

/** When each court sits already, by court and day; its one room; kept over all slices of a country. */
export interface Calendars { readonly taken: Map<string, number>; readonly rooms: Map<string, string>; readonly slotMinutes: number }

/** Every court that tries has a room. */
export function openRooms(w: World, founded: Date): Map<string, string> {
  const rooms = new Map<string, string>()
  for (const office of (['felony-court', 'misdemeanour-court', 'juvenile-court'] as const).flatMap((kind) => w.atlas.ofKind(kind))) {
    const id = w.r.uuid(founded)
    const by = w.atlas.holders(office.id, 'court-clerk')[0]!
    const deed = bareAct(w, 'room', id, { verb: 'courts.manage-rooms', at: founded, by, detail: { courtId: office.id } })
    insert(w, deed, 'courts.room', { id, court_id: office.id, name_ar: 'القاعة الأولى', name_ckb: 'هۆڵی یەکەم', name_en: 'Room 1', closed_at: null })
    rooms.set(office.id, id)
  }
  return rooms
}

/** The first time on or after a day at which the court is free. */
function slotFor(life: Life, calendars: Calendars, courtId: string, from: Day): Date {
  const calendar = life.w.atlas.calendarOf(courtId)
  const most = Math.floor(300 / calendars.slotMinutes)
  for (let day = from; ; day = addDays(day, 1)) {
    const key = `${courtId}/${day}`
    const taken = calendars.taken.get(key) ?? 0
    if (!isWorkingDay(day, calendar) || taken >= most) continue
    calendars.taken.set(key, taken + 1)
    return new Date(startOfBaghdadDay(day).getTime() + 9 * hourMs + taken * calendars.slotMinutes * 60_000)
  }
}

/** Sets the next hearing on or after a day, with its judges and the notices that it needs. */
export function schedule(life: Life, at: Date, wanted: Day, purpose: Hearing['values']['purpose'], calendars: Calendars, follows: string | null = null): Hearing {
  const { w, r } = life
  const trial = life.trial!
  const { court_id: courtId, class: cls, juvenile } = trial.row.values
  const earliest = earliestHearing(baghdadDay(at), cls)
  const startsAt = slotFor(life, calendars, courtId, wanted < earliest ? earliest : wanted)
  const endsAt = new Date(startsAt.getTime() + calendars.slotMinutes * 60_000)
  const deed = onCase(life, { verb: 'courts.schedule', at, by: trial.clerk, basis: 'CPC 143', detail: { startsAt: startsAt.toISOString() } })
  const hearing = insert(w, deed, 'courts.hearing', {
    id: w.r.uuid(at), case_id: life.rec.id, trial_id: trial.row.values.id, court_id: courtId, room_id: calendars.rooms.get(courtId) ?? null, session: trial.hearings.length + 1, purpose, starts_at: startsAt, ends_at: endsAt, public: !juvenile,
    secrecy_reason: null, state: 'set', set_at: at, set_by: trial.clerk.accountId, opened_at: null, adjourned_at: null, adjourn_reason: null, follows, warnings: asJson([]),
  })
  trial.seats.set(hearing.values.id, trial.bench.map((judge, n) => insert(w, deed, 'courts.seat', { id: w.r.uuid(at), hearing_id: hearing.values.id, case_id: life.rec.id, account_id: judge.accountId, name: judge.name, presiding: n === 0, starts_at: startsAt, ends_at: endsAt, live: true })))
  startClock(w, deed, life.rec, { rule: 'CLK-06', officeId: courtId, from: startsAt, options: { which: cls }, note: hearing.values.id })
  trial.hearings.push(hearing)
  const called: [DemoPerson, Accused | undefined][] = life.accused.map((a) => [a.person, a])
  if (life.plan.complainant && (trial.hearings.length === 1 || r.chance(0.3))) called.push([life.plan.complainant, undefined])
  const soon = startsAt > w.now
  let when = minutes(at, r.between(10, 60))
  for (const [person, a] of trial.hearings.length === 1 || soon ? called : called.slice(life.accused.length)) {
    when = minutes(when, r.between(3, 20))
    if (when <= w.now) notice(life, when, hearing, person, a)
  }
  return hearing
}

/** A notice with what Article 143(B) wants on it, and its service some days later. */
function notice(life: Life, at: Date, hearing: Hearing, person: DemoPerson, a: Accused | undefined): void {
  const { w, r, lang } = life
  const trial = life.trial!
  const { values: h } = hearing
  const offence = getOffence(life.plan.what.code)
  const courtName = w.atlas.byId(h.court_id).name[lang]
  const fields = {
    addressee: displayOf(person), capacity: a ? (lang === 'ar' ? 'متهم' : 'تۆمەتبار') : (lang === 'ar' ? 'مشتكٍ' : 'سکاڵاکار'), accused: life.row.values.accused_names, victim: life.plan.complainant ? displayOf(life.plan.complainant) : say(life, words.publicRight),
    court: courtName, case_number: life.rec.number, offence: offence.title[lang].slice(0, 300), article: offence.article.slice(0, 300),
  }
  const deed = onCase(life, { verb: 'courts.issue-notice', at, by: trial.clerk, basis: 'CPC 143', detail: { hearingId: h.id } })
  const documentId = h.starts_at > w.now ? issuePaper(w, deed, life.rec, { form: 'hearing-notice', officeId: h.court_id, data: {
    addressee: fields.addressee, capacity: fields.capacity, accused: life.accused.map(({ name }) => name), victim: fields.victim, court: courtName, caseNumber: life.rec.number, offence: fields.offence, article: fields.article,
    hearingAt: h.starts_at.toISOString(), issuedBy: trial.clerk.name,
  } }) : null
  const row = insert(w, deed, 'courts.notice', {
    id: w.r.uuid(at), hearing_id: h.id, case_id: life.rec.id, person_id: person.id, to_accused: a !== undefined, ...fields, hearing_at: h.starts_at, issued_at: at, issued_by: trial.clerk.accountId, document_id: documentId, served_at: null, served_by: null,
    received_by: null, receiver: null, proof_document_id: null, recorded_at: null, enough: null, warnings: asJson([]),
  })
  const served = minutes(at, r.between(200, 2800))
  if (served > w.now || served > h.starts_at || r.chance(0.06)) return
  const told = onCase(life, { verb: 'courts.record-service', at: served, by: trial.clerk, basis: 'CPC 143, 147', detail: { noticeId: row.values.id } })
  const addressee = a?.custody !== undefined || r.chance(0.75)
  change(told, row, {
    served_at: served, served_by: lang === 'ar' ? 'مبلغ المحكمة' : 'ئاگادارکەرەوەی دادگا', received_by: addressee ? 'addressee' : 'household', receiver: addressee ? null : (lang === 'ar' ? 'أخوه' : 'برای'), recorded_at: served,
    enough: baghdadDay(served) <= addDays(baghdadDay(h.starts_at), -noticeDays[trial.row.values.class]),
  })
  if (!a || !row.values.enough) return
  const known = trial.served.get(h.id) ?? new Set()
  trial.served.set(h.id, known.add(person.id))
  if (life.accused.every((one) => known.has(one.person.id))) stopClock(told, life.rec, { rule: 'CLK-06', state: 'met', outcome: 'served' })
}

/** The hearing is held: opened by the presiding judge, attended, the charge drawn up at the first, minuted by the clerk. */
export function hold(life: Life, hearing: Hearing, last: boolean): Date {
  const { w, r } = life
  const trial = life.trial!
  const judge = trial.bench[0]!
  const opened = minutes(hearing.values.starts_at, r.between(0, 6))
  if (opened > w.now) return opened
  settleAll(life, opened)
  const deed = onCase(life, { verb: 'courts.open-hearing', at: opened, by: judge, basis: 'CPC 144-158', detail: { hearingId: hearing.values.id } })
  change(deed, hearing, { state: 'held', opened_at: opened })
  stopClock(deed, life.rec, { rule: 'CLK-06', state: 'met', outcome: 'opened' })
  for (const a of life.accused) {
    insert(w, deed, 'courts.attendance', {
      id: w.r.uuid(opened), hearing_id: hearing.values.id, case_id: life.rec.id, person_id: a.person.id, present: true, lawyer: say(life, words.lawyer), excuse: 'none', left_after_defence: false, mode: 'in-presence', warnings: asJson([]), recorded_at: opened,
    })
  }
  let at = opened
  if (trial.sheets.size === 0) for (const a of life.accused) at = charge(life, minutes(at, 4), a)
  at = minutes(at, r.between(8, 15))
  if (at <= w.now && !r.chance(0.03)) writeMinutes(life, at, hearing, last)
  return at
}

function charge(life: Life, at: Date, a: Accused): Date {
  const { w, plan } = life
  if (at > w.now) return at
  const trial = life.trial!
  const judge = trial.bench[0]!
  const actOn = baghdadDay(life.occurredAt)
  const penalty = chargedPenalty({ offenceCode: plan.what.code, circumstance: plan.what.circumstance ?? null, actOn }, plan.jurisdiction)
  const deed = onCase(life, { verb: 'courts.draw-up-charge', at, by: judge, basis: 'CPC 187', detail: { personId: a.person.id, offenceCode: plan.what.code, replaces: null } })
  const id = w.r.uuid(at)
  insert(w, deed, 'courts.charge_sheet', {
    id, case_id: life.rec.id, trial_id: trial.row.values.id, person_id: a.person.id, offence_code: plan.what.code, circumstance: plan.what.circumstance ?? null, attempt: false, act_on: actOn, judge: judge.name, judge_post: 'قاضي المحكمة',
    accused: a.name, identity: a.name, place: life.place, time: actOn, legal_description: getOffence(plan.what.code).title[life.lang], victim: plan.complainant ? displayOf(plan.complainant) : say(life, words.publicRight),
    object_of_offence: plan.what.thing[life.lang], means: say(life, words.means), articles: penalty?.article ?? getOffence(plan.what.code).article, drawn_on: baghdadDay(at), signed_at: at, signed_by: judge.accountId, read_out: true,
    plea: life.r.chance(0.8) ? 'denies' : 'admits', replaces: null, reason: null,
  })
  trial.sheets.set(a.person.id, id)
  return at
}

function writeMinutes(life: Life, at: Date, hearing: Hearing, last: boolean): void {
  const { w } = life
  const trial = life.trial!
  const deed = onCase(life, { verb: 'courts.write-minutes', at, by: trial.clerk, basis: 'CPC 222', detail: { hearingId: hearing.values.id } })
  const none = life.lang === 'ar' ? 'لا يوجد' : 'نییە'
  insert(w, deed, 'courts.minutes', {
    id: w.r.uuid(at), hearing_id: hearing.values.id, case_id: life.rec.id, kind: 'minutes', day: baghdadDay(hearing.values.starts_at), publicity: say(life, words.present), judges: trial.bench.map(({ name }) => name).join('، '), clerk: trial.clerk.name,
    prosecutor: say(life, words.prosecutor), parties: life.accused.map(({ name }) => name).join('\n'), witnesses: life.plan.witness ? displayOf(life.plan.witness) : none, papers_read: none, requests: none,
    procedures: `${say(life, words.opened)}. ${say(life, words.heard)}.`, decisions: say(life, last ? words.toJudge : words.next), pages: 2, pages_signed: 2, written_at: at, written_by: trial.clerk.accountId, writer: trial.clerk.name, document_id: null,
    warnings: asJson([]),
  })
}

/** The hearing is put off, and another set. */
export function adjourn(life: Life, at: Date, hearing: Hearing, wanted: Day, calendars: Calendars): Hearing {
  const deed = onCase(life, { verb: 'courts.adjourn', at, by: life.trial!.clerk, reason: say(life, words.absent), detail: { hearingId: hearing.values.id } })
  change(deed, hearing, { state: 'adjourned', adjourned_at: at, adjourn_reason: say(life, words.absent) })
  for (const seat of life.trial!.seats.get(hearing.values.id) ?? []) change(deed, seat, { live: false })
  stopClock(deed, life.rec, { rule: 'CLK-06', state: 'cancelled', outcome: 'adjourned' })
  return schedule(life, minutes(at, 1), wanted, hearing.values.purpose, calendars, hearing.values.id)
}
