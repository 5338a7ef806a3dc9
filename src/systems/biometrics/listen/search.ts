import { baghdadDay } from '#kernel/clock/calendar.ts'
import type { Job } from '#kernel/http/system.ts'
import { getPerson } from '#kernel/people/people.ts'
import { getCustody } from '#systems/custody/public.ts'
import { writeAutomatic } from '../asking.ts'
import { whenEnrolled } from '../hooks.ts'
import { ageGroupOn } from '../rules/enrolment.ts'
import { wakeRunner } from '../running.ts'
import { runWaiting } from '../searching.ts'

export const jobs: readonly Job[] = [{ name: 'biometrics.run-searches', cron: '* * * * *', run: async (ctx) => { await runWaiting(ctx) } }]

/**
 * Each enrolment that becomes complete is compared with all others, so that one person under two names is found, and with the unsolved marks.
 * Not a juvenile's (CPC 242(B) exempts them from prints for the investigation), and not prints taken to tell a victim's marks from a stranger's.
 */
export function listen(): void {
  whenEnrolled(async (tx, event) => {
    if (event.purpose === 'exclusion' || event.templates.length === 0) return
    const { birth } = await getPerson(tx, event.personId)
    if (ageGroupOn({ precision: birth.precision, ...(birth.date === null ? {} : { date: birth.date }) }, baghdadDay(tx.at)) === 'juvenile') return
    const caseId = event.custodyId ? (await getCustody(tx, event.custodyId)).caseId : null
    await writeAutomatic(tx, { purpose: 'enrolment-check', basis: `enrolment ${event.number}`, caseId, custodyId: event.custodyId, enrolmentId: event.enrolmentId, personId: event.personId }, event.number, event.officeId)
    wakeRunner(tx.ctx.db, 300)
  })
}
