/**
 * Writes into a custody's own row what follows from its facts: cover, ceiling, next duty, stage, end; keeps its clocks; raises its alarms.
 * The same pure functions draw the bar on the screen, so the board, the page and the alarms can't disagree.
 */
import { sql } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { findReceiver, raiseAlarm } from '#kernel/clock/alarms.ts'
import { keepClocks } from './clocks.ts'
import { tellCovered, tellEnded } from './hooks.ts'
import type { Duty } from './rules/nextDuty.ts'
import { standingOf, type Standing, type StandingInput } from './standing.ts'
import { lockCustodyRow, updateCustody } from './store/custody.ts'
import { listFacts } from './store/facts.ts'
import { findOpenRelease, lastExamAt, listSteps } from './store/steps.ts'
import type { CustodyRow } from './store/tables.ts'

/** Reads what a custody's standing rests on. */
export async function readStandingInput(r: Reader, row: CustodyRow): Promise<StandingInput> {
  const facts = await listFacts(r, row.id)
  const steps = await listSteps(r, row.id)
  return { row, facts, steps, examinedAt: await lastExamAt(r, row.id), release: await findOpenRelease(r, row.id) }
}

/** An instant after everything that the act of this instant wrote. */
export function justAfter(at: Date): Date {
  return new Date(at.getTime() + 1)
}

/**
 * Brings a custody's row, clocks and alarms to what its facts say at the act's instant. Call it after every change of facts, steps,
 * holder or release order, within the same act.
 */
export async function projectCustody(tx: Tx, custodyId: string): Promise<Standing> {
  const before = await lockCustodyRow(tx, custodyId)
  const input = await readStandingInput(tx, before)
  const standing = standingOf(input, justAfter(tx.at))
  const { cover, duty, now } = standing
  await updateCustody(tx, custodyId, projectedColumns(before, standing, duty ? await officeOf(tx, before, duty) : null))
  await keepClocks(tx, input, standing, before)
  await raiseAlarms(tx, before, standing)
  await markChanged(tx, custodyId)
  await tellCovered(tx, { custodyId, status: cover.status, kind: now?.kind ?? null, until: cover.coverUntil })
  if (standing.ended && before.ended_at === null) await tellEnded(tx, { custodyId, personId: before.person_id, ...standing.ended })
  return standing
}

/** What a custody's own row says by its standing. Pure. */
export function projectedColumns(before: CustodyRow, standing: Standing, nextOffice: string | null) {
  const { cover, now, duty, ceiling, charge } = standing
  return {
    stage: standing.stage, cover_status: cover.status, cover_until: cover.status === 'away' ? null : cover.coverUntil,
    cover_kind: now?.kind ?? null, cover_article: now?.article ?? null, cover_reason: now?.reason ?? null, cover_fact_id: now?.factId ?? null,
    ceiling_mark: standing.ceilingMark, ceiling_at: ceiling?.reachedAt ?? null, watch_at: standing.watchAt,
    next_act: duty?.verb ?? null, next_role: duty?.role ?? null, next_office: nextOffice, next_due: duty?.by ?? null, next_article: duty?.article ?? null,
    offence_code: charge?.offenceCode ?? before.offence_code, article: charge?.article ?? before.article, capital: standing.capital,
    ended_at: standing.ended?.at ?? null, ended_kind: standing.ended?.kind ?? null,
  }
}

/** The office that the next duty falls on. */
async function officeOf(tx: Tx, row: CustodyRow, duty: Duty): Promise<string | null> {
  if (duty.office === 'holder') return row.held_by
  if (duty.office === 'investigation-court') return row.court_id ?? row.held_by
  if (row.trial_court_id !== null) return row.trial_court_id
  return (await findReceiver(tx, row.held_by, duty.office)) ?? row.court_id
}

/** Held without cover, or near the ceiling: told outside the office that holds the person. */
async function raiseAlarms(tx: Tx, before: CustodyRow, standing: Standing): Promise<void> {
  for (const alarm of alarmsOf(before, standing, justAfter(tx.at))) {
    if (alarm.kind === 'no-cover' && (await wasTold(tx, before.id, standing.cover.coverUntil ?? standing.alarmFrom ?? tx.at))) continue
    const inspectorate = alarm.inspectorate ? await findReceiver(tx, before.held_by, 'inspectorate') : null
    for (const raisedTo of new Set([inspectorate, ...alarm.to])) if (raisedTo && raisedTo !== before.held_by) await raiseAlarm(tx, { recordId: before.id, officeId: before.held_by, kind: alarm.kind, article: alarm.article, detail: alarm.detail, raisedTo })
  }
}

/** An alarm that a standing asks for: the offices told, and whether the inspectorate is one of them. */
export interface AlarmDue { readonly kind: string; readonly article: string; readonly detail: Readonly<Record<string, unknown>>; readonly to: readonly (string | null)[]; readonly inspectorate: boolean }

/** Held without cover, or nearer the ceiling than the row says. Pure; a gap is told once, which the caller sees to. */
export function alarmsOf(before: CustodyRow, { cover, now, alarmFrom, ceilingMark, ceiling }: Standing, at: Date): AlarmDue[] {
  const due: AlarmDue[] = []
  if (cover.status === 'gap' && alarmFrom !== null && alarmFrom <= at) {
    due.push({ kind: 'no-cover', article: now?.article ?? 'CPC 92', detail: { reason: now?.reason ?? 'no-order', since: (cover.coverUntil ?? alarmFrom).toISOString(), missing: now?.missing ?? null }, to: [before.prosecution_id], inspectorate: true })
  }
  if (ceilingMark > before.ceiling_mark && ceiling !== undefined) {
    const detail = { caseRef: ceiling.caseRef, limitedBy: ceiling.limitedBy, reachedAt: ceiling.reachedAt?.toISOString() ?? null }
    due.push({ kind: `ceiling-${ceilingMark}`, article: 'CPC 109(C)', detail, to: [before.court_id, before.prosecution_id], inspectorate: ceilingMark === 100 })
  }
  return due
}

/** Whether this gap was told before, even if the alarm has been dismissed since. */
async function wasTold(tx: Tx, custodyId: string, since: Date): Promise<boolean> {
  const told = await tx.db.selectFrom('kernel.alarm').select('id').where('record_id', '=', custodyId).where('kind', '=', 'no-cover').where('raised_at', '>=', since).limit(1).executeTakeFirst()
  return told !== undefined
}

/** A custody changed by an act on another record (its case, a request) has a new version and the act in its history. */
async function markChanged(tx: Tx, custodyId: string): Promise<void> {
  if (ownRecordId(tx) === custodyId) return
  await tx.db.updateTable('kernel.record').set({ version: sql<number>`version + 1` }).where('id', '=', custodyId).execute()
  tx.also(custodyId)
}

/** An act on a bare subject has no record of its own. */
function ownRecordId(tx: Tx): string | undefined {
  try {
    return tx.record.id
  } catch {
    return undefined
  }
}
