/** What each case is to become, and when: drawn once, then lived through by life.ts up to the present. */
import { addSpan, baghdadDay, dayMs, daysBetween, hourMs, isWorkingDay, startOfBaghdadDay } from '#kernel/clock/calendar.ts'
import { classOf, isCapital, maxPenalty, quarterOfMaximum, type Maximum } from '#systems/offences/public.ts'
import type { DemoPerson } from '../country.ts'
import type { Random } from '../random.ts'
import type { Station } from './atlas.ts'
import { accusationsIn, type Accusation } from './mix.ts'
import type { World } from './world.ts'

/** Where a life stands now. The first are held, the second were held, the third never. */
export type Goal =
  | 'fresh' | 'detained' | 'referred' | 'on-trial' | 'committed' | 'sentenced' | 'releasing' | 'bail-asked'
  | 'wrong-expired' | 'wrong-papers' | 'wrong-six-months' | 'wrong-acquitted' | 'wrong-served' | 'wrong-order' | 'wrong-juvenile' | 'wrong-ground'
  | 'released' | 'bailed' | 'case-closed' | 'acquitted' | 'served' | 'died' | 'escaped'
  | 'free-open' | 'free-unknown' | 'free-closed' | 'free-rejected' | 'free-referred' | 'free-trial' | 'free-judged' | 'free-cassation' | 'free-final'

export const heldGoals = [
  { goal: 'fresh', weight: 45 }, { goal: 'detained', weight: 500 }, { goal: 'referred', weight: 40 }, { goal: 'on-trial', weight: 110 }, { goal: 'committed', weight: 20 }, { goal: 'sentenced', weight: 216 },
  { goal: 'releasing', weight: 22 }, { goal: 'bail-asked', weight: 14 },
  { goal: 'wrong-expired', weight: 12 }, { goal: 'wrong-papers', weight: 5 }, { goal: 'wrong-six-months', weight: 4 }, { goal: 'wrong-acquitted', weight: 3 }, { goal: 'wrong-served', weight: 3 }, { goal: 'wrong-order', weight: 4 },
  { goal: 'wrong-juvenile', weight: 2 }, { goal: 'wrong-ground', weight: 1 },
] as const
export const endedGoals = [
  { goal: 'released', weight: 22 }, { goal: 'bailed', weight: 30 }, { goal: 'case-closed', weight: 13 }, { goal: 'acquitted', weight: 14 }, { goal: 'served', weight: 20 }, { goal: 'died', weight: 0.6 }, { goal: 'escaped', weight: 0.6 },
] as const
export const freeGoals = [
  { goal: 'free-open', weight: 34 }, { goal: 'free-unknown', weight: 14 }, { goal: 'free-closed', weight: 12 }, { goal: 'free-rejected', weight: 5 }, { goal: 'free-referred', weight: 4 }, { goal: 'free-trial', weight: 12 },
  { goal: 'free-judged', weight: 6 }, { goal: 'free-cassation', weight: 4 }, { goal: 'free-final', weight: 9 },
] as const

export interface Plan {
  readonly goal: Goal
  readonly held: boolean
  readonly station: Station
  readonly jurisdiction: 'federal' | 'kri'
  readonly what: Accusation
  readonly accused: readonly DemoPerson[]
  readonly complainant: DemoPerson | undefined
  readonly witness: DemoPerson | undefined
  readonly juvenile: boolean
  /** The arrest, or for a life in freedom the complaint. */
  readonly startsAt: Date
  /** The judge's decision on the investigation; null: not yet. */
  readonly decidesAt: Date | null
  /** The judgment; null: not yet. */
  readonly judgedAt: Date | null
  readonly random: Random
}

