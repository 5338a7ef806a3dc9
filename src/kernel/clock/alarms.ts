import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { act, read, type Reader, type Tx } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { writtenHere } from '#kernel/nodes/written-here.ts'
import { getClockRule } from './rules.ts'

export interface NewAlarm {
  /** `clock-missed`, `no-cover`, `release-late`, `ill-treatment`, `death` … words under `alarm.<kind>`. */
  readonly kind: string
  readonly recordId: string
  readonly article: string
  readonly detail?: Readonly<Record<string, unknown>>
  readonly clockId?: string
  readonly officeId: string
  /** Given where the law names the receiver; otherwise the inspectorate over that place. */
  readonly raisedTo?: string
}

/**
 * Raises an alarm with an office outside the one where it happened; the same alarm that is still open is not raised twice.
 * It stays until the receiver dismisses it with a reason: whoever is held without a live order is an alarm, not a row that disappears.
 */
export async function raiseAlarm(tx: Tx, a: NewAlarm): Promise<void> {
  const raisedTo = a.raisedTo ?? (await findReceiver(tx, a.officeId, 'inspectorate'))
  if (!raisedTo) return
  await tx.db.insertInto('kernel.alarm').values({
    id: randomUUIDv7(), kind: a.kind, record_id: a.recordId, clock_id: a.clockId ?? null, office_id: a.officeId, raised_to: raisedTo, raised_at: tx.at,
    article: a.article, detail: JSON.stringify(a.detail ?? {}), seen_at: null, seen_by: null, dismissed_at: null, dismissed_by: null, reason: null,
  }).onConflict((c) => c.doNothing()).execute()
}

/** The office of this kind that is nearest to a place: in its governorate, else of its jurisdiction, else of the nation. Never the office itself. */
export async function findReceiver(r: Reader, officeId: string, kind: string): Promise<string | undefined> {
  const { rows: [found] } = await sql<{ id: string }>`
    select o.id from kernel.office o, kernel.office here
    where here.id = ${officeId} and o.kind = ${kind} and o.id <> here.id and o.valid_to is null
    order by (o.governorate is not distinct from here.governorate) desc, (o.jurisdiction = here.jurisdiction) desc, (o.governorate is null) desc, o.id limit 1`.execute(r.db)
  return found?.id
}

/**
 * Marks the clocks that have run out as missed, each in an act of its own, and raises their alarms outside the office.
 * One that cannot be marked does not keep the others waiting; the run fails at its end, and says which.
 * @returns how many were found
 */
export async function missDueClocks(ctx: Ctx, limit = 500): Promise<number> {
  const due = await read(ctx, (r) => r.db.selectFrom('kernel.clock as c').innerJoin('kernel.record as r', 'r.id', 'c.record_id')
    .select(['c.id', 'c.rule', 'c.record_id', 'c.office_id', 'c.due_at', 'c.article', 'r.kind']).where('c.state', '=', 'running').where('c.due_at', '<=', ctx.now).where(writtenHere('c.record_id'))
    .orderBy('c.due_at').limit(limit).execute())
  const failed: unknown[] = []
  for (const clock of due) {
    try {
      await missClock(ctx, clock)
    } catch (error) {
      failed.push(new Error(`clock ${clock.rule} of record ${clock.record_id}`, { cause: error }))
    }
  }
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} of ${due.length} clocks that ran out could not be marked, the first: ${String(failed[0])}`)
  return due.length
}

interface DueClock { readonly id: string; readonly rule: string; readonly record_id: string; readonly office_id: string; readonly due_at: Date; readonly article: string; readonly kind: string }

async function missClock(ctx: Ctx, clock: DueClock): Promise<void> {
  const rule = getClockRule(clock.rule)
  await act(ctx, { verb: 'kernel.miss-clock', subject: { kind: clock.kind, id: clock.record_id }, by: 'authority', basis: clock.article, detail: { clock: clock.rule, dueAt: clock.due_at.toISOString() } }, async (tx) => {
    const { numUpdatedRows } = await tx.db.updateTable('kernel.clock').set({ state: 'missed', outcome: rule.onMiss }).where('id', '=', clock.id).where('state', '=', 'running').executeTakeFirst()
    if (numUpdatedRows > 0n) await raiseMissed(tx, clock)
  })
}

/**
 * Raises the alarms of clocks that have run out on records that are offered to another node: until they arrive there, nobody but the giver knows of them.
 * The clock itself is marked where it is written.
 * @returns how many were found
 */
export async function warnOfClocksInFlight(ctx: Ctx, limit = 500): Promise<number> {
  const due = await read(ctx, (r) => r.db.selectFrom('kernel.clock as c').innerJoin('kernel.record as r', 'r.id', 'c.record_id').innerJoin('kernel.office as o', 'o.id', 'r.office_id')
    .select(['c.id', 'c.rule', 'c.record_id', 'c.office_id', 'c.due_at', 'c.article', 'r.kind']).where('c.state', '=', 'running').where('c.due_at', '<=', ctx.now).where('r.state', '=', 'in-transit')
    .where(sql<boolean>`kernel.elsewhere(r.writer) is not null and kernel.elsewhere(o.node_id) is null`).where(({ not, exists, selectFrom }) => not(exists(selectFrom('kernel.alarm as a').select('a.id').whereRef('a.clock_id', '=', 'c.id'))))
    .orderBy('c.due_at').limit(limit).execute())
  const telling = due.filter((clock) => ['alarm', 'expired'].includes(getClockRule(clock.rule).onMiss))
  for (const clock of telling) {
    await act(ctx, { verb: 'kernel.miss-clock', subject: { kind: clock.kind, id: clock.record_id }, by: 'authority', basis: clock.article, detail: { clock: clock.rule, dueAt: clock.due_at.toISOString() } }, (tx) => raiseMissed(tx, clock))
  }
  return telling.length
}

async function raiseMissed(tx: Tx, clock: DueClock): Promise<void> {
  const rule = getClockRule(clock.rule)
  if (!['alarm', 'expired'].includes(rule.onMiss)) return
  const raisedTo = await findReceiver(tx, clock.office_id, rule.escalateTo) ?? await findReceiver(tx, clock.office_id, 'inspectorate')
  await raiseAlarm(tx, { kind: 'clock-missed', recordId: clock.record_id, clockId: clock.id, article: clock.article, officeId: clock.office_id, detail: { clock: clock.rule, dueAt: clock.due_at.toISOString() }, ...(raisedTo ? { raisedTo } : {}) })
}
