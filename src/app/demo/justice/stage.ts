import { dayMs } from '#kernel/clock/calendar.ts'
import type { Calendars } from './hearings.ts'
import type { Life } from './life.ts'
import type { Places } from './prison.ts'
import type { Schedule } from './schedule.ts'
import type { World } from './world.ts'

/** What lives share. */
export interface Stage { readonly w: World; readonly schedule: Schedule; readonly calendars: Calendars; readonly places: Places; readonly lives: Life[] }

/** Far enough beyond the present that what is prepared for the next days is under way. */
export function never(w: World): Date {
  return new Date(w.now.getTime() + 20 * dayMs)
}