/** The heaviest penalty of an accusation for somebody of this age. */
const maxima = new Map<string, Maximum>()
export function maximumOf(what: Accusation, jurisdiction: 'federal' | 'kri', actDay: string, age?: number): Maximum {
  const years = age === undefined || age >= 20 ? undefined : age
  const key = `${what.code}/${what.circumstance ?? ''}/${jurisdiction}/${years ?? ''}`
  const known = maxima.get(key)
  if (known) return known
  const found = maxPenalty({ offenceCode: what.code, jurisdiction, actDay, ...(what.circumstance ? { circumstance: what.circumstance } : {}), ...(years === undefined ? {} : { ageAtAct: years }) })
  maxima.set(key, found)
  return found
}

/** Days for which the law lets somebody be detained under this accusation before the felony court must permit more. */
export function ceilingDays(what: Accusation, jurisdiction: 'federal' | 'kri', day: string): number {
  const maximum = maximumOf(what, jurisdiction, day)
  if (isCapital(maximum)) return 900
  const quarter = quarterOfMaximum(maximum)
  return Math.min(178, quarter === undefined ? 900 : daysBetween(day, addSpan(day, quarter)))
}

export interface Slot { readonly goal: Goal; readonly station: Station; readonly random: Random }

/** Draws persons of a slice who have no part in another case yet. */
export interface Pool { take(want: 'man' | 'woman' | 'juvenile' | 'anyone'): DemoPerson | undefined }

const hours = (at: Date, n: number) => new Date(at.getTime() + n * hourMs)

/** Plans one case. Undefined when the slice has no persons left. */
export function planLife(w: World, slot: Slot, pool: Pool): Plan | undefined {
  const { goal, station, random: r } = slot
  const { jurisdiction } = station.office
  const held = !goal.startsWith('free-')
  const juvenile = goal === 'wrong-juvenile' || (held && !goal.startsWith('wrong-') && goal !== 'committed' && r.chance(0.045))
  const days = span(goal, r)
  const what = chooseAccusation(w, slot, juvenile, days)
  const ago = (n: number | null) => {
    if (n === null) return null
    const at = officeHour(r, hours(w.now, -24 * n))
    return at > w.now ? hours(w.now, -24 * n) : at
  }
  const lead = pool.take(juvenile ? 'juvenile' : r.chance(0.05) ? 'woman' : 'man')
  const complainant = what.victim ? pool.take('anyone') : undefined
  const second = r.chance(0.06) && !juvenile && ['detained', 'on-trial', 'sentenced', 'bailed', 'free-open', 'free-trial'].includes(goal) ? pool.take('man') : undefined
  const witness = r.chance(0.5) ? pool.take('anyone') : undefined
  if (!lead || (what.victim && !complainant)) return undefined
  return {
    goal, held, station, jurisdiction, what, juvenile, complainant, witness, random: r, accused: goal === 'free-unknown' ? [] : second ? [lead, second] : [lead],
    startsAt: days.startsAt(w.now), decidesAt: ago(days.decides), judgedAt: ago(days.judged),
  }
}

interface Days { readonly started: number; readonly decides: number | null; readonly judged: number | null; startsAt(now: Date): Date }

