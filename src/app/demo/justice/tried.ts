/** From the referral on: received by the court, heard, judged, committed to a facility, served. */
import { addDays, baghdadDay, dayMs, startOfBaghdadDay } from '#kernel/clock/calendar.ts'
import { advance, until } from './cover.ts'
import { openRelease, settle, type PastCustody } from './custody.ts'
import { decide, receive, receptionOf } from './decide.ts'
import { adjourn, hold, schedule } from './hearings.ts'
import { judge } from './judgment.ts'
import { heldNow, hoursAfter, minutes, type Judged, type Life, type Living } from './life.ts'
import { officeHour } from './plan.ts'
import { admit, offerToFacility } from './prison.ts'
import { carryOut } from './release.ts'
import { reviewed } from './review.ts'
import { never, type Stage } from './stage.ts'
import { termFor } from './term.ts'
import { commitmentOf, compute, confirm, endSentence } from './working.ts'

/** Referred, tried and judged. */
export function* tried(s: Stage, life: Life): Living {
  const { w, plan } = life
  yield* until(life, plan.decidesAt!)
  if (heldNow(life).length === 0) return
  decide(life, life.clock, 'refer')
  if (plan.goal === 'referred') {
    yield* until(life, never(w))
    return
  }
  yield* until(life, receptionOf(life, life.clock))
  receive(life, life.clock)
  yield* heardOut(s, life)
  yield* sentencing(s, life)
}

/** Hearing after hearing up to the day of the judgment, or beyond the present. */
export function* heardOut(s: Stage, life: Life): Living {
  const { r, plan } = life
  const cls = life.trial!.row.values.class
  yield* until(life, hoursAfter(life.clock, 1 + r.next() * 30))
  const first = addDays(baghdadDay(life.clock), (cls === 'felony' ? 10 : 5) + r.between(0, 6))
  const judgedOn = plan.judgedAt ? baghdadDay(plan.judgedAt) : null
  let hearing = schedule(life, life.clock, judgedOn !== null && judgedOn < first ? judgedOn : first, 'trial', s.calendars)
  for (let sessions = 1; ; sessions++) {
    if (r.chance(0.05) && judgedOn === null) {
      yield* until(life, hoursAfter(hearing.values.starts_at, -20))
      hearing = adjourn(life, life.clock, hearing, addDays(baghdadDay(hearing.values.starts_at), 7), s.calendars)
    }
    yield* until(life, hearing.values.starts_at)
    const today = baghdadDay(hearing.values.starts_at)
    const last = judgedOn !== null ? today >= judgedOn : plan.goal === 'bailed' && sessions >= 3
    yield* advance(life, hold(life, hearing, last))
    if (last) return
    yield* advance(life, minutes(life.clock, r.between(5, 30)))
    const gap = r.between(9, 24)
    const next = judgedOn !== null && (sessions >= 3 || addDays(today, gap + 6) > judgedOn) ? judgedOn : addDays(today, gap)
    hearing = schedule(life, life.clock, next > today ? next : addDays(today, 7), sessions === 1 ? 'witnesses' : 'pleadings', s.calendars)
  }
}

/** The judgment on each accused and what becomes of them. */
export function* sentencing(s: Stage, life: Life): Living {
  const { plan, r } = life
  const acquits = plan.goal === 'acquitted' || plan.goal === 'wrong-acquitted' || (plan.goal.startsWith('free-') && r.chance(0.35))
  for (const a of life.accused) {
    yield* until(life, minutes(life.clock, r.between(2, 12)))
    const judged = judge(life, a, life.clock, acquits ? 'acquitted' : termFor(life, a))
    const c = a.custody
    if (!c || c.row.values.ended_at !== null || plan.goal === 'wrong-acquitted') continue
    if (openRelease(c)) carryOut(life, a, life.clock)
    else s.schedule.begin(life.clock, committed(s, { ...life, clock: life.clock }, judged, c))
  }
  s.schedule.begin(life.clock, reviewed({ ...life, clock: life.clock }))
}

/** To the facility, where the sentence is worked out and served. */
function* committed(s: Stage, life: Life, judged: Judged, c: PastCustody): Living {
  const { w, r, plan } = life
  const a = judged.of
  if (!judged.memorandum) return
  if (!c.stay || c.rec.row.values.office_id !== judged.memorandum.values.prison_id) {
    yield* advance(life, hoursAfter(life.clock, 1 + r.next() * (plan.goal === 'committed' ? 5 : 36)))
    if (c.rec.offer || openRelease(c)) return
    offerToFacility(life, c, life.clock, w.atlas.byId(judged.memorandum.values.prison_id))
    if (plan.goal === 'committed') return
    yield* advance(life, hoursAfter(life.clock, 2 + r.next() * 20))
    admit(life, a, life.clock, commitmentOf(life, judged), s.places)
  }
  if (judged.row.values.death) return
  yield* advance(life, officeHour(r, hoursAfter(life.clock, 24 * (1 + r.next() * 5))))
  settle(w, c, life.clock)
  if (openRelease(c) || c.row.values.ended_at !== null) return
  compute(life, judged, life.clock)
  yield* advance(life, officeHour(r, hoursAfter(life.clock, 24 * (1 + r.next() * 4))))
  const soon = (c.working!.values.ends_at ?? w.now).getTime() < w.now.getTime() + 20 * dayMs
  if (plan.goal === 'wrong-served' || (!soon && r.chance(0.05)) || c.working!.values.blocked) return
  settle(w, c, life.clock)
  if (openRelease(c) || c.row.values.ended_at !== null) return
  confirm(life, judged, life.clock)
  const ends = c.stay?.row.values.ends_at
  if (!ends && !openRelease(c)) return
  if (ends && !openRelease(c)) {
    yield* advance(life, startOfBaghdadDay(baghdadDay(ends)))
    yield* advance(life, minutes(ends, 1))
    endSentence(life, c)
  }
  if (openRelease(c)) carryOut(life, a, life.clock)
}
