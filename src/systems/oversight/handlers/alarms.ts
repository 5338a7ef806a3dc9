import { sql } from 'kysely'
import { act, read, type Reader, type Tx } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { roleMay } from '#kernel/access/policy.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { coverOf, getCustody, words as custodyWords } from '#systems/custody/public.ts'
import { pathOf } from '#systems/desk/public.ts'
import { countAlarms, dismissAlarm, exportAlarms, listAlarms, readAlarm, seeAlarm, type AlarmView } from '../contract.ts'
import { csvOf } from '../csv.ts'
import { alarmsOfRecord, countOpen, findAlarm, findAlarms, markDismissed, markSeen, type AlarmRow } from '../store/alarms.ts'
import { words } from '../words.ts'

const mostInFile = 20_000

function view(row: AlarmRow, ctx: Ctx): AlarmView {
  return {
    id: row.id, kind: row.kind, article: row.article, raisedAt: row.raised_at.toISOString(), state: row.state, office: row.office, raisedTo: row.receiver,
    record: row.record_kind === null ? null : { id: row.record_id, kind: row.record_kind, number: row.number, label: row.label ?? '', path: pathOf(row.record_kind, row.record_id) },
    detail: row.detail as Record<string, unknown>, seenAt: row.seen_at?.toISOString() ?? null, dismissedAt: row.dismissed_at?.toISOString() ?? null, dismissedBy: row.dismisser, reason: row.reason,
    mayAnswer: row.state === 'open' && ctx.session !== null && row.raised_to === ctx.session.officeId && roleMay(ctx.session.role, 'oversight.dismiss-alarm'),
  }
}

/** The cover of the person an alarm is about; null where it is about something else, or out of this session's sight. */
async function coverFor(r: Reader, row: AlarmRow) {
  if (row.record_kind !== 'custody') return null
  const { arrestedAt, endedAt } = await getCustody(r, row.record_id)
  const cover = await coverOf(r, row.record_id)
  return {
    from: arrestedAt.toISOString(), to: endedAt?.toISOString() ?? null, status: cover.status,
    intervals: cover.intervals.map((i) => ({ from: i.from.toISOString(), to: i.to.toISOString(), kind: i.kind, article: i.article })),
  }
}

/** The receiver answers in an act of its own, which stands in the record's history too; the record itself is not changed by it. */
async function answer(ctx: Ctx, a: { id: string; verb: string; reason?: string }, work: (tx: Tx, row: AlarmRow) => Promise<void>): Promise<{ id: string }> {
  const row = (await read(ctx, (r) => findAlarm(r, a.id))) ?? refuse('oversight.alarm-unknown', { status: 404 })
  return act(ctx, { verb: a.verb, subject: { kind: 'alarm', bare: a.id }, basis: row.article, reason: a.reason, input: a, detail: { kind: row.kind, record: row.record_id } }, async (tx) => {
    if (row.raised_to !== ctx.session?.officeId) refuse('oversight.not-the-receiver', { status: 403 })
    if (await isParty(tx, row.record_id)) refuse('kernel.conflict-of-interest', { status: 403 })
    tx.also(row.record_id)
    await work(tx, row)
    return { id: a.id }
  })
}

/** Nobody answers an alarm about a record in which they are a party themselves, a sealed one too. */
async function isParty(tx: Tx, recordId: string): Promise<boolean> {
  const { rows: [head] } = await sql<{ conflict: boolean }>`select conflict from kernel.head_of(${recordId}, null, null, null, ${tx.ctx.session?.personId ?? null})`.execute(tx.db)
  return head?.conflict ?? false
}

export const alarmHandlers: readonly Handler[] = [
  handle(countAlarms, async (_, ctx) => {
    const kinds = await read(ctx, countOpen)
    const sum = (of: 'open' | 'unseen' | 'old') => kinds.reduce((total, k) => total + k[of], 0)
    return { open: sum('open'), unseen: sum('unseen'), olderThanDay: sum('old'), kinds: kinds.map(({ kind, open }) => ({ kind, open })) }
  }),
  handle(exportAlarms, async (filter, ctx) => {
    const { rows } = await read(ctx, (r) => findAlarms(r, filter, { limit: mostInFile }))
    const say = (key: string) => (words[key] ?? custodyWords[key])?.[ctx.lang] ?? key
    const head = ['raisedAt', 'kind', 'number', 'person', 'office', 'governorate', 'article', 'state', 'dismissedAt', 'reason'].map((column) => say(`oversight.column.${column}`))
    const body = csvOf(head, rows.map((a) => [a.raised_at.toISOString(), say(`alarm.${a.kind}`), a.number, a.label, a.office[ctx.lang], a.office.governorate, a.article, say(`oversight.state.${a.state}`), a.dismissed_at?.toISOString() ?? null, a.reason]))
    return { raw: true as const, type: 'text/csv; charset=utf-8', fileName: `alarms-${ctx.now.toISOString().slice(0, 10)}.csv`, body }
  }),
  handle(listAlarms, async ({ cursor, limit, ...filter }, ctx) => {
    const page = await read(ctx, (r) => findAlarms(r, filter, { cursor, limit }))
    return { rows: page.rows.map((row) => view(row, ctx)), next: page.next }
  }),
  handle(readAlarm, async ({ id }, ctx) => read(ctx, async (r) => {
    const row = (await findAlarm(r, id)) ?? refuse('oversight.alarm-unknown', { status: 404 })
    return { alarm: view(row, ctx), earlier: (await alarmsOfRecord(r, row.record_id, id)).map((a) => view(a, ctx)), cover: await coverFor(r, row) }
  })),
  handle(seeAlarm, (input, ctx) => answer(ctx, { id: input.id, verb: 'oversight.see-alarm' }, async (tx) => { await markSeen(tx, input.id) })),
  handle(dismissAlarm, (input, ctx) => answer(ctx, { id: input.id, verb: 'oversight.dismiss-alarm', reason: input.reason }, async (tx, row) => {
    if (row.seen_at === null) await markSeen(tx, input.id)
    if (!(await markDismissed(tx, input.id, input.reason))) refuse('oversight.dismissed-already', { status: 409 })
  })),
]
