/** Time goes by for people who are held: each order is followed by the next, as the law asks, until something else happens. */
import { addDays, baghdadDay, dayMs, hourMs, startOfBaghdadDay, type Day } from '#kernel/clock/calendar.ts'
import { isCapital } from '#systems/offences/public.ts'
import { settle, type PastCustody } from './custody.ts'
import { heldNow, holder, hoursAfter, later, type Accused, type Life, type Living } from './life.ts'
import { ask, askPermission, daysLeft, openRequest, order, permit, refuse } from './orders.ts'
import { maximumOf, officeHour } from './plan.ts'
import { openRelease } from './custody.ts'

/** The shortest that an order is made for. */
const leastDays = 2

/** Lives on to `target`, renewing what runs out on the way. The life's clock tells the moment reached. */
export function* until(life: Life, target: Date): Living {
  for (;;) {
    const next = nextRenewal(life, target)
    if (!next) break
    yield* renew(life, next.a, next.c, next.at)
  }
  yield* advance(life, target)
}

/** Goes on to a moment, or stays where it is when that is past. */
export function* advance(life: Life, at: Date): Living {
  life.clock = later(at, life.clock)
  yield life.clock
}

interface Renewal { readonly a: Accused; readonly c: PastCustody; readonly at: Date }

/** The first order that must follow another before `target`. */
function nextRenewal(life: Life, target: Date): Renewal | undefined {
  const due = heldNow(life).flatMap(({ a, c }): Renewal[] => {
    settle(life.w, c, life.clock)
    const { cover, now } = c.standing ?? {}
    const runs = now?.kind === 'order' || now?.kind === 'felony-court' || now?.kind === 'court-order'
    if (life.abandoned || !runs || !cover || cover.status !== 'covered' || !cover.coverUntil || cover.coverUntil > hoursAfter(target, 6) || openRelease(c)) return []
    const wait = 2 + life.r.next() * 40
    const at = later(officeHour(life.r, hoursAfter(cover.coverUntil, -wait)), hoursAfter(life.clock, 0.2))
    return at >= cover.coverUntil ? [{ a, c, at: new Date(cover.coverUntil.getTime() - 20 * 60_000) }] : [{ a, c, at }]
  })
  return due.sort((x, y) => x.at.getTime() - y.at.getTime())[0]
}

/** The court of the easy log-ins is asked early and has a list to work through. */
function isBusy({ plan }: Life): boolean {
  return plan.station.court.key === 'investigation/iq-bg-karrada'
}

/** Asks for the next order and makes it; by the investigative judge, or by the court that tries the case. */
function* renew(life: Life, a: Accused, c: PastCustody, at: Date): Living {
  const { w, r } = life
  const { values } = c.row
  const trying = values.proceeding === 'on-trial' && values.trial_court_id !== null
  const ends = c.standing!.cover.coverUntil!
  const firstDay = baghdadDay(ends)
  if (trying) {
    yield* advance(life, at)
    order(life, a, at, { firstDay, lastDay: addDays(firstDay, 29), by: holder(w, r, values.trial_court_id!, 'trial-judge'), byCourt: true })
    return
  }
  const old = at.getTime() < w.now.getTime() - 40 * dayMs
  const asked = later(new Date(at.getTime() - Math.floor((isBusy(life) ? 24 + r.next() * 90 : 1 + r.next() * 30) * hourMs)), hoursAfter(life.clock, 0.1))
  // Long ago, half of them were decided by the judge without a request that is still on record.
  if (asked < at && !(old && r.chance(0.55))) {
    yield* advance(life, asked)
    if (!openRequest(c, 'extension') && !openRelease(c)) ask(life, c, asked, 'extension', { days: 15, grounds: 'extension' })
  }
  yield* advance(life, at)
  settle(w, c, at)
  if (openRelease(c) || c.row.values.ended_at !== null) return
  yield* decideRenewal(life, a, c, at, firstDay)
}

function* decideRenewal(life: Life, a: Accused, c: PastCustody, at: Date, firstDay: string): Living {
  const { w, r, plan } = life
  const judge = holder(w, r, c.row.values.court_id!, 'investigative-judge')
  const left = daysLeft(c, firstDay)
  if (left !== undefined && left < 25 && plan.goal !== 'wrong-six-months' && mayBePermitted(life, c)) {
    const request = askPermission(life, c, at)
    yield* advance(life, hoursAfter(at, 20))
    permit(life, a, life.clock, request, addDays(firstDay, 75))
    yield* advance(life, hoursAfter(at, 21))
    order(life, a, life.clock, { firstDay: later(life.clock, startOfBaghdadDay(firstDay)) === life.clock ? baghdadDay(life.clock) : firstDay, lastDay: addDays(firstDay, 14), by: judge })
    return
  }
  if (left !== undefined && left < leastDays) {
    life.abandoned = true
    if (plan.goal === 'wrong-six-months') askPermission(life, c, at)
    else refuse(life, a, at)
    return
  }
  order(life, a, at, { firstDay, lastDay: lastDayOf(life, firstDay, left), by: judge })
}

/** Fifteen days, or what the ceiling leaves; where the life is to go wrong, up to the day on which nobody makes another order. */
export function lastDayOf(life: Life, firstDay: Day, left: number | undefined): Day {
  const full = addDays(firstDay, Math.min(15, left ?? 15) - 1)
  if (life.plan.goal !== 'wrong-expired') return full
  const forgotten = addDays(baghdadDay(life.w.now), -(1 + (life.rec.id.charCodeAt(30) % 5)))
  if (full < forgotten || firstDay > forgotten) return full
  life.abandoned = true
  return forgotten
}

/** Beyond six months only where a quarter of the heaviest penalty is longer (CPC 109(C)), and once here. */
function mayBePermitted(life: Life, c: PastCustody): boolean {
  const ceiling = c.standing?.ceiling
  const age = c.row.values.age_group === 'juvenile' ? 16 : undefined
  if (!ceiling || isCapital(maximumOf(life.plan.what, life.plan.jurisdiction, c.row.values.act_day, age)) || c.facts.some((f) => f.type === 'felony-court-permission')) return false
  return ceiling.limitedBy === 'six-months' && (ceiling.quarter === null || ceiling.quarter > ceiling.sixMonths + 80 * dayMs)
}
