/** The course of a case by its goal: from the first news to where it stands now. Whatever would lie in the future is cut off by the schedule. */
import { baghdadDay, dayMs } from '#kernel/clock/calendar.ts'
import { bookFirst, bookInto, entryOf, firstHours, takePerson } from './arrest.ts'
import { allege } from './care.ts'
import { advance, lastDayOf, until } from './cover.ts'
import { openRelease } from './custody.ts'
import { decide, receive, receptionOf } from './decide.ts'
import { heldNow, holder, hoursAfter, keeper, later, minutes, setStatus, type Accused, type Life, type Living } from './life.ts'
import { openCase, takeStatements } from './opening.ts'
import { accusedStatement, ask, daysLeft, decideBail, giveBail, order, question, refuse } from './orders.ts'
import { officeHour, type Plan } from './plan.ts'
import { admit, facilityFor, offerToFacility } from './prison.ts'
import { carryOut, endOtherwise } from './release.ts'
import { never, type Stage } from './stage.ts'
import { heardOut, sentencing, tried } from './tried.ts'
import { detentionOf } from './working.ts'
import { act } from './world.ts'

/** Lives one plan through. */
export function* live(s: Stage, plan: Plan): Living {
  const { w } = s
  if (!plan.held) {
    yield* freely(s, plan)
    return
  }
  const life = yield* arrested(s, plan)
  if (plan.goal === 'wrong-papers' || plan.goal === 'wrong-ground') return
  if (!(yield* firstPapers(life))) return
  for (const { a, c } of heldNow(life)) {
    if (plan.random.chance(0.016)) s.schedule.begin(life.clock, allege(life, c))
    yield* untriedToFacility(s, life, a)
  }
  yield* outcomes[plan.goal]?.(s, life) ?? until(life, never(w))
}

/** The arrest, with or without a complaint before it, and the first hours. */
function* arrested(s: Stage, plan: Plan): Generator<Date, Life, void> {
  const { w } = s
  const r = plan.random
  const byComplaint = plan.complainant !== undefined && !plan.what.flagrante && plan.goal !== 'wrong-ground' && r.chance(0.55)
  const entry = entryOf(w, plan, plan.startsAt)
  let life: Life
  if (byComplaint) {
    const opened = hoursAfter(plan.startsAt, -24 * (0.3 + r.next() * 12))
    yield opened
    life = openCase(w, plan, opened, 'complaint')
    takeStatements(life, opened)
    yield entry
    bookInto(life, life.accused[0]!, plan.startsAt, entry)
  } else {
    yield entry
    life = bookFirst(w, plan, plan.startsAt, entry)
    if (plan.complainant) takeStatements(life, entry)
  }
  s.lives.push(life)
  life.clock = entry
  for (const a of life.accused.slice(1)) {
    yield* advance(life, minutes(life.clock, r.between(5, 40)))
    bookInto(life, a, plan.startsAt, life.clock)
  }
  for (const a of life.accused) yield* keptFirst(life, a)
  return life
}

/** The first hours with whoever holds the person; a child goes to the juvenile police. */
function* keptFirst(life: Life, a: Accused): Living {
  const { w, r, plan } = life
  const c = a.custody!
  if (c.rec.offer) {
    if (plan.goal === 'wrong-juvenile') return
    yield* advance(life, minutes(life.clock, r.between(40, 330)))
    takePerson(life, c, life.clock, holder(w, r, c.rec.offer.values.to_office, 'juvenile-officer'))
  }
  yield* advance(life, firstHours(life, a, life.clock))
}

/** The papers go to the judge, the accused are questioned, the judge decides. False when nobody is held any more. */
function* firstPapers(life: Life): Generator<Date, boolean, void> {
  const { w, r, plan } = life
  const hour = (n: number) => hoursAfter(plan.startsAt, n)
  const open = () => heldNow(life).filter(({ c }) => !openRelease(c))
  yield* advance(life, later(life.clock, hour(3 + r.next() * 11)))
  for (const { c } of open()) ask(life, c, life.clock, 'first-papers', { grounds: 'firstPapers' })
  for (const { a } of open()) {
    yield* advance(life, hoursAfter(life.clock, 0.4 + r.next() * 3))
    question(life, a, life.clock)
  }
  // One in thirty decisions comes after the twenty-four hours: its clock was missed.
  const decision = plan.goal === 'released' && plan.decidesAt ? later(plan.decidesAt, life.clock) : r.chance(0.03) ? hour(25 + r.next() * 8) : hour(Math.min(23.5, 9 + r.next() * 14))
  yield* advance(life, later(decision, hoursAfter(life.clock, 0.3)))
  for (const { a, c } of open()) {
    yield* advance(life, hoursAfter(life.clock, 0.05))
    if (plan.goal === 'released') {
      refuse(life, a, life.clock)
      carryOut(life, a, life.clock)
      continue
    }
    const firstDay = baghdadDay(life.clock)
    order(life, a, life.clock, { firstDay, lastDay: lastDayOf(life, firstDay, Math.max(1, daysLeft(c, firstDay) ?? 15)), by: holder(w, r, c.row.values.court_id!, 'investigative-judge') })
  }
  return heldNow(life).length > 0
}

