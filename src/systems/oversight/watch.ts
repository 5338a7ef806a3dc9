/** What nobody can make quiet: a condition that lasts is told again, an offer that nobody answers is told outside. */
import { randomUUIDv7 } from 'node:crypto'
import { act, read } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { raiseAlarm } from '#kernel/clock/alarms.ts'
import { gapsWithoutAlarm, lateReleasesWithoutAlarm, type Untold } from '#systems/custody/public.ts'
import { tellHandoverAgainAfterMs } from './rules.ts'
import { dismissalsOf, findUnanswered } from './store/alarms.ts'

const perRun = 500

/**
 * Raises again the alarm about everyone who is still held without cover, or still inside after a release order, although the alarm
 * about it was dismissed. Dismissing says that it was dealt with; only the facts can say that it is over.
 * @returns how many were raised
 */
export async function tellAgain(ctx: Ctx): Promise<number> {
  const [gaps, late] = await read(ctx, async (r) => [await gapsWithoutAlarm(r, perRun), await lateReleasesWithoutAlarm(r, perRun)] as const)
  for (const one of gaps) await raise(ctx, one, { kind: 'no-cover', article: one.article ?? 'CPC 92', detail: { reason: one.reason ?? 'no-order' } })
  for (const one of late) await raise(ctx, one, { kind: 'release-late', article: one.article ?? 'CPC 284', detail: { number: one.reason } })
  return gaps.length + late.length
}

async function raise(ctx: Ctx, one: Untold, alarm: { kind: string; article: string; detail: Record<string, unknown> }): Promise<void> {
  await act(ctx, { verb: 'oversight.tell-again', subject: { kind: 'alarm', bare: randomUUIDv7() }, basis: alarm.article, detail: { kind: alarm.kind, record: one.id } }, async (tx) => {
    tx.also(one.id)
    const again = await dismissalsOf(tx, one.id, alarm.kind)
    const about = { kind: alarm.kind, article: alarm.article, recordId: one.id, officeId: one.officeId, detail: { ...alarm.detail, since: one.since.toISOString(), ...(again > 0 ? { again } : {}) } }
    if (one.tell.length === 0) await raiseAlarm(tx, about)
    for (const raisedTo of one.tell) await raiseAlarm(tx, { ...about, raisedTo })
  })
}

/** Raises an alarm, outside the office that should have answered, about each hand-over that has waited past its time. @returns how many */
export async function tellUnanswered(ctx: Ctx): Promise<number> {
  const late = await read(ctx, (r) => findUnanswered(r, new Date(ctx.now.getTime() - tellHandoverAgainAfterMs), perRun))
  for (const h of late) {
    await act(ctx, { verb: 'oversight.tell-unanswered', subject: { kind: 'alarm', bare: randomUUIDv7() }, detail: { handover: h.id, record: h.record_id } }, async (tx) => {
      tx.also(h.record_id)
      await raiseAlarm(tx, { kind: 'handover-unanswered', article: 'Mandela 7', recordId: h.record_id, officeId: h.to_office, detail: { handoverId: h.id, offeredAt: h.offered_at.toISOString(), dueAt: h.due_at.toISOString() } })
    })
  }
  return late.length
}
