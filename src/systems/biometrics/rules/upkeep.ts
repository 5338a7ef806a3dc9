/** When a scanner is to be checked again, and the weeks of a trend. The platform's own rules (confidence U): no text of law sets them. */
import { addDays, baghdadDay, weekdayOf } from '#kernel/clock/calendar.ts'

export const trendKinds = ['device', 'operator'] as const
export type TrendKind = (typeof trendKinds)[number]

/** After how many calendar days each look is due again. The ruled target is not everywhere: it is asked for only where one was ever laid on. */
export const checkEvery = { empty: 1, finger: 31, bars: 366 } as const
type Look = keyof typeof checkEvery

export interface LastCheck { readonly look: Look; readonly at: Date; readonly passed: boolean }

/** Which checks are due: not passed since the day it was due, by the calendar of Baghdad. A camera has no glass; what is out of order waits. */
export function dueChecks(device: { readonly kind: string; readonly state: string }, last: readonly LastCheck[], now: Date): Look[] {
  if (device.kind === 'camera' || device.state !== 'in-use') return []
  const today = baghdadDay(now)
  return (['empty', 'finger', 'bars'] as const).filter((look) => {
    const one = last.find((check) => check.look === look)
    if (!one) return look !== 'bars'
    return !one.passed || addDays(baghdadDay(one.at), checkEvery[look]) <= today
  })
}

/** The Sunday on which the week of an instant begins in Baghdad. */
export function weekOf(at: Date): string {
  const day = baghdadDay(at)
  return addDays(day, -weekdayOf(day))
}

/** The Sundays of the last `count` weeks, the present one last. */
export function lastWeeks(count: number, now: Date): string[] {
  const present = weekOf(now)
  return Array.from({ length: count }, (_, n) => addDays(present, -7 * (count - 1 - n)))
}
