/** One slice of the country: its persons, and the lives of the cases among them, side by side up to the present. */
import { dayMs } from '#kernel/clock/calendar.ts'
import { addPerson, founded, type DemoPerson } from '../country.ts'
import type { Random } from '../random.ts'
import type { Station } from './atlas.ts'
import { settle } from './custody.ts'
import { settleCase } from './life.ts'
import { live } from './lived.ts'
import { endedGoals, freeGoals, heldGoals, planLife, type Goal, type Pool, type Slot } from './plan.ts'
import { breathe, makeSchedule } from './schedule.ts'
import type { Stage } from './stage.ts'
import { bareAct, change, alsoIn, type Rec, type World } from './world.ts'

export interface SliceSize { readonly persons: number; readonly held: number; readonly ended: number; readonly free: number }

/** Makes a slice in the world's past. `from` and `to`: the share of the country's stations that it is about. */
export async function makeSlice(stage: Omit<Stage, 'schedule' | 'lives'>, r: Random, size: SliceSize, share: { from: number; to: number }, taken: Set<string>): Promise<void> {
  const { w } = stage
  const s: Stage = { ...stage, schedule: makeSchedule(), lives: [] }
  const pool = makePool(w, r, taken)
  const goals = r.shuffle<Goal>([...draw(r, heldGoals, size.held), ...draw(r, endedGoals, size.ended), ...draw(r, freeGoals, size.free)])
  for (const [n, goal] of goals.entries()) {
    const station = stationAt(w.atlas.stations, share.from + ((n + r.next()) / goals.length) * (share.to - share.from))
    const slot: Slot = { goal, station, random: r.fork(`${n}`) }
    if (n % 100 === 0) await breathe()
    const plan = planLife(w, slot, pool.at(station))
    if (!plan) continue
    s.schedule.begin(new Date(plan.startsAt.getTime() - 13 * dayMs), live(s, plan))
  }
  await s.schedule.run(w.now)
  for (const [n, life] of s.lives.entries()) {
    if (n % 100 === 0) await breathe()
    for (const { custody } of life.accused) if (custody) settle(w, custody, w.now)
    settleCase(life, w.now)
    for (const { custody } of life.accused) if (custody) answerAlarms(w, r, custody.rec, custody.row.values.ended_at !== null || custody.row.values.cover_status === 'covered')
    answerAlarms(w, r, life.rec, true)
  }
  for (let n = pool.made(); n < size.persons; n++) {
    if (n % 300 === 0) await breathe()
    addPerson(w.past, r, { today: w.now }, founded, taken)
  }
}

function draw(r: Random, goals: readonly { readonly goal: Goal; readonly weight: number }[], count: number): Goal[] {
  const sum = goals.reduce((total, { weight }) => total + weight, 0)
  // Each goal gets its share, however small the slice; what is left over is drawn.
  const fixed = goals.flatMap(({ goal, weight }) => Array.from({ length: Math.floor((weight / sum) * count) }, () => goal))
  return [...fixed, ...Array.from({ length: count - fixed.length }, () => r.weigh(goals).goal)]
}

const totals = new WeakMap<readonly Station[], number[]>()

/** The station at a share of the country's work, in the order of courts. */
function stationAt(stations: readonly Station[], share: number): Station {
  let sums = totals.get(stations)
  if (!sums) {
    let sum = 0
    sums = stations.map(({ weight }) => (sum += weight))
    totals.set(stations, sums)
  }
  const wanted = share * sums.at(-1)!
  let [low, high] = [0, sums.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sums[middle]! > wanted) high = middle
    else low = middle + 1
  }
  return stations[low]!
}

interface People { at(station: Station): Pool; made(): number }

/** Persons are made when a case needs them; those who only saw or suffered something may do so more than once. */
function makePool(w: World, r: Random, taken: Set<string>): People {
  const known = new Map<string, DemoPerson[]>()
  let made = 0
  const add = (governorate: string, sex: 'male' | 'female', ages: readonly [number, number]): DemoPerson => {
    made++
    return addPerson(w.past, r, { governorate, sex, ages, today: w.now }, founded, taken)
  }
  return {
    made: () => made,
    at: (station) => ({
      take(want) {
        const governorate = station.office.governorate ?? 'IQ-BG'
        if (want === 'juvenile') return child(w, r, () => add(governorate, 'male', [16, 16]))
        if (want !== 'anyone') return add(governorate, want === 'man' ? 'male' : 'female', [19, 58])
        const others = known.get(governorate) ?? []
        if (others.length > 30 && r.chance(0.5)) return r.pick(others)
        const person = add(governorate, r.chance(0.6) ? 'male' : 'female', [19, 75])
        known.set(governorate, [...others.slice(-200), person])
        return person
      },
    }),
  }
}

/** A child whose day of birth is known: sixteen or so. */
function child(w: World, r: Random, add: () => DemoPerson): DemoPerson {
  const person = add()
  const year = w.now.getUTCFullYear() - 16
  const day = `${year}-${String(2 + r.int(9)).padStart(2, '0')}-${String(2 + r.int(26)).padStart(2, '0')}`
  const row = w.past.tables.get('kernel.person')!.at(-1)!.values as Record<string, unknown>
  row['birth_date'] = day
  row['birth_precision'] = 'day'
  return { ...person, birth: { date: day, precision: 'day' } }
}

/** Alarms of some days ago about what is over were looked into and dismissed with the reason. */
function answerAlarms(w: World, r: Random, rec: Rec, over: boolean): void {
  // An offer that nobody has answered is not over.
  if (!over || rec.offer) return
  for (const alarm of rec.alarms) {
    const at = new Date(alarm.values.raised_at.getTime() + (0.2 + r.next() * 5) * dayMs)
    const by = ['inspector', 'prosecutor', 'investigative-judge', 'trial-judge', 'cassation-judge'].flatMap((role) => w.atlas.holders(alarm.values.raised_to, role as 'inspector'))[0]
    if (at > w.now || !by || r.chance(0.1)) continue
    const reason = 'زال السبب: تم اتخاذ القرار وإبلاغ الجهة الحائزة'
    const deed = bareAct(w, 'alarm', alarm.values.id, { verb: 'oversight.dismiss-alarm', at, by, basis: alarm.values.article, reason, detail: { kind: alarm.values.kind, record: rec.id } })
    alsoIn(deed, rec)
    change(deed, alarm, { state: 'dismissed', seen_at: at, seen_by: by.accountId, dismissed_at: at, dismissed_by: by.accountId, reason })
  }
}