/** Children wait in an observation home; some of those detained long in a prison's section for the untried. */
function* untriedToFacility(s: Stage, life: Life, a: Accused): Living {
  const { w, r, plan } = life
  const c = a.custody!
  const juvenile = c.row.values.age_group === 'juvenile'
  const days = juvenile ? 3 + r.next() * 4 : 28 + r.next() * 30
  const at = officeHour(r, hoursAfter(plan.startsAt, days * 24))
  const leaves = plan.judgedAt ?? plan.decidesAt ?? w.now
  if (['wrong-juvenile', 'wrong-expired', 'committed'].includes(plan.goal) || !r.chance(juvenile ? 0.85 : 0.3) || at.getTime() > leaves.getTime() - 2 * dayMs) return
  yield* until(life, at)
  if (c.row.values.ended_at !== null || c.standing?.cover.status !== 'covered' || c.rec.offer || openRelease(c)) return
  offerToFacility(life, c, life.clock, facilityFor(w, c, plan.station.court.id))
  yield* until(life, hoursAfter(life.clock, 2 + r.next() * 20))
  if (c.standing?.cover.status !== 'covered') return
  admit(life, a, life.clock, detentionOf(life, a), s.places)
}

type Outcome = (s: Stage, life: Life) => Living

const outcomes: Partial<Record<Plan['goal'], Outcome>> = {
  *'bail-asked'(_s, life) {
    const { w, r } = life
    yield* until(life, hoursAfter(w.now, -2 - r.next() * 40))
    for (const { a, c } of heldNow(life)) {
      ask(life, c, life.clock, 'bail', { grounds: 'bail' })
      if (!r.chance(0.3)) continue
      yield* until(life, hoursAfter(life.clock, 1 + r.next() * 20))
      decideBail(life, a, life.clock)
    }
    yield* until(life, never(w))
  },
  *bailed(s, life) {
    const { r } = life
    for (const a of life.accused) {
      yield* until(life, life.plan.decidesAt!)
      const c = a.custody!
      if (c.row.values.ended_at !== null || openRelease(c)) continue
      ask(life, c, life.clock, 'bail', { grounds: 'bail' })
      yield* until(life, hoursAfter(life.clock, 1 + r.next() * 26))
      decideBail(life, a, life.clock)
      yield* until(life, hoursAfter(life.clock, 1 + r.next() * 40))
      if (c.row.values.ended_at !== null || openRelease(c)) continue
      giveBail(life, a, life.clock)
      carryOut(life, a, life.clock)
    }
    if (r.chance(0.7)) yield* goesOnFree(s, life, hoursAfter(life.clock, 24 * (10 + r.next() * 60)))
  },
  *'case-closed'(_s, life) {
    yield* until(life, life.plan.decidesAt!)
    decide(life, life.clock, life.r.chance(0.8) ? 'release' : 'reject')
    for (const { a } of heldNow(life)) carryOut(life, a, life.clock)
  },
  *releasing(_s, life) {
    yield* until(life, life.plan.decidesAt!)
    for (const { a } of heldNow(life)) {
      refuse(life, a, life.clock)
      const step = life.r.weigh([{ step: 'none', weight: 3 }, { step: 'received', weight: 4 }, { step: 'checked', weight: 3 }] as const).step
      if (step !== 'none') carryOut(life, a, life.clock, step)
    }
  },
  *'wrong-order'(_s, life) {
    yield* until(life, life.plan.decidesAt!)
    for (const { a } of heldNow(life)) refuse(life, a, life.clock)
  },
  *died(_s, life) { yield* endsOtherwise(life, 'death') },
  *escaped(_s, life) { yield* endsOtherwise(life, 'escape') },
  referred: tried, 'on-trial': tried, committed: tried, sentenced: tried, acquitted: tried, served: tried, 'wrong-acquitted': tried, 'wrong-served': tried,
}

function* endsOtherwise(life: Life, kind: 'death' | 'escape'): Living {
  yield* until(life, life.plan.decidesAt!)
  const [first] = heldNow(life)
  if (!first) return
  endOtherwise(life, first.a, life.clock, kind)
  setStatus(act(life.w, life.rec, { verb: 'cases.change-parties', at: minutes(life.clock, 30), by: keeper(life.w, life.r, life.plan.station.office.id), detail: { added: kind } }), [first.a], kind === 'death' ? 'dead' : 'fugitive')
}

/** A case in which nobody is held. */
function* freely(s: Stage, plan: Plan): Living {
  const { w } = s
  const r = plan.random
  yield plan.startsAt
  const life = openCase(w, plan, plan.startsAt, plan.complainant ? 'complaint' : 'information')
  s.lives.push(life)
  takeStatements(life, plan.startsAt)
  for (const a of life.accused) {
    if (r.chance(0.15) && plan.goal === 'free-open') continue
    yield* advance(life, officeHour(r, hoursAfter(life.clock, 24 * (1 + r.next() * 8))))
    accusedStatement(life, a, later(life.clock, hoursAfter(plan.startsAt, 3)), holder(w, r, plan.station.court.id, r.chance(0.7) ? 'investigator' : 'investigative-judge'), r.chance(0.5), r.chance(0.1))
  }
  if (plan.goal === 'free-open' || !plan.decidesAt) return
  const kind = plan.goal === 'free-unknown' ? 'close-unknown' as const : plan.goal === 'free-closed' ? 'release' as const : plan.goal === 'free-rejected' ? 'reject' as const : 'refer' as const
  if (kind === 'refer') {
    yield* goesOnFree(s, life, plan.decidesAt)
    return
  }
  yield* advance(life, later(plan.decidesAt, life.clock))
  decide(life, life.clock, kind)
}

/** Referred and tried in freedom. */
function* goesOnFree(s: Stage, life: Life, decides: Date): Living {
  yield* advance(life, officeHour(life.r, decides))
  decide(life, life.clock, 'refer')
  if (life.plan.goal === 'free-referred') return
  yield* advance(life, receptionOf(life, life.clock))
  receive(life, life.clock)
  yield* heardOut(s, life)
  yield* sentencing(s, life)
}