/** How many days ago it began, was decided on and was judged. */
function span(goal: Goal, r: Random): Days {
  const few = (mean: number, least: number, most: number) => Math.min(most, least - mean * Math.log(1 - r.next()))
  const days = (started: number, decides: number | null = null, judged: number | null = null): Days => ({ started, decides, judged, startsAt: (now) => new Date(now.getTime() - Math.round((started * dayMs) / 60_000) * 60_000) })
  const tried = (judged: number) => { const decides = judged + few(35, 20, 120); return days(decides + few(30, 12, 110), decides, judged) }
  switch (goal) {
    case 'fresh': return days(few(0.35, 0.06, 0.95))
    case 'wrong-papers': return days(few(0.8, 1.1, 4))
    case 'wrong-ground': return days(few(0.3, 0.2, 0.9))
    case 'detained': case 'bail-asked': return days(few(38, 1.1, 168))
    case 'wrong-expired': return days(few(20, 19, 100))
    case 'wrong-six-months': return days(few(8, 184, 215))
    case 'wrong-juvenile': return days(few(10, 4, 30))
    case 'referred': { const decides = few(0.7, 0.15, 2.8); return days(decides + few(40, 15, 120), decides) }
    case 'on-trial': { const decides = few(28, 4, 110); return days(decides + few(35, 15, 100), decides) }
    case 'committed': return tried(few(0.8, 0.2, 2.5))
    case 'wrong-acquitted': return tried(few(1.2, 1.4, 6))
    case 'sentenced': return tried(few(150, 4, 560))
    case 'wrong-served': return tried(few(60, 90, 200))
    case 'served': return tried(few(100, 40, 430))
    case 'acquitted': return tried(few(160, 3, 560))
    case 'releasing': { const decides = few(0.3, 0.1, 0.85); return days(decides + few(25, 4, 110), decides) }
    case 'wrong-order': { const decides = few(1.2, 1.3, 6); return days(decides + few(25, 4, 110), decides) }
    case 'released': { const decides = few(200, 1, 700); return days(decides + few(0.4, 0.5, 1.2), decides) }
    case 'bailed': case 'case-closed': case 'died': case 'escaped': { const decides = few(200, 2, 620); return days(decides + few(18, 3, 90), decides) }
    case 'free-open': return days(few(60, 0.2, 400))
    case 'free-unknown': { const decides = few(200, 5, 500); return days(decides + few(60, 30, 200), decides) }
    case 'free-closed': case 'free-rejected': { const decides = few(200, 2, 600); return days(decides + few(30, 5, 100), decides) }
    case 'free-referred': { const decides = few(0.8, 0.2, 3); return days(decides + few(40, 10, 200), decides) }
    case 'free-trial': { const decides = few(35, 5, 120); return days(decides + few(40, 10, 200), decides) }
    case 'free-judged': return tried(few(8, 1, 24))
    case 'free-cassation': return tried(few(15, 28, 70))
    case 'free-final': return tried(few(150, 90, 480))
  }
}

const needsLong = new Set<Goal>(['sentenced', 'committed', 'wrong-six-months'])
const notCapital = new Set<Goal>(['bailed', 'bail-asked', 'served', 'wrong-served', 'released', 'case-closed', 'wrong-order', 'wrong-six-months', 'releasing'])

/** An accusation under which this life can lawfully take so long (or, where it is to go wrong, cannot). */
function chooseAccusation(w: World, { goal, station, random: r }: Slot, juvenile: boolean, days: Days): Accusation {
  const { jurisdiction } = station.office
  const today = baghdadDay(w.now)
  const detained = days.started - Math.max(0, days.judged ?? days.decides ?? 0) + 8
  const list = accusationsIn(jurisdiction)
  let best = list[0]!
  for (let tries = 0; tries < 60; tries++) {
    const one = r.weigh(list)
    const maximum = maximumOf(one, jurisdiction, today)
    if (juvenile && one.adultsOnly) continue
    if (notCapital.has(goal) && isCapital(maximum)) continue
    if (needsLong.has(goal) && classOf(maximum) !== 'F' && (goal !== 'sentenced' || (days.judged ?? 0) > 200)) continue
    if (goal === 'wrong-six-months' && ceilingDays(one, jurisdiction, today) < 178) continue
    best = one
    const ceiling = ceilingDays(one, jurisdiction, today)
    if (goal === 'wrong-six-months' || ceiling >= detained || (!juvenile && ceiling >= 178 && detained < 230)) return one
  }
  return best
}

/** A moment of the same day at which a court sits, or of the last working day before it. */
export function officeHour(r: Random, at: Date): Date {
  let day = baghdadDay(at)
  const calendar = { jurisdiction: 'federal' as const, entered: [] }
  while (!isWorkingDay(day, calendar)) day = baghdadDay(new Date(startOfBaghdadDay(day).getTime() - hourMs))
  return new Date(startOfBaghdadDay(day).getTime() + 9 * hourMs + Math.floor(r.next() * 5 * 60) * 60_000)
}
